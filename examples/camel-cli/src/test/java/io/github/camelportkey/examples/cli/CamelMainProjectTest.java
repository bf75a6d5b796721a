// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.github.camelportkey.standin.GatewayStandIn;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The application that docs/getting-started.md makes from nothing: its files, started by the command of the page. */
class CamelMainProjectTest {

    @TempDir
    static Path repository;

    @TempDir
    Path folder;

    private NewProject project;

    @BeforeAll
    static void makeRepository() throws IOException {
        OwnRepository.create(repository);
    }

    @BeforeEach
    void makeProject() throws Exception {
        project = new NewProject(folder, repository, "getting-started.md")
                .file("pom.xml", "camel-main-pom.xml")
                .file("src/main/resources/application.properties", "application.properties")
                .picture();
    }

    private Program start(GatewayStandIn gateway) throws Exception {
        return Program.start(folder, Map.of("JAVA_HOME", System.getProperty("java.home"), "PORTKEY_API_KEY",
                "key-of-the-gateway"), project.maven("mvn -q compile exec:java",
                "-Dcamel.component.portkey-images.base-url=" + gateway.baseUrl()));
    }

    private void assertEdits(GatewayStandIn gateway, Program application) throws Exception {
        Path edited = folder.resolve("edited/otter.png");
        await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(edited) || !application.isAlive());
        assertThat(edited).as(application.output()).exists();
        assertThat(gateway.edits().get(0).header("x-portkey-api-key")).isEqualTo("key-of-the-gateway");
        assertThat(gateway.edits().get(0).field("prompt")).isEqualTo("A red beret on its head");
    }

    @Test
    void aFolderIsEditedByARouteInJava() throws Exception {
        project.file("src/main/java/com/example/EditPictures.java", "EditPictures.java");

        try (GatewayStandIn gateway = GatewayStandIn.start(); Program application = start(gateway)) {
            assertEdits(gateway, application);
        }
    }

    @Test
    void orByOneInYaml() throws Exception {
        project.file("src/main/java/com/example/EditPictures.java", "EditPicturesInYaml.java")
                .file("src/main/resources/camel/edit-folder.yaml", "edit-folder.yaml");

        try (GatewayStandIn gateway = GatewayStandIn.start(); Program application = start(gateway)) {
            assertEdits(gateway, application);
        }
    }

    @Test
    void anEditThatFailsIsLoggedAndItsPictureTakenAside() throws Exception {
        project.file("src/main/java/com/example/EditPictures.java", "EditPictures.java");

        try (GatewayStandIn gateway = GatewayStandIn.builder().requireApiKey("another").start();
             Program application = start(gateway)) {
            Path aside = folder.resolve("pictures/.error/otter.png");
            await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(aside) || !application.isAlive());

            assertThat(aside).as(application.output()).exists();
            assertThat(application.output()).contains("GatewayStatusException").contains("401");
        }
    }
}
