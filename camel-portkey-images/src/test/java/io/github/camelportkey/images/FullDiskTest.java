// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A process whose files can't grow loses no image that is paid for, and pays for none that it could not send. */
@EnabledOnOs(value = {OS.LINUX, OS.MAC}, disabledReason = "Only a Unix shell can bound the size of a process's files")
class FullDiskTest extends RouteOverStandIn {

    /** In blocks of 512 or 1024 bytes: less than the images, more than what a JVM writes for itself. */
    private static final int LARGEST_FILE_BLOCKS = 256;
    private static final byte[] RESULT = Pictures.noise(3 << 20);

    @TempDir
    Path folder;

    /** Edits a picture in memory, then one from a stream that can be read once, and says what became of each. */
    public static final class FullDisk {

        private FullDisk() {
        }

        private static String shown(byte[] picture) {
            return picture.length + " bytes, " + Arrays.hashCode(picture);
        }

        public static void main(String[] args) throws Exception {
            try (CamelContext camel = new DefaultCamelContext()) {
                camel.start();
                say(camel, args[0], Pictures.png(16));
                say(camel, args[0], new ByteArrayInputStream(Pictures.noise(3 << 20)));
            }
        }

        private static void say(CamelContext camel, String uri, Object body) throws IOException {
            Exchange exchange = camel.createProducerTemplate().request(uri, e -> e.getMessage().setBody(body));
            if (exchange.getException() != null) {
                System.out.println("says " + exchange.getException());
            } else {
                System.out.println("says " + shown(exchange.getMessage().getBody(ImagesResponse.class).data().get(0).bytes()));
            }
        }
    }

    /** @param spoolThreshold so that the first byte fails, or one in the middle of what was collected in memory before */
    @ParameterizedTest
    @ValueSource(ints = {1, 1_000_000})
    void aPaidImageStaysInMemoryAndAStreamThatCanNotBeKeptIsNotSent(int spoolThreshold) throws Exception {
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(RESULT)));
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder("/bin/sh", "-c", "ulimit -f " + LARGEST_FILE_BLOCKS + "; exec \"$@\"", "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:-UsePerfData", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                FullDisk.class.getName(), edit("spoolThreshold=" + spoolThreshold, "spoolDirectory=" + folder.resolve("spool")))
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends in time").isTrue();
        } finally {
            process.destroyForcibly();
        }

        List<String> said = Files.readAllLines(output).stream().filter(line -> line.startsWith("says")).toList();
        assertThat(said).hasSize(2);
        assertThat(said.get(0)).isEqualTo("says " + FullDisk.shown(RESULT));
        assertThat(said.get(1)).contains("GatewayUnreachableException", "nothing was billed", "File too large");
        assertThat(GATEWAY.editsPaid()).isEqualTo(1);
    }
}
