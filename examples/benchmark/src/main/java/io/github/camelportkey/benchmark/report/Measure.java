// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.util.Locale;

import io.github.camelportkey.benchmark.client.Clients;
import io.github.camelportkey.benchmark.work.Scenario;
import io.github.camelportkey.benchmark.work.Scenarios;

/** How a goal is measured: a ratio to camel-http by hand, or a figure of the component's own. */
enum Measure {

    CPU("%.2fx", false),
    SPEED("%.2fx", true),
    ALLOCATED_KB("%.1f KB", false),
    ALLOCATED_OF_IMAGE("%.3f x image", false),
    WALL_OVER_IDEAL("%.2fx", false),
    THREADS("%.0f", false),
    HEAP_KB("%.1f KB", false),
    SMALLEST_HEAP("%.0f MB", false),
    PARSE_AND_DECODE("%.2fx", true),
    INTO_MEMORY("%.2fx", true),
    AGAINST_JACKSON("%.2fx", true);

    private final String format;
    private final boolean moreIsBetter;

    Measure(String format, boolean moreIsBetter) {
        this.format = format;
        this.moreIsBetter = moreIsBetter;
    }

    boolean isMoreBetter() {
        return moreIsBetter;
    }

    String text(double value) {
        return String.format(Locale.ROOT, format, value);
    }

    /** Median, least and most of a client; NaN where it was not measured. */
    Spread of(Clients client, String scenario, Results results, InnerFigures inner) {
        return switch (this) {
            case CPU -> ratio(Figure.CPU_MILLIS, client, Clients.BY_HAND, scenario, results);
            case SPEED -> ratio(Figure.EDITS_PER_SECOND, client, Clients.BY_HAND, scenario, results);
            case ALLOCATED_KB -> spread(Figure.ALLOCATED_KB, client, scenario, results);
            case ALLOCATED_OF_IMAGE -> spread(Figure.ALLOCATED_KB, client, scenario, results)
                    .times(1e3 / Scenarios.named(scenario).movedBytes());
            case WALL_OVER_IDEAL -> spread(Figure.WALL_SECONDS, client, scenario, results).times(1e3 / waitMillis(scenario));
            case THREADS -> spread(Figure.THREADS_ADDED, client, scenario, results);
            case HEAP_KB -> spread(Figure.HEAP_PER_EDIT_KB, client, scenario, results);
            case SMALLEST_HEAP -> spread(Figure.SMALLEST_HEAP_MB, client, scenario, results);
            case PARSE_AND_DECODE -> own(client, inner.parseAndDecode());
            case INTO_MEMORY -> own(client, inner.intoMemory());
            case AGAINST_JACKSON -> own(client, inner.againstJackson());
        };
    }

    private static double waitMillis(String scenario) {
        Scenario waiting = Scenarios.named(scenario);
        return waiting.waitMillis();
    }

    private static Spread own(Clients client, double value) {
        return client == Clients.COMPONENT ? new Spread(value, value, value) : Spread.of(new double[0]);
    }

    private static Spread spread(Figure figure, Clients client, String scenario, Results results) {
        return results.of(scenario, client.id()).map(result -> result.spread(figure)).orElse(Spread.of(new double[0]));
    }

    /** The component's ratio to the harder rival; NaN where the goal is no ratio or either was not measured. */
    double againstLargerBuffers(String scenario, Results results) {
        return switch (this) {
            case CPU -> ratio(Figure.CPU_MILLIS, Clients.COMPONENT, Clients.LARGER_BUFFERS, scenario, results).median();
            case SPEED -> ratio(Figure.EDITS_PER_SECOND, Clients.COMPONENT, Clients.LARGER_BUFFERS, scenario, results).median();
            default -> Double.NaN;
        };
    }

    private static Spread ratio(Figure figure, Clients client, Clients to, String scenario, Results results) {
        return spread(figure, client, scenario, results).times(1 / spread(figure, to, scenario, results).median());
    }
}
