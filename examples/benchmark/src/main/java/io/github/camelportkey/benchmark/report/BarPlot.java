// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Groups of horizontal bars, as SVG; 1 is marked, and a bar beyond the end is drawn broken, and says its value. */
final class BarPlot {

    private static final int WIDTH = 900;
    private static final int LEFT = 230;
    private static final int TOP = 56;
    private static final int BAR = 11;
    private static final int GAP = 10;
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
        double unit = (WIDTH - LEFT - 60) / MOST;
        StringBuilder drawn = new StringBuilder();
        double at = 8;
        for (int i = 0; i < series.size(); i++) {
            drawn.append(Svg.rectangle(at, 28, 12, 10, LinePlot.COLOURS.get(i))).append(Svg.text(at + 17, 37, "start", series.get(i)));
            at += 30 + 7.0 * series.get(i).length();
        }
        int y = TOP;
        for (int i = 0; i < groups.size(); i++) {
            int top = y;
            for (int bar = 0; bar < series.size(); bar++) {
                double value = values.get(i)[bar];
                if (!Double.isNaN(value)) {
                    double width = Math.min(value, MOST) * unit;
                    drawn.append(Svg.rectangle(LEFT, y, width, BAR - 1, LinePlot.COLOURS.get(bar)))
                            .append(value > MOST ? broken(LEFT + width, y) : "")
                            .append(Svg.text(LEFT + width + 4, y + 10, "start", String.format(Locale.ROOT, "%.2f", value)));
                    y += BAR;
                }
            }
            drawn.append(Svg.text(LEFT - 8, (top + y) / 2.0 + 4, "end", groups.get(i)));
            y += GAP;
        }
        drawn.append(Svg.line(LEFT + unit, TOP - 6, LEFT + unit, y, "#333"));
        return Svg.begin(WIDTH, y + 10, title + "; a broken bar is longer than drawn") + drawn + "</svg>\n";
    }

    /** Two gaps before the end of a bar. */
    private static String broken(double end, int y) {
        return Svg.rectangle(end - 14, y - 1, 3, BAR + 1, "#fff") + Svg.rectangle(end - 8, y - 1, 3, BAR + 1, "#fff");
    }
}
