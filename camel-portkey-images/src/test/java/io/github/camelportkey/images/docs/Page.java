// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** A page of the documentation: README.md, one below docs/, or the README.md of an example. */
record Page(Path file, List<String> lines) {

    /** The root of the repository; tests run in the folder of their module. */
    static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    private static final Pattern SOURCE = Pattern.compile("<!-- snippet: (\\S+) -->");
    private static final Pattern LINK = Pattern.compile("!?\\[[^\\]]*]\\(([^)\\s]+)\\)");

    /**
     * A fenced block.
     *
     * @param line the index of its opening fence
     * @param source where the comment above the block says that it comes from
     * @param text what stands between the fences
     */
    record Block(Page page, int line, String language, @Nullable String source, String text) {

        @Override
        public String toString() {
            return page + ":" + (line + 1);
        }
    }

    static Page of(Path file) {
        try {
            return new Page(file, Files.readAllLines(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Page> all() {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs")); Stream<Path> examples = Files.list(ROOT.resolve("examples"))) {
            return Stream.of(Stream.of(ROOT.resolve("README.md")),
                    docs.filter(file -> file.toString().endsWith(".md")).sorted(),
                    examples.map(example -> example.resolve("README.md")).filter(Files::exists).sorted())
                    .flatMap(pages -> pages).map(Page::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Block> allBlocks() {
        return all().stream().flatMap(page -> page.blocks().stream()).toList();
    }

    List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                int end = i + 1;
                while (!lines.get(end).equals("```")) {
                    end++;
                }
                Matcher source = SOURCE.matcher(i == 0 ? "" : lines.get(i - 1));
                blocks.add(new Block(this, i, lines.get(i).substring(3), source.matches() ? source.group(1) : null,
                        String.join("\n", lines.subList(i + 1, end))));
                i = end;
            }
        }
        return blocks;
    }

    /** Where the links and pictures outside of fenced blocks lead. */
    List<String> links() {
        List<String> links = new ArrayList<>();
        for (String line : prose()) {
            Matcher link = LINK.matcher(line);
            while (link.find()) {
                links.add(link.group(1));
            }
        }
        return links;
    }

    /** The anchors of the headings, made as GitHub makes them. */
    List<String> anchors() {
        return prose().stream().filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    private List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        for (String line : lines) {
            if (line.startsWith("```")) {
                fenced = !fenced;
            } else if (!fenced) {
                prose.add(line);
            }
        }
        return prose;
    }

    /** The same page with other lines in place of those from one index up to another. */
    Page with(int from, int to, List<String> replacement) {
        List<String> changed = new ArrayList<>(lines.subList(0, from));
        changed.addAll(replacement);
        changed.addAll(lines.subList(to, lines.size()));
        return new Page(file, changed);
    }

    /** The same page with other lines between the marks of a generated part. */
    Page withGenerated(String part, List<String> generated) {
        int begin = lines.indexOf("<!-- generated: " + part + " -->");
        if (begin < 0) {
            throw new IllegalArgumentException(this + " has no place for " + part);
        }
        int end = begin + lines.subList(begin, lines.size()).indexOf("<!-- end -->");
        List<String> spaced = new ArrayList<>(List.of(""));
        spaced.addAll(generated);
        spaced.add("");
        return with(begin + 1, end, spaced);
    }

    void write() {
        try {
            Files.writeString(file, String.join("\n", lines) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return ROOT.relativize(file).toString();
    }
}
