// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As a process: it ends by itself, with a status, and survives being killed. */
class ProcessTest {

    @TempDir
    Path root;

    private OwnInbox own;
    private Process process;

    @BeforeEach
    void emptyInbox() throws IOException {
        own = new OwnInbox(root);
    }

    @AfterEach
    void close() {
        if (process != null) {
            process.destroyForcibly();
        }
        own.close();
    }

    @Test
    void endsByItselfWithZero() throws Exception {
        // Names that Camel would take for its properties inbox, bucket and model, if it were allowed to.
        process = own.put("otter").set("BUCKET", "elsewhere").set("MODEL", "another").start();

        assertThat(process.waitFor(60, SECONDS)).isTrue();
        assertThat(own.output()).content().contains("1 stored, 0 failed", "s3://pictures/edited/otter.png");
        assertThat(process.exitValue()).isZero();
        assertThat(own.stored("otter")).exists();
        assertThat(own.gateway.edits().get(0).field("model")).isEqualTo("gpt-image-2");
    }

    @Test
    void endsByItselfWithAnotherStatusWhenAPictureFails() throws Exception {
        own.put("otter").gateway.close();
        process = own.start();

        assertThat(process.waitFor(60, SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(FileToS3.SOMETHING_FAILED);
        assertThat(own.output()).content()
                .contains("0 stored, 1 failed").containsPattern("failed +otter\\.png +Gateway");
    }

    @Test
    void whoIsKilledWhileAnEditIsUnderWayLosesNothing() throws Exception {
        own.put("otter").gateway.latency(Duration.ofMinutes(5));
        process = own.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> own.gateway.edits().size() == 1);

        process.destroyForcibly().waitFor();
        own.gateway.latency(Duration.ZERO);
        OwnInbox.Run restarted = own.run();

        assertThat(restarted.status()).isZero();
        assertThat(own.done("otter.png")).exists();
        assertThat(own.stored("otter")).exists();
    }

    @Test
    void whoIsToldToStopWaitsForTheEditUnderWay() throws Exception {
        own.put("otter").set("WATCH", "true").gateway.latency(Duration.ofSeconds(3));
        process = own.start();
        await().atMost(Duration.ofSeconds(60)).until(() -> own.gateway.edits().size() == 1);

        process.destroy();

        assertThat(process.waitFor(60, SECONDS)).isTrue();
        assertThat(own.done("otter.png")).exists();
        assertThat(own.stored("otter")).exists();
        assertThat(Files.readString(own.output())).contains("1 stored, 0 failed");
    }

    @Test
    void aBuildThatIsKilledLeavesNoProcessBehind() throws Exception {
        process = own.put("otter").set("WATCH", "true").startInShell();
        await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(own.done("otter.txt")));
        ProcessHandle example = process.children().findFirst().orElseThrow();

        process.destroyForcibly().waitFor();

        await().atMost(Duration.ofSeconds(60)).until(() -> !example.isAlive());
        assertThat(own.output()).content().contains("1 stored, 0 failed");
    }
}
