// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.camelportkey.benchmark.client.Clients;
import io.github.camelportkey.benchmark.report.Result;
import io.github.camelportkey.benchmark.work.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * Finds the smallest heap in which a client does a scenario once, all results right, within the time: a binary search in
 * which each attempt is a JVM of its own.
 */
final class HeapSearch {

    private static final int[] MEGABYTES = {6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 28, 32, 36, 40, 48, 56, 64, 80, 96, 112, 128,
            160, 192, 224, 256, 320, 384, 512, 768, 1_024, 1_536, 2_048, 3_072, 4_096, 6_144, 8_192, 12_288};
    private static final int EDITS_ONE_AT_A_TIME = 5;
    private static final long LONGEST_SECONDS = 90;

    private final Settings settings;
    private final Upstream upstream;

    HeapSearch(Settings settings, Upstream upstream) {
        this.settings = settings;
        this.upstream = upstream;
    }

    List<Result> run(Scenario scenario) throws IOException {
        List<Result> results = new ArrayList<>();
        for (Clients client : settings.clients()) {
            results.add(search(scenario, client));
        }
        return results;
    }

    private Result search(Scenario scenario, Clients client) {
        int passes = MEGABYTES.length;
        int fails = -1;
        String reason = "";
        while (passes - fails > 1) {
            // most pass with little, and an attempt with much takes long: begin low
            int at = passes == MEGABYTES.length ? Math.min(passes - 1, fails + 8) : (passes + fails) / 2;
            String failure = attempt(scenario, client, MEGABYTES[at]);
            if (failure == null) {
                passes = at;
            } else {
                fails = at;
                reason = failure;
            }
        }
        return passes == MEGABYTES.length ? Result.failed(scenario.name(), client.id(), reason)
                : new Result(scenario.name(), client.id(), List.of(Map.of("smallestHeap", (double) MEGABYTES[passes])), null);
    }

    /** Returns why it failed, or null. */
    private @Nullable String attempt(Scenario scenario, Clients client, int megabytes) {
        int edits = scenario.inFlight() == 1 ? EDITS_ONE_AT_A_TIME : scenario.inFlight();
        try (Jvm jvm = Runner.start(settings, upstream, scenario, client,
                List.of("-Xmx" + megabytes + "m", "-XX:+ExitOnOutOfMemoryError"))) {
            jvm.ask("run " + edits, LONGEST_SECONDS);
            return null;
        } catch (IOException e) {
            return "with " + megabytes + " MB: " + e.getMessage();
        }
    }
}
