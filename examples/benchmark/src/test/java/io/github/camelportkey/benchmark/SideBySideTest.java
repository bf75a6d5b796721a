// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.camelportkey.benchmark.client.Clients;
import io.github.camelportkey.benchmark.report.Result;
import io.github.camelportkey.benchmark.report.Results;
import io.github.camelportkey.benchmark.work.Scenario;
import io.github.camelportkey.benchmark.work.Scenarios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** One tiny round of everything, so that the benchmark can still be run when somebody wants to. */
class SideBySideTest {

    @TempDir
    Path target;

    private Results run(List<Clients> clients, Scenario... scenarios) throws Exception {
        Results results = Results.read(target);
        Benchmark.run(new Settings(List.of(scenarios), clients, 1, 0.01, 0.01, List.of(), target, false, null), results);
        return Results.read(target);
    }

    private static void assertRan(Result result, String... figures) {
        assertThat(result.failure()).as("%s in %s", result.client(), result.scenario()).isNull();
        assertThat(result.rounds()).hasSize(1);
        Map<String, Double> round = result.rounds().get(0);
        assertThat(figures).allSatisfy(figure -> assertThat(round.get(figure)).as(figure).isNotNull());
        assertThat(round.get("edits")).isPositive();
        assertThat(round.get("wall")).isPositive();
        assertThat(round.get("allocated")).isPositive();
    }

    @Test
    void everyClientGetsTheImagesThatTheUpstreamSent() throws Exception {
        Results results = run(List.of(Clients.values()), Scenarios.named("slope-images-2"));

        for (Clients client : Clients.values()) {
            assertRan(results.of("slope-images-2", client.id()).orElseThrow(), "cpu", "peakRss");
        }
    }

    @Test
    void whatAWaitingEditCostsIsMeasuredWhileItWaits() throws Exception {
        Results results = run(List.of(Clients.COMPONENT, Clients.BY_HAND), Scenarios.named("test-waiting"));

        assertRan(results.of("test-waiting", "component").orElseThrow(), "heapPerEdit", "threadsAdded");
        Result byHand = results.of("test-waiting", "by-hand").orElseThrow();
        assertRan(byHand, "heapPerEdit", "threadsAdded");
        assertThat(byHand.rounds().get(0).get("threadsAdded")).isGreaterThanOrEqualTo(10); // one of 16 was there before
    }

    @Test
    void overTlsTheYardstickSaysWhyItHasNoResult() throws Exception {
        Results results = run(List.of(Clients.COMPONENT, Clients.BY_HAND, Clients.LIMIT), Scenarios.named("small1-tls"));

        assertRan(results.of("small1-tls", "component").orElseThrow());
        assertRan(results.of("small1-tls", "by-hand").orElseThrow());
        assertThat(results.of("small1-tls", "limit").orElseThrow().failure()).contains("no TLS");
    }

    @Test
    void aLongRunInASmallHeapEndsWithEveryEditAsItShould() throws Exception {
        Settings settings = new Settings(List.of(), List.of(), 1, 1, 1, List.of(), target, false, null);

        assertThat(Endurance.run(settings, 350, "1", "0.2", "64m")).isZero();
        assertThat(target.resolve("endurance.csv")).content().startsWith("seconds,edits,heapMB");
    }
}
