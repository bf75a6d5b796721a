// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelportkey.examples.editworkers.EditJob;
import io.github.camelportkey.examples.editworkers.Outcome.Kind;
import io.github.camelportkey.standin.StagedAnswer;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** New objects become jobs: each one, and no more. */
class FeederTest {

    @TempDir
    Path folder;

    private EmbeddedSite site;

    @BeforeEach
    void start() throws Exception {
        site = new EmbeddedSite(folder).permits(1);
    }

    @AfterEach
    void stop() throws Exception {
        site.close();
    }

    private void put(String name, byte[] picture) {
        site.backends.put("incoming/" + name, picture, Map.of("prompt", "a hat", "mask", "masks/m.png"));
    }

    private void awaitFed() {
        await().atMost(EmbeddedSite.LONG).until(() -> site.backends.keys("incoming/").isEmpty());
    }

    @Test
    void anObjectsMetadataSayWhatIsWantedAndItMovesToTheOriginals() throws Exception {
        put("a.png", EmbeddedSite.otter());
        site.startFeeder();
        awaitFed();

        EditJob job = EditJob.parse(site.take("edit.jobs").getText());
        assertThat(job.source()).isEqualTo("originals/" + job.version() + "/a.png");
        assertThat(job.prompt()).isEqualTo("a hat");
        assertThat(job.mask()).isEqualTo("masks/m.png");
        assertThat(job.version()).isNotEmpty();
        assertThat(Files.readAllBytes(site.backends.file(job.source()))).isEqualTo(EmbeddedSite.otter());
    }

    /** The first may not have been edited yet. */
    @Test
    void anotherPictureUnderAKeyIsAnotherJobAndTakesNothingFromTheFirst() throws Exception {
        byte[] harbour = Files.readAllBytes(Path.of("../file-to-s3/samples/harbour.png"));
        site.startFeeder();
        put("a.png", EmbeddedSite.otter());
        awaitFed();
        put("a.png", harbour);
        awaitFed();

        assertThat(site.count("edit.jobs")).isEqualTo(2);
        assertThat(picture()).isEqualTo(EmbeddedSite.otter());
        assertThat(picture()).isEqualTo(harbour);
    }

    private byte[] picture() throws Exception {
        return Files.readAllBytes(site.backends.file(EditJob.parse(site.take("edit.jobs").getText()).source()));
    }

    /** Somebody wants it all the same, such as after its job was refused. */
    @Test
    void theSamePictureThatIsPutThereAgainIsAJobAgain() throws Exception {
        put("a.png", EmbeddedSite.otter());
        Files.setLastModifiedTime(site.backends.file("incoming/a.png"), FileTime.from(Instant.now().minusSeconds(3_600)));
        site.startFeeder();
        awaitFed();
        assertThat(site.count("edit.jobs")).isEqualTo(1);

        put("a.png", EmbeddedSite.otter());
        awaitFed();
        assertThat(site.count("edit.jobs")).isEqualTo(2);
        assertThat(site.take("edit.jobs").getText()).isEqualTo(site.take("edit.jobs").getText());
    }

    @Test
    void whatNoJobCanBeMadeOfIsRefusedWithTheReasonAndHoldsUpNothing() throws Exception {
        site.backends.put("incoming/a.png", EmbeddedSite.otter(), Map.of());
        put("b.png", EmbeddedSite.otter());
        site.startFeeder();
        awaitFed();

        TextMessage refused = site.take("edit.rejected");
        assertThat(refused.getText()).matches("refused/[0-9a-f]+/a\\.png");
        assertThat(refused.getStringProperty("reason")).contains("needs a \"prompt\"");
        assertThat(Files.readAllBytes(site.backends.file(refused.getText()))).isEqualTo(EmbeddedSite.otter());
        assertThat(site.count("edit.jobs")).isEqualTo(1);
    }

    @Test
    void whoDiesBetweenSendingAJobAndRemovingItsObjectMakesNoSecondJobOfIt() throws Exception {
        put("a.png", EmbeddedSite.otter());
        site.startProcess(Dying.class, "dying", "feed").awaitEnd(EmbeddedSite.LONG);
        assertThat(site.backends.keys("incoming/")).hasSize(1);
        site.awaitCount("edit.jobs", 1);
        site.startFeeder();
        awaitFed();

        assertThat(site.count("edit.jobs")).isEqualTo(1);
    }

    @Test
    void aJobThatWasFedAndFailsIsNotTakenForItsOwnDuplicate() throws Exception {
        site.backends.put("masks/m.png", Files.readAllBytes(Path.of("../file-to-s3/samples/otter.mask.png")), Map.of());
        put("a.png", EmbeddedSite.otter());
        site.backends.gateway().answerNext(StagedAnswer.status(429));
        site.startFeeder();
        awaitFed();
        site.startWorker();

        assertThat(site.outcome().kind()).isEqualTo(Kind.AGAIN);
        assertThat(site.outcome().kind()).isEqualTo(Kind.DONE);
        assertThat(site.backends.gateway().edits().get(1).files("mask")).hasSize(1);
    }
}
