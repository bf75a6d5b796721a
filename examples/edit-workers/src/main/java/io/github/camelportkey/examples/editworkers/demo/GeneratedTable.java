// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The part of a page between {@code <!-- generated: NAME -->} and {@code <!-- end -->}. */
final class GeneratedTable {

    private GeneratedTable() {
    }

    /** Replaces it. */
    static void write(Path page, String name, String table) throws IOException {
        String text = Files.readString(page);
        String begin = "<!-- generated: " + name + " -->\n";
        int from = text.indexOf(begin);
        int to = text.indexOf("<!-- end -->", from);
        if (from < 0 || to < 0) {
            throw new IOException(page + " has no place for the table \"" + name + "\"");
        }
        Files.writeString(page, text.substring(0, from) + begin + "\n" + table + "\n\n" + text.substring(to));
    }
}
