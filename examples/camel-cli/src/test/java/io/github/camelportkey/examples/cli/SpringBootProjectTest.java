// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

import io.github.camelportkey.standin.GatewayStandIn;
import org.junit.jupiter.api.BeforeAll;
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

    @BeforeAll
    static void makeRepository() throws IOException {
        OwnRepository.create(repository);
    }

    private Program start(NewProject project, GatewayStandIn gateway) throws IOException {
        return Program.start(folder, Map.of("PORTKEY_API_KEY", "key-of-the-gateway"),
                project.command("java -jar", Path.of(System.getProperty("java.home"), "bin/java"),
                        "--camel.component.portkey-images.base-url=" + gateway.baseUrl()));
    }

    private void assertEdits(GatewayStandIn gateway, Program application) throws Exception {
        Path edited = folder.resolve("edited/otter.png");
        await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(edited) || !application.isAlive());
        assertThat(edited).as(application.output()).exists();
        assertThat(application.isAlive()).as(application.output()).isTrue();
        assertThat(gateway.edits().get(0).header("x-portkey-api-key")).isEqualTo("key-of-the-gateway");
        assertThat(gateway.edits().get(0).field("prompt")).isEqualTo("A red beret on its head");
    }

    @Test
    void aFolderIsEditedByAnApplicationOfThreeFiles() throws Exception {
        NewProject project = new NewProject(folder, repository, "spring-boot.md")
                .file("pom.xml", "spring-boot-pom.xml")
                .file("src/main/java/com/example/Edits.java", "Edits.java")
                .file("src/main/resources/application.properties", "spring-boot-folder.properties")
                .picture();

        String output = Program.run(folder, Map.of("JAVA_HOME", System.getProperty("java.home")),
                project.maven("mvn package"));

        assertThat(folder.resolve("target/edits-1.0.jar")).as(output).isRegularFile();
        try (JarFile jar = new JarFile(folder.resolve("target/edits-1.0.jar").toFile())) {
            assertThat(jar.stream().map(ZipEntry::getName).filter(name -> name.matches(".*/(httpclient5|httpcore5|jackson-databind)-\\d.*")))
                    .as("newer than those of Spring Boot").containsExactlyInAnyOrder(
                            "BOOT-INF/lib/httpclient5-" + System.getProperty("httpclient5") + ".jar",
                            "BOOT-INF/lib/httpcore5-" + System.getProperty("httpcore5") + ".jar",
                            "BOOT-INF/lib/jackson-databind-" + System.getProperty("jackson") + ".jar");
        }
        try (GatewayStandIn gateway = GatewayStandIn.start(); Program application = start(project, gateway)) {
            assertEdits(gateway, application);
        }
    }

    @Test
    void orByTheKameletInARouteInYaml() throws Exception {
        NewProject project = new NewProject(folder, repository, "spring-boot.md")
                .file("pom.xml", "spring-boot-pom.xml")
                .file("src/main/java/com/example/Edits.java", "EditsInYaml.java")
                .file("src/main/resources/camel/kamelet-folder.yaml", "kamelet-folder.yaml")
                .file("src/main/resources/application.properties", "spring-boot-folder.properties")
                .dependencies("spring-boot-yaml.xml")
                .picture();

        String output = Program.run(folder, Map.of("JAVA_HOME", System.getProperty("java.home")),
                project.maven("mvn package"));

        assertThat(folder.resolve("target/edits-1.0.jar")).as(output).isRegularFile();
        try (GatewayStandIn gateway = GatewayStandIn.start(); Program application = start(project, gateway)) {
            assertEdits(gateway, application);
        }
    }
}
