// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import static io.github.camelportkey.examples.editworkers.demo.EmbeddedSite.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelportkey.examples.editworkers.Connections;
import io.github.camelportkey.examples.editworkers.EditWorker;
import io.github.camelportkey.examples.editworkers.Permits;
import io.github.camelportkey.examples.editworkers.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** How many edits are under way at the gateway, by each worker and by all together, is what was set, and never more. */
class EditsAtOnceTest {

    private static final Duration EDIT = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private EmbeddedSite site;
    private GatewayDoor door;

    @BeforeEach
    void start() throws Exception {
        site = new EmbeddedSite(folder);
        door = new GatewayDoor(site.backends.gateway().baseUrl());
        site.environment.putAll(Map.of("PORTKEY_BASE_URL", door.baseUrl(), "EDITS_AT_ONCE", "3"));
        site.backends.gateway().latency(EDIT);
    }

    @AfterEach
    void stop() throws Exception {
        door.close();
        site.close();
    }

    @Test
    void allTogetherMakeNoMoreThanThereArePermits() throws Exception {
        site.permits(4);
        run(20, 2);

        assertThat(door.mostInAll()).isEqualTo(4);
        assertThat(door.mostInside()).hasSize(2).allSatisfy((worker, most) -> assertThat(most).isLessThanOrEqualTo(3));
        site.awaitCount("edit.permits", 4);
    }

    @Test
    void aWorkerMakesNoMoreThanItIsSetToHoweverManyPermitsThereAre() throws Exception {
        site.permits(10);
        run(12, 1);

        assertThat(door.mostInside()).isEqualTo(Map.of("worker-1", 3));
        site.awaitCount("edit.permits", 10);
    }

    /** All begin at the same moment, or as many of them as may. */
    private void run(int jobs, int workers) throws Exception {
        door.shut();
        for (int i = 0; i < jobs; i++) {
            site.send(job("a hat, number " + i).json());
        }
        for (int i = 1; i <= workers; i++) {
            site.startProcess(EditWorker.class, "worker-" + i);
        }
        // every consumer of every worker has a job; those without a permit wait for one
        await().atMost(EmbeddedSite.LONG).until(() -> site.queue("edit.jobs").getDeliveringCount() == 3L * workers);
        await().atMost(EmbeddedSite.LONG).until(() -> door.inside() >= Math.min(3 * workers, 4));
        door.open();
        await().atMost(EmbeddedSite.LONG).until(() -> site.backends.keys("edited/").size() == jobs);
        site.awaitCount("edit.jobs", 0);
        assertThat(site.backends.gateway().editsPaid()).isEqualTo(jobs);
    }

    @Test
    void aPermitRestsForItsIntervalAfterItWasTaken() {
        Duration interval = Duration.ofSeconds(2);
        site.permits(1);
        JmsPoolConnectionFactory connections = Connections.pooled(new WorkerSettings(site.environment));
        try {
            Permits permits = new Permits(connections, interval, () -> false);
            long first = System.currentTimeMillis();
            permits.take();
            permits.take();

            assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(first + interval.toMillis());
        } finally {
            connections.stop();
        }
    }

    @Test
    void permitsAreAddedAndTakenAwayByACommand() throws Exception {
        assertThat(site.startProcess(EditWorker.class, "adds", "permits", "5").awaitEnd(EmbeddedSite.LONG)).isZero();
        assertThat(site.count("edit.permits")).isEqualTo(5);
        assertThat(site.startProcess(EditWorker.class, "removes", "permits", "-2").awaitEnd(EmbeddedSite.LONG)).isZero();
        assertThat(site.count("edit.permits")).isEqualTo(3);
    }
}
