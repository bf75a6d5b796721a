// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.util.Map;
import java.util.function.ToDoubleFunction;

import io.github.camelportkey.benchmark.work.Scenario;
import io.github.camelportkey.benchmark.work.Scenarios;

/** A figure that is taken from the raw ones of a round. */
public enum Figure {

    EDITS_PER_SECOND("edits/s", "%.1f", round -> round.get("edits") / seconds(round)),
    CPU_MILLIS("CPU ms/edit", "%.3f", Figure::cpuMillis),
    ALLOCATED_KB("KB allocated/edit", "%.1f", round -> round.get("allocated") / 1e3 / round.get("edits")),
    WALL_SECONDS("wall s", "%.2f", Figure::seconds),
    THREADS_ADDED("threads added", "%.0f", round -> round.getOrDefault("threadsAdded", Double.NaN)),
    HEAP_PER_EDIT_KB("KB live/edit", "%.1f", round -> round.getOrDefault("heapPerEdit", Double.NaN) / 1e3),
    PEAK_RSS_MB("peak RSS MB", "%.0f", round -> round.getOrDefault("peakRss", Double.NaN) / 1e6),
    SMALLEST_HEAP_MB("smallest heap MB", "%.0f", round -> round.getOrDefault("smallestHeap", Double.NaN));

    private final String title;
    private final String format;
    private final ToDoubleFunction<Map<String, Double>> formula;

    Figure(String title, String format, ToDoubleFunction<Map<String, Double>> formula) {
        this.title = title;
        this.format = format;
        this.formula = formula;
    }

    /** Linux counts the CPU of a process in steps of 10 ms: what is less than 5 of them says nothing. */
    private static double cpuMillis(Map<String, Double> round) {
        return round.get("cpu") < 50e6 ? Double.NaN : round.get("cpu") / 1e6 / round.get("edits");
    }

    private static double seconds(Map<String, Double> round) {
        return round.getOrDefault("wall", Double.NaN) / 1e9;
    }

    public String title() {
        return title;
    }

    double of(Map<String, Double> round) {
        if (this != SMALLEST_HEAP_MB && !round.containsKey("edits")) {
            return Double.NaN;
        }
        return formula.applyAsDouble(round);
    }

    public String text(double value) {
        return Double.isNaN(value) ? "-" : format.formatted(value);
    }

    /** What a value for each edit comes to for each GB of image. */
    public static double perGb(double perEdit, String scenario) {
        Scenario moved = Scenarios.named(scenario);
        return perEdit * 1e9 / moved.movedBytes();
    }
}
