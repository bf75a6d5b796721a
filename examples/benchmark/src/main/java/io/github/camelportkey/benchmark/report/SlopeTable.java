// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import io.github.camelportkey.benchmark.client.Clients;
import io.github.camelportkey.benchmark.work.Scenario;
import io.github.camelportkey.benchmark.work.Scenarios;

/** How cost grows: CPU as a constant and a slope, and how much the cost of the largest differs from a straight line. */
final class SlopeTable {

    private static final List<String> HEAD = List.of("grows with", "client", "CPU ms", "largest against the line");

    private SlopeTable() {
    }

    static List<List<String>> rows(Results results) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        add(rows, results, "size of the upload", "MB", "slope-upload-", scenario -> scenario.uploadBytes() / 1e6);
        add(rows, results, "size of the answer", "MB", "slope-answer-", scenario -> scenario.answerBytes() / 1e6);
        add(rows, results, "images in the answer", "image", "slope-images-", Scenario::images);
        add(rows, results, "edits in flight", "edit in flight", "slope-flight-", Scenario::inFlight);
        return rows;
    }

    private static void add(List<List<String>> rows, Results results, String what, String unit, String names,
            ToDoubleFunction<Scenario> x) {
        for (Clients client : Clients.values()) {
            List<double[]> points = new ArrayList<>();
            for (Scenario scenario : Scenarios.selected(names + "*")) {
                results.of(scenario.name(), client.id()).map(result -> result.spread(Figure.CPU_MILLIS).median())
                        .filter(value -> !value.isNaN())
                        .ifPresent(value -> points.add(new double[] {x.applyAsDouble(scenario), value}));
            }
            if (points.size() > 2) {
                rows.add(row(what, unit, client, points));
            }
        }
    }

    private static List<String> row(String what, String unit, Clients client, List<double[]> points) {
        double[] largest = points.get(points.size() - 1);
        double[] line = fit(points);
        return List.of(what, client.title(),
                String.format(Locale.ROOT, "%.3f + %.5f for each %s", line[0], line[1], unit),
                String.format(Locale.ROOT, "%.2fx", largest[1] / (line[0] + line[1] * largest[0])));
    }

    /** Constant and slope, by least squares of the relative error, so that small ones count as much as large ones. */
    static double[] fit(List<double[]> points) {
        double w = 0;
        double wx = 0;
        double wy = 0;
        double wxx = 0;
        double wxy = 0;
        for (double[] point : points) {
            double weight = 1 / (point[1] * point[1]);
            w += weight;
            wx += weight * point[0];
            wy += weight * point[1];
            wxx += weight * point[0] * point[0];
            wxy += weight * point[0] * point[1];
        }
        double slope = (w * wxy - wx * wy) / (w * wxx - wx * wx);
        return new double[] {(wy - slope * wx) / w, slope};
    }
}
