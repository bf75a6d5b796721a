// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import static io.github.camelportkey.examples.editworkers.demo.EmbeddedSite.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelportkey.examples.editworkers.EditJob;
import io.github.camelportkey.examples.editworkers.EditWorker;
import io.github.camelportkey.examples.editworkers.Outcome.Kind;
import io.github.camelportkey.standin.StagedAnswer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker is told to end, or dies in the worst moment: nothing is lost, and nothing is there twice. */
class WorkerEndsTest {

    @TempDir
    Path folder;

    private EmbeddedSite site;
    private GatewayDoor door;

    @BeforeEach
    void start() throws Exception {
        site = new EmbeddedSite(folder);
        door = new GatewayDoor(site.backends.gateway().baseUrl());
        site.environment.put("PORTKEY_BASE_URL", door.baseUrl());
    }

    @AfterEach
    void stop() throws Exception {
        door.close();
        site.close();
    }

    @Test
    void whoIsToldToEndFinishesItsEditsReturnsWhatWaitsAndTakesNothingNew() throws Exception {
        site.permits(2).environment.put("EDITS_AT_ONCE", "3");
        door.shut();
        for (int i = 0; i < 6; i++) {
            site.send(job("a hat, number " + i).json());
        }
        Jvm first = site.startProcess(EditWorker.class, "first");
        // two edits are under way, and a third job waits for a permit
        await().atMost(EmbeddedSite.LONG).until(() -> door.inside() == 2 && site.queue("edit.jobs").getDeliveringCount() == 3);
        first.terminate();
        await().atMost(EmbeddedSite.LONG).until(() -> site.queue("edit.jobs").getDeliveringCount() == 2);
        assertThat(first.isAlive()).as("waits for its edits").isTrue();
        door.open();
        first.awaitEnd(EmbeddedSite.LONG);

        assertThat(site.backends.keys("edited/")).hasSize(2);
        site.awaitCount("edit.jobs", 4);
        site.startProcess(EditWorker.class, "second");
        await().atMost(EmbeddedSite.LONG).until(() -> site.backends.keys("edited/").size() == 6);
        site.awaitCount("edit.jobs", 0);
        assertThat(site.backends.gateway().edits()).as("nothing was sent twice").hasSize(6);
        assertThat(site.count("edit.dead") + site.count("edit.rejected")).isZero();
        site.awaitCount("edit.permits", 2);
    }

    @Test
    void aJobThatIsSentBackAndItsAcknowledgementAreOneWhenTheWorkerDiesBetween() throws Exception {
        site.permits(1).backends.gateway().answerNext(StagedAnswer.status(429));
        site.send(job("a hat").json());
        site.startProcess(Dying.class, "dying", "work").awaitEnd(EmbeddedSite.LONG);

        site.awaitCount("edit.jobs", 1);
        await().atMost(EmbeddedSite.LONG).until(() -> site.queue("edit.jobs").getDeliveringCount() == 0);
        assertThat(site.queue("edit.jobs").getScheduledCount()).as("the job, and no second one of it").isZero();
        site.awaitCount("edit.permits", 1);
        site.startWorker();
        assertThat(site.outcome().kind()).as("an edit of the dead may be under way").isEqualTo(Kind.AGAIN);
        assertThat(site.outcome().kind()).isEqualTo(Kind.DONE);
        site.awaitCount("edit.jobs", 0);
        assertThat(site.backends.gateway().edits()).hasSize(2);
        assertThat(site.backends.gateway().editsPaid()).isEqualTo(1);
    }

    @Test
    void whatIsStoredIsNotPaidAgainWhenTheWorkerDiesBeforeItAcknowledges() throws Exception {
        EditJob job = job("a hat");
        site.permits(1).send(job.json());
        site.startProcess(Dying.class, "dying", "work").awaitEnd(EmbeddedSite.LONG);
        assertThat(site.backends.keys("edited/")).containsExactly(job.target());
        site.awaitCount("edit.jobs", 1);
        site.startWorker();

        assertThat(site.outcome().kind()).isEqualTo(Kind.FOUND);
        site.awaitCount("edit.jobs", 0);
        assertThat(site.backends.gateway().edits()).hasSize(1);
        site.awaitCount("edit.permits", 1);
    }

    @Test
    void aJobThatKillsEachWorkerEndsInTheQueueOfTheDead() throws Exception {
        site.environment.putAll(Map.of("UNCLEAR_TRIES", "1"));
        site.permits(1).backends.gateway().answerNext(StagedAnswer.status(429));
        site.send(job("a hat").json());
        site.startProcess(Dying.class, "dying", "work").awaitEnd(EmbeddedSite.LONG);
        site.startWorker();

        assertThat(site.outcome().kind()).isEqualTo(Kind.DEAD);
        assertThat(site.take("edit.dead").getStringProperty("reason")).contains("died or lost the broker");
        site.awaitCount("edit.jobs", 0);
    }
}
