// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import io.github.camelportkey.benchmark.client.Clients;
import io.github.camelportkey.benchmark.work.Scenario;
import io.github.camelportkey.benchmark.work.Scenarios;

/** Writes what was measured into {@code benchmark.md}, between its markers, and the plots beside it. */
public final class BenchmarkPage {

    private static final String END = "<!-- end -->";

    private BenchmarkPage() {
    }

    public static void write(Path docs, Path target, Results results, InnerFigures inner) throws IOException {
        Path page = docs.resolve("benchmark.md");
        String text = Files.readString(page);
        text = with(text, "machine", Rows.markdown(Machine.rows()));
        text = with(text, "goals", Rows.markdown(GoalTable.rows(results, inner)));
        text = with(text, "scenarios", scenarios(results));
        text = with(text, "heaps", Rows.markdown(heaps(results)));
        text = with(text, "slopes", Rows.markdown(SlopeTable.rows(results)));
        text = with(text, "inner parts", Rows.markdown(inner(inner)));
        Path endurance = target.resolve("endurance.csv");
        if (Files.exists(endurance)) {
            text = with(text, "endurance", EnduranceReport.markdown(endurance));
            Files.writeString(docs.resolve("images/benchmark-endurance.svg"), EnduranceReport.plot(endurance));
        }
        Files.writeString(page, text);
        new Plots(results, docs.resolve("images")).write();
    }

    static String with(String page, String name, String block) throws IOException {
        String begin = "<!-- measured: " + name + " -->\n";
        int from = page.indexOf(begin);
        int to = page.indexOf(END, from);
        if (from < 0 || to < 0) {
            throw new IOException("The page has no place for " + name);
        }
        return page.substring(0, from + begin.length()) + block + page.substring(to);
    }

    private static String scenarios(Results results) {
        StringBuilder tables = new StringBuilder();
        for (Scenario scenario : Scenarios.selected("")) {
            if (!scenario.name().startsWith("slope-") && !scenario.isHeapSearch()
                    && !results.of(scenario.name()).isEmpty()) {
                tables.append(tables.isEmpty() ? "" : "\n").append("**").append(scenario.title()).append("**, ")
                        .append(results.of(scenario.name()).stream().mapToInt(result -> result.rounds().size()).max().orElse(0))
                        .append(" rounds\n\n")
                        .append(Rows.markdown(ScenarioTable.rows(scenario, results.of(scenario.name()))));
            }
        }
        return tables.toString();
    }

    private static List<List<String>> heaps(Results results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.concat(Stream.of("smallest heap, MB"), Stream.of(Clients.values()).map(Clients::title)).toList());
        for (Scenario scenario : Scenarios.selected("heap-*")) {
            List<String> row = new ArrayList<>(List.of(scenario.title()));
            for (Clients client : Clients.values()) {
                row.add(results.of(scenario.name(), client.id()).map(result -> result.failure() == null
                        ? Figure.SMALLEST_HEAP_MB.text(result.spread(Figure.SMALLEST_HEAP_MB).median())
                        : "fails: " + result.failure()).orElse("-"));
            }
            rows.add(row);
        }
        return rows;
    }

    private static List<List<String>> inner(InnerFigures inner) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("part, and bytes of image", "µs", "µs without AVX-512"));
        for (Map.Entry<String, Double> score : inner.all().entrySet()) {
            Double other = inner.withoutAvx512().get(score.getKey());
            rows.add(List.of(score.getKey().replace("Benchmark", ""), String.format(Locale.ROOT, "%.1f", score.getValue()),
                    other == null ? "" : String.format(Locale.ROOT, "%.1f", other)));
        }
        return rows;
    }
}
