// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the blocks of the pages come from: a region of a test class, named {@code Class.java#region}, a file among the test
 * resources, named by its file name, or a region of a class of an example, named by its path. All run in tests.
 */
final class Snippets {

    static final Path CLASSES = Path.of("src/test/java/io/github/camelportkey/images/docs");
    static final Path FILES = Path.of("src/test/resources/docs");

    private static final Pattern TAG = Pattern.compile("\\s*// (tag|end)::([a-z-]+)\\[]");

    private Snippets() {
    }

    static String text(String source) {
        int hash = source.indexOf('#');
        try {
            if (hash < 0) {
                return Files.readString(FILES.resolve(source)).stripTrailing();
            }
            Path file = source.startsWith("examples/") ? Page.ROOT.resolve(source.substring(0, hash))
                    : CLASSES.resolve(source.substring(0, hash));
            return region(Files.readAllLines(file), source.substring(hash + 1));
        } catch (IOException e) {
            throw new UncheckedIOException("There is no snippet " + source, e);
        }
    }

    private static String region(List<String> lines, String name) {
        List<String> region = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            Matcher tag = TAG.matcher(line);
            if (!tag.matches()) {
                if (inside) {
                    region.add(line);
                }
            } else if (tag.group(2).equals(name)) {
                inside = tag.group(1).equals("tag");
            }
        }
        int indent = region.stream().filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length()).min()
                .orElseThrow(() -> new IllegalArgumentException("There is no region " + name));
        return String.join("\n", region.stream().map(line -> line.isBlank() ? "" : line.substring(indent)).toList());
    }

    /** The names of all regions and files. */
    static Set<String> all() {
        Set<String> all = new TreeSet<>();
        try (Stream<Path> classes = Files.list(CLASSES); Stream<Path> files = Files.list(FILES)) {
            for (Path file : classes.toList()) {
                for (String line : Files.readAllLines(file)) {
                    Matcher tag = TAG.matcher(line);
                    if (tag.matches() && tag.group(1).equals("tag")) {
                        all.add(file.getFileName() + "#" + tag.group(2));
                    }
                }
            }
            files.map(file -> file.getFileName().toString()).forEach(all::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
