// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

import io.github.camelportkey.standin.GatewayStandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The application that docs/spring-boot.md makes from nothing: its three files, built and run by the commands of the page. */
class SpringBootProjectTest {

    @TempDir
    static Path repository;

    @TempDir
    Path folder;

    private void file(String name, String snippet) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.copy(DocumentedCommands.FILES.resolve(snippet), file);
    }

    private static List<String> command(String beginning) throws IOException {
        return List.of(Files.readString(Path.of("../../docs/spring-boot.md")).lines()
                .filter(line -> line.startsWith(beginning)).findFirst().orElseThrow().split(" "));
    }

    private void build() throws Exception {
        List<String> maven = new ArrayList<>(command("mvn package"));
        maven.set(0, Path.of(System.getProperty("maven"), "bin/mvn").toString());
        maven.addAll(List.of("-B", "-ntp", "-Dmaven.repo.local=" + repository));
        Path settings = Path.of(System.getProperty("user.home"), ".m2/settings.xml");
        if (Files.exists(settings)) {
            maven.addAll(List.of("-s", settings.toString()));
        }
        String output = Program.run(folder, Map.of("JAVA_HOME", System.getProperty("java.home")), maven);
        assertThat(folder.resolve("target/edits-1.0.jar")).as(output).isRegularFile();
    }

    @Test
    void aFolderIsEditedByAnApplicationOfThreeFiles() throws Exception {
        OwnRepository.create(repository, Path.of(System.getProperty("known")), Path.of(System.getProperty("repository")));
        file("pom.xml", "spring-boot-pom.xml");
        file("src/main/java/com/example/Edits.java", "Edits.java");
        file("src/main/resources/application.properties", "spring-boot-folder.properties");
        Files.createDirectory(folder.resolve("pictures"));
        Files.copy(Path.of("../file-to-s3/samples/otter.png"), folder.resolve("pictures/otter.png"));

        build();

        try (JarFile jar = new JarFile(folder.resolve("target/edits-1.0.jar").toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName).filter(name -> name.matches(".*/(httpclient5|httpcore5|jackson-databind)-\\d.*")))
                    .as("newer than those of Spring Boot").containsExactlyInAnyOrder(
                            "BOOT-INF/lib/httpclient5-" + System.getProperty("httpclient5") + ".jar",
                            "BOOT-INF/lib/httpcore5-" + System.getProperty("httpcore5") + ".jar",
                            "BOOT-INF/lib/jackson-databind-" + System.getProperty("jackson") + ".jar");
        }
        try (GatewayStandIn gateway = GatewayStandIn.start()) {
            List<String> java = new ArrayList<>(command("java -jar"));
            java.set(0, Path.of(System.getProperty("java.home"), "bin/java").toString());
            java.add("--camel.component.portkey-images.base-url=" + gateway.baseUrl());
            try (Program application = Program.start(folder, Map.of("PORTKEY_API_KEY", "key-of-the-gateway"), java)) {
                Path edited = folder.resolve("edited/otter.png");
                await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(edited) || !application.isAlive());
                assertThat(edited).as(application.output()).exists();
                assertThat(application.isAlive()).as(application.output()).isTrue();
            }
            assertThat(gateway.edits().get(0).header("x-portkey-api-key")).isEqualTo("key-of-the-gateway");
            assertThat(gateway.edits().get(0).field("prompt")).isEqualTo("A red beret on its head");
        }
    }
}
