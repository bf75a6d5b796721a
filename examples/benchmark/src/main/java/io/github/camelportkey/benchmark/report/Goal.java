// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.util.List;

/**
 * One promise of the goal table.
 *
 * @param work what is done, in words
 * @param scenario where it is measured
 * @param measure how
 * @param gate must hold; NaN when only reported
 * @param goal to aim at; NaN when there is none
 * @param limit what the prototype of the limit client came to, as it is said there
 */
record Goal(String work, String scenario, Measure measure, double gate, double goal, String limit) {

    private static final double NONE = Double.NaN;

    static final List<Goal> ALL = List.of(
            new Goal("small edits, 64 at a time: CPU", "small64", Measure.CPU, 0.45, 0.35, "0.17x"),
            new Goal("small edits, one at a time: CPU", "small1", Measure.CPU, 0.6, 0.45, "0.24x"),
            new Goal("64 at a time: allocated for each edit", "small64", Measure.ALLOCATED_KB, 22, 16, "7.5 KB"),
            new Goal("one at a time: allocated for each edit", "small1", Measure.ALLOCATED_KB, 22, 16, "7.5 KB"),
            new Goal("a file of 4 MB: allocated for each edit", "upload4", Measure.ALLOCATED_KB, 22, 16, "7.5 KB"),
            new Goal("a file of 50 MB: allocated for each edit", "upload50", Measure.ALLOCATED_KB, 22, 16, "7.5 KB"),
            new Goal("64 at a time: edits/s (reported)", "small64", Measure.SPEED, 1.2, 2, "2.5-3.2x"),
            new Goal("one at a time: edits/s (reported)", "small1", Measure.SPEED, 1.2, 2, "2.5-3.2x"),
            new Goal("upload 4 MB: CPU for each GB", "upload4", Measure.CPU, 0.6, 0.45, "0.23x"),
            new Goal("upload 50 MB: CPU for each GB", "upload50", Measure.CPU, 0.5, 0.38, "0.33x"),
            new Goal("upload 4 MB: MB/s (reported)", "upload4", Measure.SPEED, 1.6, 2.2, "3x"),
            new Goal("upload 50 MB: MB/s (reported)", "upload50", Measure.SPEED, 1.6, 2.2, "3x"),
            new Goal("answer 4 MB to memory: CPU for each GB", "answer4-memory", Measure.CPU, 0.3, 0.16, "0.11x"),
            new Goal("answer 4 MB to memory: allocated", "answer4-memory", Measure.ALLOCATED_OF_IMAGE, 1.05, NONE, ""),
            new Goal("answer 20 MB to file: CPU for each GB", "answer20-file", Measure.CPU, 0.35, 0.18, "0.14x"),
            new Goal("answer 20 MB to file: allocated", "answer20-file", Measure.ALLOCATED_KB, 300, 64, "10 KB"),
            new Goal("answer 4 MB to memory: MB/s (reported)", "answer4-memory", Measure.SPEED, 3, 5, "6.3x"),
            new Goal("answer 20 MB to file: MB/s (reported)", "answer20-file", Measure.SPEED, 3, 5, "6.3x"),
            new Goal("reader: parse and decode, against decoding the bare text", "", Measure.PARSE_AND_DECODE, 0.9, 1.2, "2x"),
            new Goal("reader: into memory, against decoding the bare text", "", Measure.INTO_MEMORY, 0.45, 0.6, "0.6x"),
            new Goal("reader without AVX-512, against Jackson's streaming", "", Measure.AGAINST_JACKSON, 1, 3, ""),
            new Goal("1,000 waiting: wall over ideal", "waiting1000", Measure.WALL_OVER_IDEAL, 1.4, 1.2, "1.1x"),
            new Goal("5,000 waiting: wall over ideal", "waiting5000", Measure.WALL_OVER_IDEAL, 2.3, 1.6, "1.4x"),
            new Goal("1,000 waiting: threads added", "waiting1000", Measure.THREADS, 10, 4, "0"),
            new Goal("5,000 waiting: threads added", "waiting5000", Measure.THREADS, 10, 4, "0"),
            new Goal("1,000 waiting: live heap for each", "waiting1000", Measure.HEAP_KB, 36, 16, "2.6 KB"),
            new Goal("5,000 waiting: live heap for each", "waiting5000", Measure.HEAP_KB, 36, 16, "2.6 KB"),
            new Goal("1,000 waiting, TLS: live heap for each", "waiting1000-tls", Measure.HEAP_KB, NONE, 32, ""),
            new Goal("smallest heap: 100 at once, 20 MB up and down", "heap-100", Measure.SMALLEST_HEAP, 40, 24, "16 MB"),
            new Goal("smallest heap: 1,000 waiting", "heap-waiting1000", Measure.SMALLEST_HEAP, 64, 40, "16 MB"),
            new Goal("smallest heap: 10 images of 4 MB in one answer", "heap-ten-images", Measure.SMALLEST_HEAP, 32, 24, "12 MB"),
            new Goal("smallest heap: one image of 32 MB", "heap-32mb", Measure.SMALLEST_HEAP, 32, 24, "12 MB"),
            new Goal("TLS, upload 50 MB: CPU", "upload50-tls", Measure.CPU, 0.7, 0.5, ""),
            new Goal("TLS, small edits 64 at a time: CPU", "small64-tls", Measure.CPU, 0.7, 0.5, ""),
            new Goal("TLS, small edits one at a time: CPU", "small1-tls", Measure.CPU, 0.7, 0.5, ""));

    /** {@code met}, {@code gate}, {@code not met}; or {@code -} when there is nothing to judge. */
    String verdict(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        if (passes(value, Double.isNaN(goal) ? gate : goal)) {
            return "goal met";
        }
        if (Double.isNaN(gate)) {
            return "goal not met";
        }
        return passes(value, gate) ? "gate met" : "NOT MET";
    }

    private boolean passes(double value, double bound) {
        return measure.isMoreBetter() ? value >= bound : value <= bound;
    }

    String bound(double bound) {
        return Double.isNaN(bound) ? "" : (measure.isMoreBetter() ? "≥ " : "≤ ") + measure.text(bound);
    }
}
