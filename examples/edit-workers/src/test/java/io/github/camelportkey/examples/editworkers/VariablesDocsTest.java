// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page's table of variables names those that are read, and no others. */
class VariablesDocsTest {

    private static final Pattern VARIABLE = Pattern.compile("`([A-Z][A-Z0-9_]+)`");

    @Test
    void everyVariableIsInTheTableOfThePage() throws Exception {
        String page = Files.readString(Path.of("../../docs/edit-workers.md"));
        int start = page.indexOf("| Variable | Default | Meaning |");
        assertThat(start).isPositive();
        Set<String> told = new TreeSet<>();
        page.substring(start, page.indexOf("\n\n", start)).lines().forEach(row -> {
            Matcher variable = VARIABLE.matcher(row.split("\\|", 3)[1]);
            while (variable.find()) {
                told.add(variable.group(1));
            }
        });
        Set<String> read = new TreeSet<>(ReadVariables.names());
        // of the machine
        read.remove("HOSTNAME");

        assertThat(told).isEqualTo(read);
    }
}
