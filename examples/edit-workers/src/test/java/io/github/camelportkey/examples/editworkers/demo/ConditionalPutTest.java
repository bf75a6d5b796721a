// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import static io.github.camelportkey.examples.editworkers.demo.EmbeddedSite.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelportkey.examples.editworkers.EditJob;
import io.github.camelportkey.examples.editworkers.Outcome;
import io.github.camelportkey.examples.editworkers.Outcome.Kind;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** S3 does not take an edit that is paid: because it has one, or because it fails. */
class ConditionalPutTest {

    private static final EditJob JOB = job("a red hat");

    @TempDir
    Path folder;

    private EmbeddedSite site;
    private GatewayDoor door;

    @BeforeEach
    void start() throws Exception {
        site = new EmbeddedSite(folder).permits(1);
        door = new GatewayDoor(site.backends.gateway().baseUrl());
        site.environment.put("PORTKEY_BASE_URL", door.baseUrl());
        door.shut();
        site.send(JOB.json());
    }

    @AfterEach
    void stop() throws Exception {
        door.close();
        site.close();
    }

    private void startWorkerAndAwaitItsRequest() throws Exception {
        site.startWorker();
        await().atMost(EmbeddedSite.LONG).until(() -> door.inside() == 1);
    }

    @Test
    void anObjectThatAppearedMeanwhileIsNotOverwrittenAndTheJobIsDone() throws Exception {
        startWorkerAndAwaitItsRequest();
        byte[] ofAnother = "the edit of another worker".getBytes();
        site.backends.put(JOB.target(), ofAnother, Map.of());
        door.open();

        Outcome outcome = site.outcome();
        assertThat(outcome.kind()).isEqualTo(Kind.LOST);
        assertThat(outcome.target()).isEqualTo(JOB.target());
        assertThat(Files.readAllBytes(site.backends.file(JOB.target()))).isEqualTo(ofAnother);
        site.awaitCount("edit.jobs", 0);
        assertThat(site.count("edit.rejected") + site.count("edit.dead")).isZero();
        assertThat(site.backends.gateway().editsPaid()).isEqualTo(1);
    }

    @Test
    void anEditThatS3DoesNotTakeAtOnceIsOfferedAgainAndNotPaidAgain() throws Exception {
        startWorkerAndAwaitItsRequest();
        obstruct();
        door.open();
        await().atMost(EmbeddedSite.LONG).until(site::offersAgain);
        clear();

        assertThat(site.outcome().kind()).isEqualTo(Kind.DONE);
        assertThat(site.backends.keys("edited/")).containsExactly(JOB.target());
        site.awaitCount("edit.jobs", 0);
        assertThat(site.backends.gateway().edits()).hasSize(1);
    }

    @Test
    void anEditThatS3NeverTakesCountsAsPaid() throws Exception {
        site.environment.putAll(Map.of("STORE_TRIES", "1", "UNCLEAR_TRIES", "1"));
        startWorkerAndAwaitItsRequest();
        obstruct();
        door.open();

        TextMessage dead = site.take("edit.dead");
        assertThat(dead.getText()).isEqualTo(
                new EditJob(JOB.source(), JOB.version(), null, JOB.prompt(), Map.of(), 1, 1).json());
        assertThat(dead.getStringProperty("reason")).startsWith("gave up after 1 tries, of which 1 may have been paid");
        assertThat(site.outcome().kind()).isEqualTo(Kind.DEAD);
        site.awaitCount("edit.jobs", 0);
    }

    @Test
    void nothingMoreIsPaidBeforeS3AnswersAgain() throws Exception {
        site.environment.putAll(Map.of("STORE_TRIES", "1", "TRIES", "1000"));
        startWorkerAndAwaitItsRequest();
        obstruct();
        door.open();
        for (int i = 0; i < 3; i++) {
            assertThat(site.outcome().kind()).isEqualTo(Kind.AGAIN);
        }
        assertThat(site.backends.gateway().edits()).hasSize(1);
        clear();

        Outcome outcome = site.outcome();
        while (outcome.kind() == Kind.AGAIN) {
            outcome = site.outcome();
        }
        assertThat(outcome.kind()).isEqualTo(Kind.DONE);
        assertThat(site.backends.gateway().editsPaid()).as("the one that S3 didn't take, and this one").isEqualTo(2);
        site.awaitCount("edit.jobs", 0);
    }

    /** A file where S3 needs a folder. */
    private void obstruct() throws Exception {
        Files.writeString(site.backends.file("edited"), "in the way");
    }

    private void clear() throws Exception {
        Files.delete(site.backends.file("edited"));
    }
}
