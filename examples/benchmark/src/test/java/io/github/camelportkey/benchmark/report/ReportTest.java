// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What is printed follows from what was measured. */
class ReportTest {

    @TempDir
    Path folder;

    private static Result result(String client, double... cpuMillis) {
        List<Map<String, Double>> rounds = Arrays.stream(cpuMillis)
                .mapToObj(cpu -> Map.of("edits", 1_000.0, "wall", 1e9, "cpu", cpu * 1e9, "allocated", 10e6)).toList();
        return new Result("small64", client, rounds, null);
    }

    @Test
    void aGoalIsJudgedByTheRatioOfMedians() throws IOException {
        Results results = Results.read(folder);
        results.add(List.of(result("component", 0.05, 0.9, 0.06), result("by-hand", 0.1, 0.2, 0.06)));

        String table = GoalTable.of(results, InnerFigures.read(folder));

        assertThat(table.lines().filter(line -> line.startsWith("small edits, 64 at a time: CPU")).findFirst().orElseThrow())
                .contains("0.60x").contains("0.50x - 9.00x").contains("NOT MET");
        assertThat(table.lines().filter(line -> line.startsWith("64 at a time: allocated")).findFirst().orElseThrow())
                .contains("10.0 KB").contains("goal met");
    }

    @Test
    void resultsOfALaterRunReplaceThoseOfTheSameClient() throws IOException {
        Results.read(folder).add(List.of(result("component", 1), result("by-hand", 1)));
        Results.read(folder).add(List.of(result("component", 2)));

        Results results = Results.read(folder);
        assertThat(results.of("small64")).hasSize(2);
        assertThat(results.of("small64", "component").orElseThrow().spread(Figure.CPU_MILLIS).median()).isEqualTo(2);
    }

    @Test
    void aStraightLineIsFound() {
        double[] line = SlopeTable.fit(List.of(new double[] {1, 5}, new double[] {2, 7}, new double[] {10, 23}));

        assertThat(line[0]).isCloseTo(3, within(1e-9));
        assertThat(line[1]).isCloseTo(2, within(1e-9));
    }

    @Test
    void thePageKeepsWhatStandsAroundItsMarkers() throws IOException {
        Path docs = Files.createDirectories(folder.resolve("docs/images")).getParent();
        Files.copy(Path.of("../../docs/benchmark.md"), docs.resolve("benchmark.md"));
        Results results = Results.read(folder);
        results.add(List.of(result("component", 1), result("by-hand", 2)));

        BenchmarkPage.write(docs, folder, results, InnerFigures.read(folder));

        assertThat(docs.resolve("benchmark.md")).content().startsWith("# Benchmark")
                .contains("| this component | 1000.0 [1000.0 1000.0]").contains("0.50x");
        assertThat(docs.resolve("images/benchmark-cpu.svg")).content().startsWith("<svg").contains(">0.50<");
    }
}
