// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.camelportkey.standin.GatewayStandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Many at once, in a process whose memory is a fraction of what they send; and it ends when it is told to. */
class CrowdTest {

    private static final int CROWD = 200;
    private static final int HEAP_MB = 64;

    @TempDir
    private Path temporary;

    @Test
    void twoHundredUploadsAtOnceAreEditedOrToldToComeBack() throws Exception {
        byte[] picture = Files.readAllBytes(Studio.SAMPLES.resolve("otter.png"));
        // Bytes behind the end of a PNG are nobody's business, and make it as large as a photo.
        byte[] photo = java.util.Arrays.copyOf(picture, 2 * 1024 * 1024);
        assertThat((long) CROWD * photo.length).isGreaterThan(5L * HEAP_MB * 1024 * 1024);
        ExecutorService crowd = Executors.newFixedThreadPool(CROWD);
        try (GatewayStandIn gateway = GatewayStandIn.builder().keepEdits(false).latency(Duration.ofMillis(500)).start()) {
            Process studio = start(gateway);
            try {
                int port = port(studio);
                byte[] form = new RawForm().text("prompt", "hearts").file("image", "photo.png", photo).end();
                List<Callable<String>> uploads = new ArrayList<>();
                for (int i = 0; i < CROWD; i++) {
                    uploads.add(() -> {
                        try (RawClient client = new RawClient(port).head(form.length).send(form)) {
                            return client.answer();
                        }
                    });
                }
                int edited = 0;
                for (Future<String> upload : crowd.invokeAll(uploads)) {
                    String answer = upload.get();
                    assertThat(answer).matches("(?s)HTTP/1.1 (200|503) .*");
                    if (answer.startsWith("HTTP/1.1 503")) {
                        assertThat(answer).contains("Retry-After: 10", "\"code\":\"busy\"");
                    } else {
                        edited++;
                    }
                }
                assertThat(edited).isGreaterThanOrEqualTo(4);
                assertThat(gateway.editsPaid()).isEqualTo(edited);
                try (RawClient after = new RawClient(port).head(form.length).send(form)) {
                    assertThat(after.answer()).startsWith("HTTP/1.1 200");
                }
            } finally {
                studio.destroy();
                assertThat(studio.waitFor(120, TimeUnit.SECONDS)).as("ends when it is told to").isTrue();
            }
        } finally {
            crowd.shutdownNow();
        }
        try (Stream<Path> left = Files.walk(temporary)) {
            assertThat(left.filter(Files::isRegularFile).toList()).as("files left").isEmpty();
        }
    }

    private Process start(GatewayStandIn gateway) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + HEAP_MB + "m",
                "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + temporary, "-classpath", System.getProperty("java.class.path"),
                WebStudio.class.getName());
        builder.environment().keySet().removeIf(name -> name.startsWith("PORTKEY_") || name.startsWith("STUDIO_"));
        builder.environment().putAll(Map.of("PORTKEY_BASE_URL", gateway.baseUrl().toString(), "STUDIO_PORT", "0",
                "STUDIO_EDITS", "4", "STUDIO_UPLOAD_MB", "4"));
        return builder.redirectErrorStream(true).start();
    }

    /** Reads what the process prints until it says where it is; the rest fits into the pipe. */
    private static int port(Process studio) throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(studio.getInputStream()));
        StringBuilder printed = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            printed.append(line).append('\n');
            if (line.startsWith("studio ")) {
                return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
            }
        }
        throw new AssertionError("The studio ended: " + printed);
    }
}
