// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Groups of horizontal bars, as SVG; 1 is marked, and a bar beyond the end says its value. */
final class BarPlot {

    private static final int WIDTH = 900;
    private static final int LEFT = 230;
    private static final int TOP = 56;
    private static final int BAR = 11;
    private static final double MOST = 1.5;

    private final String title;
    private final List<String> series;
    private final List<String> groups = new ArrayList<>();
    private final List<double[]> values = new ArrayList<>();

    BarPlot(String title, List<String> series) {
        this.title = title;
        this.series = series;
    }

    /** A group of bars, one for each series; NaN where there is none. */
    void add(String group, double... bars) {
        groups.add(group);
        values.add(bars);
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    String svg() {
        int group = series.size() * BAR + 10;
        int height = TOP + groups.size() * group + 10;
        double unit = (WIDTH - LEFT - 60) / MOST;
        StringBuilder svg = new StringBuilder(Svg.begin(WIDTH, height, title));
        double at = 8;
        for (int i = 0; i < series.size(); i++) {
            svg.append(Svg.rectangle(at, 28, 12, 10, LinePlot.COLOURS.get(i))).append(Svg.text(at + 17, 37, "start", series.get(i)));
            at += 30 + 7.0 * series.get(i).length();
        }
        for (int i = 0; i < groups.size(); i++) {
            double y = TOP + (double) i * group;
            svg.append(Svg.text(LEFT - 8, y + group / 2.0, "end", groups.get(i)));
            for (int bar = 0; bar < series.size(); bar++) {
                double value = values.get(i)[bar];
                if (!Double.isNaN(value)) {
                    double width = Math.min(value, MOST) * unit;
                    svg.append(Svg.rectangle(LEFT, y + bar * BAR, width, BAR - 1, LinePlot.COLOURS.get(bar)))
                            .append(Svg.text(LEFT + width + 4, y + bar * BAR + 10, "start",
                                    String.format(Locale.ROOT, "%.2f", value)));
                }
            }
        }
        return svg.append(Svg.line(LEFT + unit, TOP - 6, LEFT + unit, height - 10, "#333")).append("</svg>\n").toString();
    }
}
