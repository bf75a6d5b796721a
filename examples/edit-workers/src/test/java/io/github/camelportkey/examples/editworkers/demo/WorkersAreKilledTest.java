// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelportkey.examples.editworkers.EditJob;
import io.github.camelportkey.standin.StagedAnswer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers and the broker die by SIGKILL while the gateway has its bad moments, and the books are balanced afterwards. */
class WorkersAreKilledTest {

    private static final long SEED = Long.getLong("kill.seed", 20261122);
    private static final int GOOD = 40;
    private static final int EDITS_AT_ONCE = 3;
    /** More than there are permits for, so that some stand ready to take up what comes back. */
    private static final int WORKERS = 3;
    private static final int KILLS = 2;
    private static final Duration USUAL = Duration.ofMillis(300);

    private final Random random = new Random(SEED);

    @TempDir
    Path folder;

    @Test
    void everyJobEndsOnceAndOnlyWhatWasInAKilledWorkersHandsIsPaidTwice() throws Exception {
        try (Site site = new Site(folder, EDITS_AT_ONCE)) {
            byte[] picture = Files.readAllBytes(Path.of("../file-to-s3/samples/otter.png"));
            site.backends.put("originals/otter.png", picture, Map.of());
            site.backends.put("originals/words.png", "no picture at all".getBytes(), Map.of());
            Set<String> killed = new TreeSet<>();

            // A job that the gateway never makes, alone so that all these answers are its own.
            EditJob hopeless = new EditJob("originals/otter.png", "1", "hopeless");
            site.backends.gateway().answerNext(overloaded(), overloaded(), overloaded());
            site.send(hopeless.json());
            site.startWorkers(WORKERS);
            site.awaitDepth("edit.dead", 1);

            site.backends.gateway().latency(USUAL);
            site.backends.gateway().answerNext(bursts());
            List<EditJob> good = new ArrayList<>();
            for (int i = 0; i < GOOD; i++) {
                good.add(new EditJob("originals/otter.png", "1", "a red hat, number " + i));
                site.send(good.get(i).json());
            }
            site.send(new EditJob("originals/missing.png", "1", "a hat").json());
            site.send(new EditJob("originals/words.png", "1", "a hat").json());
            site.send("{\"source\":");

            int stored = 0;
            for (int i = 0; i <= KILLS; i++) {
                stored += 3 + random.nextInt(GOOD / (KILLS + 2) - 3);
                int reached = stored;
                await().atMost(Site.LONG).until(() -> site.backends.keys("edited/").size() >= reached);
                if (i == KILLS / 2) {
                    // Edits that are longer than the broker's absence: they end while their jobs are there again.
                    int before = site.backends.gateway().edits().size();
                    site.backends.gateway().latency(Duration.ofSeconds(6));
                    await().atMost(Site.LONG).until(() -> site.backends.gateway().edits().size() > before + EDITS_AT_ONCE);
                    site.restartBroker();
                    site.backends.gateway().latency(USUAL);
                } else {
                    killed.add(site.killAndReplace(random.nextInt(WORKERS)));
                }
            }

            Set<String> targets = new TreeSet<>();
            good.forEach(job -> targets.add(job.target()));
            await().atMost(Site.LONG).untilAsserted(() -> {
                assertThat(site.depth("edit.dead") + site.depth("edit.rejected") + site.backends.keys("edited/").size())
                        .isEqualTo(GOOD + 4);
                assertThat(site.depth("edit.jobs")).isZero();
            });

            Books books = Books.of(site.backends);
            // none lost: each is done, or says why it is not
            Map<String, String> dead = site.reasons("edit.dead");
            Map<String, String> rejected = site.reasons("edit.rejected");
            assertThat(dead).containsKey(new EditJob("originals/otter.png", "1", null, "hopeless", Map.of(), 3, 3).json());
            assertThat(dead.values()).allMatch(reason -> reason.startsWith("gave up after "));
            assertThat(rejected).hasSize(3);
            assertThat(rejected.values()).anyMatch(reason -> reason.startsWith("NoSuchKeyException"))
                    .anyMatch(reason -> reason.startsWith("IllegalArgumentException: not a job"));
            Set<String> ended = new TreeSet<>(site.backends.keys("edited/"));
            dead.keySet().stream().map(EditJob::parse).map(EditJob::target).filter(targets::contains).forEach(ended::add);
            assertThat(ended).isEqualTo(targets);
            // no object written twice: what is stored is of one edit, which was answered
            assertThat(books.storedTraces()).doesNotHaveDuplicates().isSubsetOf(books.paidTraces());
            // requests = paid + refused; paid = stored + lost
            assertThat(books.requests()).isEqualTo(books.paid() + books.refused());
            assertThat(books.paid()).isEqualTo(books.stored() + books.lost().size());
            // lost is only what a killed worker had in hand
            assertThat(books.lost()).allMatch(trace -> killed.contains(Books.worker(trace)));
            for (String worker : killed) {
                assertThat(books.lost().stream().filter(trace -> Books.worker(trace).equals(worker)))
                        .hasSizeLessThanOrEqualTo(EDITS_AT_ONCE);
            }
            System.out.println(books.table(KILLS, dead.size(), rejected.size(), GOOD + 4));
            books.writeInto(Path.of("../../docs/edit-workers.md"), KILLS, dead.size(), rejected.size(), GOOD + 4);
        }
    }

    private static StagedAnswer overloaded() {
        return StagedAnswer.status(503).body("{\"error\":{\"message\":\"The server is overloaded\"}}");
    }

    /** A rate limit and an overload, each for several requests, with good answers before and between. */
    private static StagedAnswer[] bursts() {
        List<StagedAnswer> answers = new ArrayList<>();
        for (int i = 0; i < 36; i++) {
            answers.add(i >= 10 && i < 15 ? overloaded()
                    : i >= 22 && i < 27 ? StagedAnswer.status(429).header("retry-after", "1")
                            .body("{\"error\":{\"message\":\"Rate limit reached\",\"code\":\"rate_limit_exceeded\"}}")
                    : StagedAnswer.edit());
        }
        return answers.toArray(StagedAnswer[]::new);
    }
}
