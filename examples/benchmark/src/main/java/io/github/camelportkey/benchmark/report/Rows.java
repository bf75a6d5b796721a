// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.util.List;

/** Rows of cells as text. */
final class Rows {

    private Rows() {
    }

    /** In columns; a row with fewer cells is not aligned. */
    static String aligned(List<List<String>> rows) {
        int columns = rows.get(0).size();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int column = i;
                int width = rows.stream().filter(other -> other.size() == columns && column < columns)
                        .mapToInt(other -> other.get(column).length()).max().orElse(row.get(i).length()) + 2;
                boolean last = i == row.size() - 1;
                text.append(last ? row.get(i) : String.format("%-" + width + "s", row.get(i)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** As a table of Markdown; a row with fewer cells is filled up. */
    static String markdown(List<List<String>> rows) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append('|');
            for (int column = 0; column < rows.get(0).size(); column++) {
                String cell = column < rows.get(i).size() ? rows.get(i).get(column) : "";
                text.append(' ').append(cell.replace("|", "\\|")).append(" |");
            }
            text.append('\n');
            if (i == 0) {
                text.append("|").append("---|".repeat(rows.get(0).size())).append('\n');
            }
        }
        return text.toString();
    }
}
