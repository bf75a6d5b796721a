// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelportkey.standin.StagedAnswer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What fails is put aside with the reason, costs nothing twice, and shows in the exit status. */
class FailureTest {

    private static final String ERROR = """
            {"error": {"message": "%s", "type": "server_error", "param": null, "code": null}}""";

    @TempDir
    Path root;

    private OwnInbox own;

    @BeforeEach
    void emptyInbox() throws IOException {
        own = new OwnInbox(root);
    }

    @AfterEach
    void close() {
        own.close();
    }

    @Test
    void aBrokenPictureGoesToErrorWithTheReasonAndTheOthersAreDone() throws IOException {
        own.put("meadow").put("otter");
        Path broken = Files.writeString(own.inbox.resolve("otter.png"), "no picture at all");
        Files.setLastModifiedTime(broken, FileTime.fromMillis(0));

        OwnInbox.Run run = own.run();

        assertThat(run.status()).isEqualTo(FileToS3.SOMETHING_FAILED);
        assertThat(run.output()).containsPattern("failed +otter\\.png").contains("1 stored, 1 failed");
        assertThat(own.error("otter.png")).exists();
        assertThat(own.error("otter.mask.png")).exists();
        assertThat(own.error("otter.txt")).exists();
        assertThat(own.error("otter.error.txt")).content()
                .contains("otter.png could not be edited and stored", "IllegalArgumentException");
        assertThat(own.done("meadow.png")).exists();
        assertThat(Files.readString(own.page())).contains("1 failed", "meadow.after.png")
                .doesNotContain("otter.after.png");
    }

    @Test
    void aRefusalByTheRateLimitIsTriedAgain() throws IOException {
        own.put("otter").gateway.answerNext(StagedAnswer.status(429).body(ERROR.formatted("slow down")));

        OwnInbox.Run run = own.run();

        assertThat(run.status()).isZero();
        assertThat(run.output()).containsPattern("again +otter\\.png +attempt 2");
        assertThat(own.gateway.edits()).hasSize(2);
        assertThat(own.gateway.editsPaid()).isEqualTo(1);
    }

    @Test
    void whatMayHaveBeenPaidIsNotTriedAgain() throws IOException {
        own.put("otter").gateway.answerNext(StagedAnswer.status(500).body(ERROR.formatted("it broke")));

        OwnInbox.Run run = own.run();

        assertThat(run.status()).isEqualTo(FileToS3.SOMETHING_FAILED);
        assertThat(own.gateway.edits()).hasSize(1);
        assertThat(own.error("otter.error.txt")).content().contains("it broke", "paid     perhaps");
    }

    /** The stand-in's address is a private one, from which nothing is downloaded. */
    @Test
    void thePaidUrlOfAnImageThatCanNotBeDownloadedIsInTheReason() throws IOException {
        own.put("otter").set("PORTKEY_MODEL", "dall-e-2");

        assertThat(own.run().status()).isEqualTo(FileToS3.SOMETHING_FAILED);

        assertThat(own.gateway.editsPaid()).isEqualTo(1);
        assertThat(own.error("otter.png")).exists();
        assertThat(own.error("otter.error.txt")).content()
                .containsPattern("made, and paid: http://127\\.0\\.0\\.1:\\d+/\\S+ \\(.*downloadHosts.*\\)");
    }

    @Test
    void aConnectionThatIsCutIsAFailureAndNotAHang() throws IOException {
        own.put("otter").gateway.answerNext(StagedAnswer.hangUp());

        OwnInbox.Run run = own.run();

        assertThat(run.status()).isEqualTo(FileToS3.SOMETHING_FAILED);
        assertThat(own.error("otter.error.txt")).content().contains("GatewayUnreachableException");
    }

    @Test
    void whoMovesAFailedPictureBackTriesItAgain() throws IOException {
        own.put("otter").gateway.answerNext(StagedAnswer.status(500).body(ERROR.formatted("it broke")));
        own.run();
        own.takeBack(".error", "otter.png", "otter.mask.png", "otter.txt");

        assertThat(own.run().status()).isZero();
        assertThat(own.done("otter.png")).exists();
        assertThat(own.stored("otter")).exists();
    }

    @Test
    void anS3ThatDoesNotAnswerStopsTheRunBeforeAnythingIsPaid() throws IOException {
        own.put("otter").set("S3_BUCKET", "mine").set("AWS_REGION", "eu-central-1")
                .set("AWS_ACCESS_KEY_ID", "AKIA").set("AWS_SECRET_ACCESS_KEY", "hush")
                .set("S3_ENDPOINT", "http://127.0.0.1:" + unusedPort());

        OwnInbox.Run run = own.run();

        assertThat(run.status()).isEqualTo(FileToS3.SOMETHING_FAILED);
        assertThat(run.output()).contains("failed ").doesNotContain("hush");
        assertThat(own.gateway.edits()).isEmpty();
        assertThat(own.inbox.resolve("otter.png")).exists();
    }

    @Test
    void wrongSettingsAreToldAndNothingStarts() {
        OwnInbox.Run run = own.set("S3_BUCKET", "mine").run();

        assertThat(run.status()).isEqualTo(FileToS3.MISCONFIGURED);
        assertThat(run.output()).contains("problem   S3_BUCKET is set, but AWS_REGION is not");
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
