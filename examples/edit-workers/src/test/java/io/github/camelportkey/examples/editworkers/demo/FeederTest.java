// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelportkey.examples.editworkers.EditJob;
import io.github.camelportkey.examples.editworkers.Outcome.Kind;
import io.github.camelportkey.standin.StagedAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(job.source()).isEqualTo("originals/a.png");
        assertThat(job.prompt()).isEqualTo("a hat");
        assertThat(job.mask()).isEqualTo("masks/m.png");
        assertThat(job.version()).isNotEmpty();
        assertThat(Files.readAllBytes(site.backends.file("originals/a.png"))).isEqualTo(EmbeddedSite.otter());
    }

    @Test
    void theSameObjectThatIsListedTwiceIsOneJobAndAnotherUnderItsKeyIsAnother() throws Exception {
        site.startFeeder();
        put("a.png", EmbeddedSite.otter());
        awaitFed();
        assertThat(site.count("edit.jobs")).isEqualTo(1);

        put("a.png", EmbeddedSite.otter());
        awaitFed();
        assertThat(site.count("edit.jobs")).isEqualTo(1);

        put("a.png", Files.readAllBytes(Path.of("../file-to-s3/samples/harbour.png")));
        awaitFed();
        assertThat(site.count("edit.jobs")).isEqualTo(2);
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
