// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.camelportkey.standin.GatewayStandIn;
import org.awaitility.Awaitility;

import static org.assertj.core.api.Assertions.assertThat;

/** A studio over a stand-in for the gateway, on free ports. */
final class Studio implements AutoCloseable {

    static final String KEY = "pk-canary-7f3a91";
    static final Path SAMPLES = Path.of("../file-to-s3/samples");

    final GatewayStandIn gateway = GatewayStandIn.builder().requireApiKey(KEY).start();
    final StudioServer server;

    private Studio(String model, int edits, long uploadBytes, Duration uploadTime) {
        GatewayAccess access = new GatewayAccess(Map.of("baseUrl", gateway.baseUrl().toString(), "apiKey", KEY));
        try {
            server = StudioServer.start(new Settings("127.0.0.1", 0, "", model, edits, uploadBytes, uploadTime, 20,
                    Duration.ofMinutes(5), access));
        } catch (Exception e) {
            gateway.close();
            throw new IllegalStateException(e);
        }
    }

    static Studio start() {
        return of("gpt-image-2");
    }

    static Studio of(String model) {
        return new Studio(model, 8, 8 * 1024 * 1024, Duration.ofMinutes(5));
    }

    static Studio with(int edits, long uploadBytes, Duration uploadTime) {
        return new Studio("gpt-image-2", edits, uploadBytes, uploadTime);
    }

    String address() {
        return server.address();
    }

    List<Path> uploads() {
        try (Stream<Path> files = Files.list(server.uploads())) {
            return files.toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every seat is free again, and no upload lies on the disk. */
    void leavesNothing() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(server.underWay()).isEqualTo("0 uploads, 0 edits, 0 results, 0 exchanges");
            assertThat(uploads()).isEmpty();
        });
    }

    @Override
    public void close() {
        // first, so that no edit is waited for
        gateway.close();
        server.close();
    }
}
