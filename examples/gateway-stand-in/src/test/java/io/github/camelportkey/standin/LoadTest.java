// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoadTest {

    private static final byte[] PNG = Pictures.png(2, 2, (x, y) -> 0);
    private static final int MEGABYTE = 1024 * 1024;

    private static Form edit() {
        return Form.prompt("x").field("model", "gpt-image-2").png("image", PNG);
    }

    private static long threadsOf(int port) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("gateway-stand-in-" + port)
                        || thread.getName().startsWith("HTTP-Dispatcher"))
                .count();
    }

    /** What a killed run left behind says nothing about this one. */
    private List<Path> before = List.of();

    @BeforeEach
    void look() throws IOException {
        before = temporaryFiles();
    }

    private List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> Files.isDirectory(path) && path.getFileName().toString().startsWith("gateway-stand-in-"))
                    .filter(path -> !before.contains(path)).toList();
        }
    }

    /** A picture whose header is right and whose pixels are nothing: too long to be looked at. */
    private static InputStream longPng(int megabytes) {
        List<InputStream> pieces = new ArrayList<>(List.of(new ByteArrayInputStream(PNG)));
        for (int i = 0; i < megabytes; i++) {
            pieces.add(new ByteArrayInputStream(new byte[0]) {
                private int left = MEGABYTE;

                @Override
                public int read() {
                    return left-- > 0 ? 7 : -1;
                }

                @Override
                public int read(byte[] into, int from, int length) {
                    int count = Math.min(length, left);
                    left -= Math.max(0, count);
                    return count > 0 ? count : -1;
                }
            });
        }
        return new SequenceInputStream(Collections.enumeration(pieces));
    }

    @Test
    void manyWaitingEditsHoldNoThreadEach() throws Exception {
        int count = 1000;
        try (GatewayStandIn gateway = GatewayStandIn.builder().latency(Duration.ofMillis(700)).start()) {
            List<CompletableFuture<Form.Answer>> answers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                answers.add(edit().postAsync(gateway));
            }
            assertThat(threadsOf(gateway.port())).isLessThan(70);
            for (CompletableFuture<Form.Answer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(200);
            }
            assertThat(gateway.edits()).hasSize(count);
            assertThat(gateway.editsPaid()).isEqualTo(count);
        }
    }

    /** The heap of these tests is smaller than the file, see the POM. */
    @Test
    void aFileLargerThanTheHeapPassesThroughAndLeavesNothingBehind() throws Exception {
        int megabytes = 150;
        assertThat(Runtime.getRuntime().maxMemory()).isLessThan(megabytes * (long) MEGABYTE);
        long size = (long) megabytes * MEGABYTE + PNG.length;
        try (GatewayStandIn gateway = GatewayStandIn.start()) {
            Form form = Form.prompt("x").field("model", "flux").field("response_format", "b64_json")
                    .file("image", "large.png", "image/png", longPng(megabytes));
            HttpResponse<InputStream> answer =
                    Form.CLIENT.send(form.to(gateway), HttpResponse.BodyHandlers.ofInputStream());
            long characters;
            try (InputStream body = answer.body()) {
                characters = body.skip(Long.MAX_VALUE);
            }
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(characters).isGreaterThan(size * 4 / 3);
            ReceivedPart received = gateway.edits().get(0).files("image").get(0);
            assertThat(received.length()).isEqualTo(size);
            assertThat(received.bytes()).isEmpty();
            assertThat(received.sha256()).hasSize(64);
        }
        assertThat(temporaryFiles()).isEmpty();
    }

    @Test
    void closingCutsWhatWaitsAndLeavesNoThreadAndNoFile() throws Exception {
        GatewayStandIn gateway = GatewayStandIn.builder().latency(Duration.ofHours(1)).start();
        byte[] spooled = new byte[2 * MEGABYTE];
        System.arraycopy(PNG, 0, spooled, 0, PNG.length);
        CompletableFuture<Form.Answer> waiting = Form.prompt("x").field("model", "gpt-image-2")
                .png("image", spooled).postAsync(gateway);
        while (gateway.edits().isEmpty()) {
            Thread.onSpinWait();
        }
        int port = gateway.port();
        assertThat(threadsOf(port)).isPositive();
        assertThat(temporaryFiles()).isNotEmpty();

        gateway.close();

        assertThat(threadsOf(port)).isZero();
        assertThat(temporaryFiles()).isEmpty();
        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        gateway.close();
        try (GatewayStandIn onTheSamePort = GatewayStandIn.builder().port(port).start()) {
            assertThat(edit().post(onTheSamePort).status()).isEqualTo(200);
        }
    }

    @Test
    void latencyCanChangeWhileRunning() throws Exception {
        try (GatewayStandIn gateway = GatewayStandIn.start()) {
            gateway.latency(Duration.ofMillis(40));
            long before = System.nanoTime();
            edit().post(gateway);
            assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(40_000_000);
        }
    }
}
