// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Where docs/component.md says that the classes are which the Java of the pages uses. */
class ImportsDocsTest {

    private static final Path CLASSES = Path.of("src/main/java/io/github/camelportkey/images");
    private static final Pattern ROW = Pattern.compile("\\| `(io\\.github\\.camelportkey\\.images[a-z.]*)` \\| (.*) \\|");
    private static final Pattern NAME = Pattern.compile("\\b[A-Z]\\w+");

    @Test
    void everyClassOfOursInASnippetIsListedWithItsPackage() throws IOException {
        Set<String> used = new TreeSet<>();
        for (Page.Block block : Page.allBlocks()) {
            if ("java".equals(block.language()) && !block.source().startsWith("examples/")) {
                NAME.matcher(block.text()).results().map(MatchResult::group).forEach(used::add);
            }
        }
        Set<String> expected = new TreeSet<>();
        try (Stream<Path> files = Files.walk(CLASSES)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replaceFirst("\\.java$", "");
                if (used.contains(name)) {
                    expected.add("io.github.camelportkey.images"
                            + CLASSES.relativize(file.getParent()).toString().replaceFirst("^(?=.)", ".") + "." + name);
                }
            }
        }

        assertThat(expected).contains("io.github.camelportkey.images.client.GatewayStatusException");
        assertThat(listed()).isEqualTo(expected);
    }

    private static Set<String> listed() {
        List<String> lines = Page.of(Page.ROOT.resolve("docs/component.md")).lines();
        return lines.stream().flatMap(line -> ROW.matcher(line).results())
                .flatMap(row -> NAME.matcher(row.group(2)).results().map(name -> row.group(1) + "." + name.group()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
