// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** What was done, waiting and with workers, over time, as a drawing within a page. */
final class Chart {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 260;

    private Chart() {
    }

    static String svg(List<Progress.Moment> moments) {
        double end = moments.get(moments.size() - 1).seconds();
        double most = moments.stream().mapToDouble(moment -> Math.max(moment.done(), moment.waiting())).max().orElse(1);
        return """
                <svg viewBox="-50 -10 %d %d" role="img" aria-label="Done, waiting and with workers over time">
                <line class="axis" x1="0" y1="%d" x2="%d" y2="%d"/>
                %s%s%s
                <text x="-8" y="6" text-anchor="end">%.0f</text><text x="-8" y="%d" text-anchor="end">0</text>
                <text x="0" y="%d">0 s</text><text x="%d" y="%d" text-anchor="end">%.0f s</text>
                </svg>
                """.formatted(WIDTH + 60, HEIGHT + 40, HEIGHT, WIDTH, HEIGHT,
                line("waiting", moments, end, most, Progress.Moment::waiting),
                line("flight", moments, end, most, Progress.Moment::inFlight),
                line("done", moments, end, most, Progress.Moment::done),
                most, HEIGHT, HEIGHT + 20, WIDTH, HEIGHT + 20, end);
    }

    private static String line(String style, List<Progress.Moment> moments, double end, double most,
            ToDoubleFunction<Progress.Moment> what) {
        String points = moments.stream().map(moment -> String.format(Locale.ROOT, "%.1f,%.1f",
                moment.seconds() / end * WIDTH, HEIGHT - what.applyAsDouble(moment) / Math.max(1, most) * HEIGHT))
                .collect(Collectors.joining(" "));
        return "<polyline class=\"" + style + "\" points=\"" + points + "\"/>\n";
    }
}
