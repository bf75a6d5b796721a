// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the developer console prints, as a picture: names and values in colours that are readable on light and on dark pages. */
final class ConsolePicture {

    private static final int LINE = 18;
    private static final int TOP = 62;
    private static final int COLUMNS = 104;
    private static final Pattern NAME_AND_VALUE = Pattern.compile("( *)([^:]+:)?(.*)");

    private record Line(int indent, String name, String value) {

        private String svg(int y) {
            return "    <text x=\"%d\" y=\"%d\"><tspan fill=\"#1d4ed8\">%s</tspan><tspan fill=\"#0f172a\">%s</tspan></text>\n"
                    .formatted(24 + indent * 8, y, escaped(name), escaped(value));
        }
    }

    private ConsolePicture() {
    }

    static String svg(String address, List<String> printed) {
        List<Line> lines = new ArrayList<>();
        for (String line : printed) {
            Matcher parts = NAME_AND_VALUE.matcher(line);
            if (parts.matches()) {
                add(lines, parts.group(1).length(), parts.group(2) == null ? "" : parts.group(2), parts.group(3));
            }
        }
        int height = TOP + lines.size() * LINE + 4;
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 880 %d" width="880" height="%d" role="img" aria-labelledby="title">
                  <title id="title">The developer console of portkey-images, as text</title>
                  <rect x="1" y="1" width="878" height="%d" rx="14" fill="#f8fafc" stroke="#94a3b8"/>
                  <path d="M1 40 h878" stroke="#94a3b8"/>
                  <g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13" xml:space="preserve">
                    <text x="24" y="26" fill="#475569">%s</text>
                """.formatted(height, height, height - 2, escaped(address)));
        for (int i = 0; i < lines.size(); i++) {
            svg.append(lines.get(i).svg(TOP + i * LINE));
        }
        return svg.append("  </g>\n</svg>\n").toString();
    }

    /** A long value goes on below, further to the right. */
    private static void add(List<Line> lines, int indent, String name, String value) {
        int space = indent + name.length() + value.length() <= COLUMNS ? -1
                : value.lastIndexOf(' ', COLUMNS - indent - name.length());
        if (space <= 0) {
            lines.add(new Line(indent, name, value));
        } else {
            lines.add(new Line(indent, name, value.substring(0, space)));
            add(lines, name.isEmpty() ? indent : indent + 2, "", value.substring(space + 1));
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
