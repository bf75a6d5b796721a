// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What the samples of a long run say: the second quarter against the last, because the first one warms up. */
public final class EnduranceReport {

    /** Name of a sample, and what the plot calls it. */
    private static final List<List<String>> PLOTTED = List.of(List.of("heapMB", "heap, MB"), List.of("smallP50ms", "median, ms"),
            List.of("smallP99ms", "99 %, ms"), List.of("handles", "open handles"), List.of("tempFiles", "temporary files"));

    private final List<String> names;
    private final List<double[]> samples;

    private EnduranceReport(Path csv) throws IOException {
        List<String> lines = Files.readAllLines(csv);
        names = List.of(lines.get(0).split(","));
        samples = new ArrayList<>(lines.stream().skip(1)
                .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray()).toList());
    }

    public static String text(Path csv) throws IOException {
        return Rows.aligned(new EnduranceReport(csv).rows());
    }

    static String markdown(Path csv) throws IOException {
        return Rows.markdown(new EnduranceReport(csv).rows());
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("sampled", "least", "most", "median of the second quarter", "of the last quarter"));
        for (int i = 2; i < names.size(); i++) {
            Spread all = part(i, 0, 1);
            rows.add(List.of(names.get(i), text(all.least()), text(all.most()), text(part(i, 0.25, 0.5).median()),
                    text(part(i, 0.75, 1).median())));
        }
        if (!samples.isEmpty()) {
            double[] last = samples.get(samples.size() - 1);
            rows.add(List.of(String.format(Locale.ROOT, "%.0f edits in %.0f s, %d samples", last[1], last[0], samples.size())));
        }
        return rows;
    }

    private static String text(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private Spread part(int column, double from, double to) {
        return Spread.of(samples.subList((int) (samples.size() * from), (int) (samples.size() * to)).stream()
                .mapToDouble(sample -> sample[column]).toArray());
    }

    static String plot(Path csv) throws IOException {
        EnduranceReport report = new EnduranceReport(csv);
        LinePlot plot = new LinePlot("Endurance in a small heap", "seconds", "each in its own unit", false);
        for (List<String> line : PLOTTED) {
            int column = report.names.indexOf(line.get(0));
            plot.add(line.get(1), report.samples.stream().filter(sample -> !Double.isNaN(sample[column]) && sample[column] >= 0)
                    .map(sample -> new double[] {sample[0], sample[column]}).toList());
        }
        return plot.svg();
    }
}
