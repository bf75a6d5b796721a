// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import io.github.camelportkey.benchmark.report.BenchmarkPage;
import io.github.camelportkey.benchmark.report.GoalTable;
import io.github.camelportkey.benchmark.report.InnerFigures;
import io.github.camelportkey.benchmark.report.Result;
import io.github.camelportkey.benchmark.report.Results;
import io.github.camelportkey.benchmark.report.ScenarioTable;
import io.github.camelportkey.benchmark.work.Pictures;
import io.github.camelportkey.benchmark.work.Scenario;

/** Runs the scenarios that were asked for, and says what came out. */
public final class Benchmark {

    private Benchmark() {
    }

    public static void main(String[] args) throws Exception {
        Settings settings = Settings.ofProperties();
        Files.createDirectories(settings.target());
        Results results = Results.read(settings.target());
        if (!settings.scenarios().isEmpty()) {
            run(settings, results);
        }
        if (settings.innerParts()) {
            InnerParts.run(settings);
        }
        InnerFigures inner = InnerFigures.read(settings.target());
        System.out.println("\n" + GoalTable.of(results, inner));
        if (settings.docs() != null) {
            BenchmarkPage.write(settings.docs(), settings.target(), results, inner);
        }
        System.exit(0);
    }

    static void run(Settings settings, Results results) throws IOException, InterruptedException {
        Pictures pictures = new Pictures(settings.pictures());
        try (Upstream upstream = Upstream.start(settings)) {
            for (Scenario scenario : settings.scenarios()) {
                pictures.make(scenario);
                List<Result> found = scenario.isHeapSearch() ? new HeapSearch(settings, upstream).run(scenario)
                        : new Runner(settings, upstream).run(scenario);
                results.add(found);
                System.out.println(ScenarioTable.of(scenario, results.of(scenario.name())));
            }
        }
    }
}
