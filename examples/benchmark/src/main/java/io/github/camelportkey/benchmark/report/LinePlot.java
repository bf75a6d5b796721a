// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lines through points, as SVG. Axes begin at 0, or are logarithmic. */
final class LinePlot {

    static final List<String> COLOURS = List.of("#d1495b", "#2e6f95", "#86b3d1", "#edae49", "#7a5195", "#5c7a5c");
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 70;
    private static final int TOP = 44;
    private static final int RIGHT = 170;
    private static final int BOTTOM = 50;

    /** A line: its name, and points of x and y. */
    record Line(String name, List<double[]> points) {
    }

    private final String title;
    private final String xTitle;
    private final String yTitle;
    private final boolean logarithmic;
    private final List<Line> lines = new ArrayList<>();

    LinePlot(String title, String xTitle, String yTitle, boolean logarithmic) {
        this.title = title;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
        this.logarithmic = logarithmic;
    }

    LinePlot add(String name, List<double[]> points) {
        if (!points.isEmpty()) {
            lines.add(new Line(name, points));
        }
        return this;
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    String svg() {
        Axis x = axis(0, LEFT, WIDTH - RIGHT);
        Axis y = axis(1, HEIGHT - BOTTOM, TOP);
        StringBuilder svg = new StringBuilder(Svg.begin(WIDTH, HEIGHT, title));
        for (double tick : x.ticks()) {
            svg.append(Svg.line(x.at(tick), TOP, x.at(tick), HEIGHT - BOTTOM, "#ddd"))
                    .append(Svg.text(x.at(tick), HEIGHT - BOTTOM + 16, "middle", Axis.text(tick)));
        }
        for (double tick : y.ticks()) {
            svg.append(Svg.line(LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick), "#ddd"))
                    .append(Svg.text(LEFT - 6, y.at(tick) + 4, "end", Axis.text(tick)));
        }
        svg.append(Svg.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 12, "middle", xTitle))
                .append(Svg.text(8, TOP - 10, "start", yTitle));
        for (int i = 0; i < lines.size(); i++) {
            append(svg, lines.get(i), COLOURS.get(i % COLOURS.size()), x, y);
            double at = TOP + 12 + i * 20.0;
            svg.append(Svg.rectangle(WIDTH - RIGHT + 14, at - 9, 12, 10, COLOURS.get(i % COLOURS.size())))
                    .append(Svg.text(WIDTH - RIGHT + 32, at, "start", lines.get(i).name()));
        }
        return svg.append("</svg>\n").toString();
    }

    private static void append(StringBuilder svg, Line line, String colour, Axis x, Axis y) {
        svg.append("<polyline fill=\"none\" stroke-width=\"2\" stroke=\"").append(colour).append("\" points=\"");
        for (double[] point : line.points()) {
            svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", x.at(point[0]), y.at(point[1])));
        }
        svg.append("\"/>\n");
        if (line.points().size() <= 20) {
            for (double[] point : line.points()) {
                svg.append(String.format(Locale.ROOT, "<circle r=\"3\" fill=\"%s\" cx=\"%.1f\" cy=\"%.1f\"/>%n", colour,
                        x.at(point[0]), y.at(point[1])));
            }
        }
    }

    private Axis axis(int coordinate, double from, double to) {
        double least = lines.stream().flatMap(line -> line.points().stream()).mapToDouble(point -> point[coordinate])
                .min().orElse(0);
        double most = lines.stream().flatMap(line -> line.points().stream()).mapToDouble(point -> point[coordinate])
                .max().orElse(1);
        return logarithmic ? Axis.logarithmic(least, most, from, to) : Axis.linear(most, from, to);
    }
}
