// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.camelportkey.images.docs.Page.Block;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages hold together. With {@code -Ddocs.update=true} blocks are rewritten from their snippets first. */
class PagesDocsTest {

    private static final Set<String> RUN = Set.of("java", "yaml", "properties", "xml");
    /** The tests of what a new user does in an empty folder. */
    private static final Path COMMAND_LINE = Page.ROOT.resolve("examples/camel-cli/src/test/java/io/github/camelportkey/examples/cli");
    private static final Pattern EDIT = Pattern.compile("portkey-images:edit");
    private static final Pattern EDIT_WITH_MODEL = Pattern.compile(
            "portkey-images:edit(\\?model=(@[a-z-]+/)?(gpt-image-2|\\{\\{model}})"
                    + "|\"?\\s+(parameters|properties):\\s+model: gpt-image-2)");

    private static final Pattern FOLDER = Pattern.compile("from\\(\"file:|(from|source):\\s+uri: file:");
    private static final Pattern FOLDER_THAT_EMPTIES = Pattern.compile(
            "from\\(\"file:[^\"]*[?&]move=\\.done&moveFailed=\\.error&readLock=changed&readLockMinAge=2s\""
                    + "|from\\(\"file:\\{\\{inbox}}\\?filter=#inbox&move=\\.done&moveFailed=\\.error[^\"]*\"" // it looks at the age
                    + "|(from|source):\\s+uri: file:\\S+\\s+(parameters|properties):\\s+move: \\.done\\s+moveFailed: \\.error"
                    + "\\s+readLock: changed\\s+readLockMinAge: 2s\\s");
    private static final Pattern STAYING = Pattern.compile("file:[^\"]*noop=true|noop: true");

    @Test
    void everyBlockIsARunningSnippet() {
        if (Boolean.getBoolean("docs.update")) {
            Page.all().forEach(PagesDocsTest::update);
        }
        for (Block block : Page.allBlocks()) {
            if (RUN.contains(block.language())) {
                assertThat(block.source()).as("%s names its snippet", block).isNotNull();
                assertThat(block.source()).as("%s is run", block)
                        .matches(block.language().equals("java")
                                ? "\\w+DocsTest\\.java#[a-z-]+|[A-Z]\\w+\\.java|examples/\\S+\\.java#[a-z-]+" : "[a-z0-9-]+\\.[a-z]+");
                assertThat(block.text()).as("%s", block).isEqualTo(Snippets.text(block.source()));
            } else {
                assertThat(block.language()).as("the language of %s", block).isIn("sh", "text");
            }
        }
    }

    private static void update(Page page) {
        Page updated = page;
        List<Block> blocks = page.blocks();
        for (int i = blocks.size() - 1; i >= 0; i--) {
            Block block = blocks.get(i);
            if (block.source() != null) {
                int end = block.line() + 1 + (int) block.text().lines().count();
                while (!updated.lines().get(end).equals("```")) {
                    end++;
                }
                updated = updated.with(block.line() + 1, end, Snippets.text(block.source()).lines().toList());
            }
        }
        updated.write();
    }

    @Test
    void everySnippetIsShown() {
        Set<String> shown = new TreeSet<>();
        Page.allBlocks().stream().filter(block -> block.source() != null).forEach(block -> shown.add(block.source()));

        shown.removeIf(source -> source.startsWith("examples/"));
        assertThat(shown).isEqualTo(Snippets.all());
    }

    @Test
    void everySnippetFileIsUsedByATest() throws IOException {
        StringBuilder tests = new StringBuilder();
        for (Path folder : List.of(Snippets.CLASSES, COMMAND_LINE)) {
            try (Stream<Path> classes = Files.list(folder)) {
                for (Path test : classes.toList()) {
                    tests.append(Files.readString(test));
                }
            }
        }
        for (String snippet : Snippets.all()) {
            if (!snippet.contains("#")) {
                assertThat(tests.toString()).contains(snippet + "\"");
            }
        }
    }

    @Test
    void everyCommandIsRunByTheBuild() throws IOException {
        String build = Files.readString(Page.ROOT.resolve(".ci/run"));
        for (Block block : Page.allBlocks()) {
            if (block.language().equals("sh")) {
                assertThat(block.text().lines()).allSatisfy(command ->
                        assertThat(build.lines()).as("%s in %s", command, block).anyMatch(line ->
                                line.replaceFirst("^timeout \\d+ ", "").equals(command)));
            }
        }
    }

    @Test
    void everyEditNamesAModelOfToday() {
        for (Block block : Page.allBlocks()) {
            assertThat(count(EDIT_WITH_MODEL, block.text())).as("edits with a model in %s", block)
                    .isEqualTo(count(EDIT, block.text()));
        }
    }

    /**
     * A consumer of files takes one that failed again at each poll, and remembers no more than 1,000 files that stay. Each
     * time may be paid for. It takes a file that is still being written, too.
     */
    @Test
    void everyPictureLeavesItsFolderWhateverBecomesOfItsEditAndNotBeforeItIsWhole() {
        assertThat(Page.allBlocks()).anyMatch(block -> FOLDER.matcher(block.text()).find());
        for (Block block : Page.allBlocks()) {
            assertThat(count(FOLDER_THAT_EMPTIES, block.text())).as("folders that empty in %s", block)
                    .isEqualTo(count(FOLDER, block.text()));
            assertThat(count(STAYING, block.text())).as("files that stay in %s", block).isZero();
        }
    }

    private static long count(Pattern pattern, String text) {
        return pattern.matcher(text).results().count();
    }

    @Test
    void everyLinkLeadsSomewhere() {
        for (Page page : Page.all()) {
            for (String link : page.links()) {
                if (link.matches("[a-z]+:.*")) {
                    continue;
                }
                int hash = link.indexOf('#');
                String target = hash < 0 ? link : link.substring(0, hash);
                Path file = target.isEmpty() ? page.file() : page.file().resolveSibling(target).normalize();
                assertThat(file).as("%s links to %s", page, link).exists();
                assertThat(file.startsWith(Page.ROOT)).as("%s links to %s", page, link).isTrue();
                if (hash >= 0) {
                    assertThat(Page.of(file).anchors()).as("%s links to %s", page, link).contains(link.substring(hash + 1));
                }
            }
        }
    }

    /** So that a measure of the threat model doesn't name a test that is gone. */
    @Test
    void everyTestThatAPageNamesExists() throws IOException {
        Set<String> tests = new TreeSet<>();
        for (String module : List.of("camel-portkey-images", "examples/camel-cli")) {
            try (Stream<Path> files = Files.walk(Page.ROOT.resolve(module).resolve("src/test/java"))) {
                files.forEach(file -> tests.add(file.getFileName().toString()));
            }
        }
        Pattern test = Pattern.compile("`([A-Z][A-Za-z]+Test)`");
        for (Page page : Page.all()) {
            page.lines().stream().flatMap(line -> test.matcher(line).results())
                    .forEach(name -> assertThat(tests).as("%s", page).contains(name.group(1) + ".java"));
        }
    }

    @Test
    void everyPageIsReachedFromTheReadme() {
        Set<Path> reached = new HashSet<>();
        reach(Page.ROOT.resolve("README.md"), reached);

        assertThat(reached).containsAll(Page.all().stream().map(Page::file).toList());
    }

    private static void reach(Path file, Set<Path> reached) {
        if (reached.add(file) && file.toString().endsWith(".md")) {
            for (String link : Page.of(file).links()) {
                String target = link.replaceFirst("#.*", "");
                if (!target.isEmpty() && !target.contains(":")) {
                    reach(file.resolveSibling(target).normalize(), reached);
                }
            }
        }
    }

    @Test
    void theIndexBeginsWithWhatPeopleHave() {
        List<String> headings = Page.of(Page.ROOT.resolve("docs/index.md")).lines().stream()
                .filter(line -> line.startsWith("## ")).map(line -> line.substring(3)).toList();

        assertThat(headings).startsWith("I have a folder of pictures", "I have a web form", "I have S3 objects",
                "I use Kamelets", "I run Spring Boot", "Something failed");
    }

    @Test
    void theReadmeIsShort() {
        assertThat(Page.of(Page.ROOT.resolve("README.md")).lines()).hasSizeLessThan(150);
    }

    @Test
    void theProjectFromNothingIsOfThisVersionOfCamel() throws IOException {
        Matcher camel = Pattern.compile("<camel.version>([^<]+)</camel.version>")
                .matcher(Files.readString(Page.ROOT.resolve("pom.xml")));
        assertThat(camel.find()).isTrue();

        assertThat(Snippets.text("camel-main-pom.xml").replaceAll("\\s+", ""))
                .contains("<artifactId>camel-bom</artifactId><version>" + camel.group(1) + "</version>");
    }

    @Test
    void theDependencyIsThisModule() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Matcher version = Pattern.compile("<version>([^<]+)</version>").matcher(pom);
        assertThat(version.find()).isTrue();

        assertThat(Snippets.text("dependency.xml")).isEqualTo("""
                <dependency>
                  <groupId>io.github.camelportkey</groupId>
                  <artifactId>camel-portkey-images</artifactId>
                  <version>%s</version>
                </dependency>""".formatted(version.group(1)));
    }
}
