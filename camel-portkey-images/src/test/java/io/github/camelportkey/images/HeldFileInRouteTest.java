// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The file of an image is open only while its edit is looked at and sent. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "only Linux shows which files this process has open")
class HeldFileInRouteTest extends RouteOverStandIn {

    @TempDir
    private Path folder;
    private Path cat;

    @BeforeEach
    void picture() throws IOException {
        cat = Files.write(folder.resolve("cat.jpg"), Pictures.jpeg(8, 8));
    }

    private List<Path> open() {
        try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
            return handles.map(HeldFileInRouteTest::target).filter(folder::equals).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of an open file. */
    private static Path target(Path handle) {
        try {
            Path file = Files.readSymbolicLink(handle).getParent();
            return file == null ? handle : file;
        } catch (IOException e) {
            return handle; // it is closed by now
        }
    }

    @Test
    void whatIsOpenIsSeen() throws IOException {
        try (var held = Files.newByteChannel(cat)) {
            assertThat(held.isOpen()).isTrue();
            assertThat(open()).hasSize(1);
        }
    }

    @Test
    void anEditThatWaitsHoldsNone() throws Exception {
        GATEWAY.latency(Duration.ofSeconds(60));
        Endpoint endpoint = context.getEndpoint(edit("maxConnections=1"));
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();

        for (int i = 0; i < 20; i++) {
            Exchange exchange = endpoint.createExchange();
            exchange.getMessage().setBody(cat.toFile());
            producer.process(exchange, doneSync -> { });
        }

        await().until(() -> GATEWAY.edits().size() == 1);
        await().untilAsserted(() -> assertThat(open()).isEmpty());
    }

    @Test
    void anEditThatIsRefusedHoldsNone() {
        Exchange result = template.request(edit(), exchange -> {
            exchange.getMessage().setBody(cat.toFile());
            exchange.getMessage().setHeader(PortkeyImagesConstants.MODEL, "dall-e-2");
        });

        assertThat(result.getException()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("PNG");
        assertThat(open()).isEmpty();
    }

    @Test
    void theFirstFileStaysOpenWhileTheOtherImagesAreLookedAt() {
        List<Integer> seen = new ArrayList<>();
        ByteArrayInputStream looking = new ByteArrayInputStream(Pictures.png(8)) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                seen.add(open().size());
                return super.read(bytes, offset, length);
            }
        };

        assertThat(send(edit(), List.of(cat.toFile(), looking)).getException()).isNull();
        assertThat(seen).isNotEmpty().containsOnly(1);
        await().untilAsserted(() -> assertThat(open()).isEmpty());
    }

    @Test
    void anEditThatIsDoneHoldsNoneWhetherItsConnectionIsNewOrIdle() {
        for (int i = 0; i < 3; i++) {
            assertThat(send(edit(), cat.toFile()).getException()).isNull();
            await().untilAsserted(() -> assertThat(open()).isEmpty());
        }
    }
}
