// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import static io.github.camelportkey.examples.editworkers.demo.EmbeddedSite.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelportkey.examples.editworkers.EditJob;
import io.github.camelportkey.examples.editworkers.Outcome.Kind;
import io.github.camelportkey.standin.StagedAnswer;
import jakarta.jms.JMSContext;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a job, whatever the gateway and the broker answer. */
class OneJobTest {

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

    @Test
    void whatIsStoredAlreadyIsNotPaidAgain() throws Exception {
        site.startWorker();
        site.send(job("a hat").json());
        assertThat(site.outcome().kind()).isEqualTo(Kind.DONE);
        site.send(job("a hat").json());

        assertThat(site.outcome().kind()).isEqualTo(Kind.FOUND);
        site.awaitCount("edit.jobs", 0);
        assertThat(site.backends.gateway().edits()).hasSize(1);
    }

    /** As a route that asks for a reply sends it. Nobody answers, and the worker must not wait for it. */
    @Test
    void aJobThatAsksForAReplyIsDoneLikeAnyOther() throws Exception {
        site.startWorker();
        site.send(job("a hat").json(), "replies");

        assertThat(site.outcome().kind()).isEqualTo(Kind.DONE);
        site.awaitCount("edit.jobs", 0);
        assertThat(site.backends.gateway().edits()).hasSize(1);
    }

    @Test
    void aJobWaitsOnTheBrokerAtLeastAsLongAsTheGatewayAsks() throws Exception {
        site.backends.gateway().answerNext(StagedAnswer.status(429).header("retry-after", "600")
                .body("{\"error\":{\"message\":\"Rate limit reached\",\"code\":\"rate_limit_exceeded\"}}"));
        long before = System.currentTimeMillis();
        site.startWorker();
        site.send(job("a hat").json());

        assertThat(site.outcome().kind()).isEqualTo(Kind.AGAIN);
        site.awaitCount("edit.jobs", 1);
        for (MessageReference waiting : site.queue("edit.jobs").getScheduledMessages()) {
            assertThat(waiting.getScheduledDeliveryTime()).isGreaterThanOrEqualTo(before + 600_000);
        }
        assertThat(site.queue("edit.jobs").getScheduledCount()).as("occupies no worker").isEqualTo(1);
        site.awaitCount("edit.permits", 1);
    }

    @Test
    void whatTheGatewayRefusesGoesToItsOwnQueueAtOnceWithTheReason() throws Exception {
        site.backends.gateway().answerNext(StagedAnswer.status(400).body("""
                {"error":{"message":"Your request was rejected by the safety system.","code":"moderation_blocked"}}"""));
        site.startWorker();
        site.send(job("a hat").json());

        TextMessage rejected = site.take("edit.rejected");
        assertThat(rejected.getText()).isEqualTo(job("a hat").json());
        assertThat(rejected.getStringProperty("reason")).contains("400", "safety system");
        assertThat(site.outcome().kind()).isEqualTo(Kind.REJECTED);
        site.awaitCount("edit.jobs", 0);
        assertThat(site.backends.gateway().edits()).as("not tried again").hasSize(1);
        assertThat(site.count("edit.dead")).isZero();
    }

    @Test
    void messagesThatAreNoJobsGoToTheSameQueueAndHoldNothingUp() throws Exception {
        site.startWorker();
        try (JMSContext jms = site.session(Session.AUTO_ACKNOWLEDGE)) {
            jms.createProducer().send(jms.createQueue("edit.jobs"), Map.of("a", 1));
            jms.createProducer().send(jms.createQueue("edit.jobs"), jms.createMessage());
            jms.createProducer().send(jms.createQueue("edit.jobs"), new byte[] {1, 2, 3});
        }
        site.send(new EditJob(EmbeddedSite.OTTER, "1", null, "a hat", Map.of("config", "of-another"), 0, 0).json());
        site.send(job("a hat").json());

        for (int i = 0; i < 4; i++) {
            assertThat(site.take("edit.rejected").getStringProperty("reason")).startsWith("IllegalArgumentException: ");
        }
        site.awaitCount("edit.jobs", 0);
        assertThat(site.backends.keys("edited/")).containsExactly(job("a hat").target());
        assertThat(site.backends.gateway().edits()).hasSize(1);
    }

    @Test
    void whatNoWorkerCanEvenBeginIsDeadAfterTenDeliveries() throws Exception {
        site.send("poison");
        try (JMSContext jms = site.session(Session.SESSION_TRANSACTED)) {
            for (int i = 0; i < 10; i++) {
                assertThat(jms.createConsumer(jms.createQueue("edit.jobs")).receive(EmbeddedSite.LONG.toMillis()))
                        .as("delivery " + (i + 1)).isNotNull();
                jms.rollback();
            }
        }
        assertThat(site.take("edit.dead").getText()).isEqualTo("poison");
        assertThat(site.count("edit.jobs")).isZero();
    }

    @Test
    void aPermitIsNeverDead() throws Exception {
        try (JMSContext jms = site.session(Session.SESSION_TRANSACTED)) {
            for (int i = 0; i < 15; i++) {
                assertThat(jms.createConsumer(jms.createQueue("edit.permits")).receive(EmbeddedSite.LONG.toMillis()))
                        .as("delivery " + (i + 1)).isNotNull();
                jms.rollback();
            }
        }
        assertThat(site.count("edit.permits")).isEqualTo(1);
    }
}
