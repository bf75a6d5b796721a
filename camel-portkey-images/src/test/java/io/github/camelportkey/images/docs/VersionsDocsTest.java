// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * docs/versions.md says what {@code .ci/run} runs: its tables are made of that script, of the poms and of the lock files of
 * Node, and every run finds its own class path in them. {@code -Ddocs.update=true} rewrites them.
 */
class VersionsDocsTest {

    private static final Path PAGE = Page.ROOT.resolve("docs/versions.md");
    private static final Pattern RUN = Pattern.compile("(?:JAVA_HOME=\\$jdk(\\d+) )?(?:timeout \\d+ )?mvn (.*\\bverify)");
    private static final Pattern PROPERTY = Pattern.compile("-D([a-z0-9.]+)=(\\S+)");
    private static final Pattern PROFILE = Pattern.compile("-P(\\S+)");

    private final Pom root = Pom.of("");

    @Test
    void thePageSaysWhatTheBuildRuns() throws IOException {
        Page page = Page.of(PAGE);
        Page generated = page.withGenerated("runs", runTable()).withGenerated("newer camel", newerCamel())
                .withGenerated("peers", peers());
        if (Boolean.getBoolean("docs.update")) {
            generated.write();
        } else {
            assertThat(String.join("\n", page.lines())).isEqualTo(String.join("\n", generated.lines()));
        }
    }

    /** One row of the first table: what a command of the build is run with. */
    private record Run(String what, String jdk, Map<String, String> versions) {

        private boolean has(String property, String version) {
            return version.equals(versions.get(property));
        }
    }

    private List<Run> runs() throws IOException {
        List<Run> runs = new ArrayList<>();
        for (String line : Files.readAllLines(Page.ROOT.resolve(".ci/run"))) {
            Matcher run = RUN.matcher(line.strip());
            if (run.matches() && !run.group(2).contains("-DskipTests")) {
                Map<String, String> versions = new TreeMap<>();
                for (String name : List.of("camel.version", "httpclient5.version", "httpcore5.version", "jackson.version")) {
                    versions.put(name, root.property(name));
                }
                Matcher profile = PROFILE.matcher(run.group(2));
                if (profile.find()) {
                    root.profile(profile.group(1)).properties().forEach(versions::replace);
                }
                PROPERTY.matcher(run.group(2)).results().forEach(property -> versions.replace(property.group(1), property.group(2)));
                boolean component = run.group(2).contains("-pl camel-portkey-images ");
                runs.add(new Run(component ? "the component" : "everything", run.group(1) == null
                        ? root.property("maven.compiler.release") : run.group(1), versions));
            }
        }
        return runs;
    }

    private List<String> runTable() throws IOException {
        List<String> rows = new ArrayList<>(List.of("| Tests of | Camel | JDK | HttpClient, HttpCore | Jackson |", "|---|---|---|---|---|"));
        for (Run run : runs()) {
            rows.add("| %s | %s | %s | %s, %s | %s |".formatted(run.what(), run.versions().get("camel.version"), run.jdk(),
                    run.versions().get("httpclient5.version"), run.versions().get("httpcore5.version"), run.versions().get("jackson.version")));
        }
        return rows;
    }

    private List<String> newerCamel() {
        Pom.Profile newer = root.profile("camel-4.22");
        List<String> rows = new ArrayList<>(List.of("| On Camel " + newer.properties().get("camel.version") + " | |", "|---|---|"));
        newer.otherVersions().forEach((version, artifacts) ->
                rows.add("| of Camel " + version + " | `" + String.join("`, `", artifacts) + "` |"));
        rows.add("| tests that can't run there | `" + String.join("`, `", newer.testsLeftOut()) + "` |");
        return rows;
    }

    private List<String> peers() throws IOException {
        List<String> rows = new ArrayList<>(List.of("| With | Version | Tried by the tests of |", "|---|---|---|"));
        Pom component = Pom.of("camel-portkey-images");
        row(rows, "Spring Boot", root.property("spring-boot.version"), "`examples/spring-boot`, `examples/camel-cli`, the component");
        row(rows, "Camel on Spring Boot", root.property("camel-spring-boot.version"), "`examples/spring-boot`, `examples/camel-cli`");
        row(rows, "Camel CLI (`camel-jbang-core`)", Pom.of("examples/camel-cli").property("camel.version"), "`examples/camel-cli`");
        row(rows, "Camel's Kamelet catalog", component.property("camel-kamelets.version"), "`examples/camel-cli`, the component");
        row(rows, "Portkey gateway, open source (npm `@portkey-ai/gateway`)", locked("portkey-gateway", "@portkey-ai/gateway"), "the component");
        row(rows, "Portkey's Node SDK (npm `portkey-ai`)", locked("portkey-sdk", "portkey-ai"), "the component");
        row(rows, "OpenTelemetry SDK", root.property("opentelemetry.version"), "the component");
        row(rows, "Micrometer", root.property("micrometer.version"), "the component");
        row(rows, "S3Proxy, in place of Amazon's S3", root.property("s3proxy.version"), "the component, `examples/file-to-s3`, `examples/edit-workers`");
        row(rows, "H2, as the database of recipes", component.property("h2.version"), "the component");
        row(rows, "ActiveMQ Artemis", Pom.of("examples/edit-workers").property("artemis.version"), "`examples/edit-workers`");
        row(rows, "Chromium, of the machine, by Playwright", Pom.of("examples/web-studio").property("playwright.version"), "`examples/web-studio`");
        row(rows, "openai-java, for comparison", Pom.of("examples/benchmark").property("openai-java.version"), "`examples/benchmark`");
        return rows;
    }

    private static void row(List<String> rows, String what, String version, String where) {
        rows.add("| " + what + " | " + version + " | " + where + " |");
    }

    private static String locked(String project, String dependency) throws IOException {
        JsonNode lock = new ObjectMapper().readTree(Path.of("src/test/resources", project, "package-lock.json").toFile());
        return lock.at("/packages").get("node_modules/" + dependency).get("version").asText();
    }

    /** So that a row is not a wish: whichever run this is, the page has a row for what it runs on. */
    @Test
    void thisVeryRunIsInTheTable() throws IOException {
        assertThat(runs()).hasSizeGreaterThan(2).anyMatch(run -> run.has("camel.version", onClassPath("camel-core-engine"))
                && run.has("httpclient5.version", onClassPath("httpclient5"))
                && run.has("httpcore5.version", onClassPath("httpcore5"))
                && run.has("jackson.version", onClassPath("jackson-databind")));
        assertThat(peers()).anyMatch(row -> row.startsWith("| Micrometer | " + onClassPath("micrometer-core") + " |"))
                .anyMatch(row -> row.startsWith("| OpenTelemetry SDK | " + onClassPath("opentelemetry-sdk-testing") + " |"))
                .anyMatch(row -> row.startsWith("| Spring Boot | " + onClassPath("spring-boot-autoconfigure") + " |"))
                .anyMatch(row -> row.contains("Kamelet catalog | " + onClassPath("camel-kamelets") + " |"))
                .anyMatch(row -> row.contains("S3 | " + onClassPath("s3proxy") + " |"))
                .anyMatch(row -> row.contains("recipes | " + onClassPath("h2") + " |"));
    }

    private static String onClassPath(String artifact) {
        Pattern jar = Pattern.compile(".*[/\\\\]" + artifact + "-(\\d[^/\\\\]*)\\.jar");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        for (String entry : classPath.split(File.pathSeparator)) {
            Matcher version = jar.matcher(entry);
            if (version.matches()) {
                return version.group(1);
            }
        }
        throw new IllegalStateException(artifact + " is not on the class path");
    }
}
