// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.cli;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

import io.github.camelportkey.standin.GatewayStandIn;
import io.github.camelportkey.standin.ReceivedEdit;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands of the pages about the command line and about Kamelets, each in a process and an empty folder of its own. */
class CommandLineTest {

    private static final GatewayStandIn GATEWAY = GatewayStandIn.start();
    private static final String COMPONENT = System.getProperty("component");
    private static final Path OTTER = Path.of("../file-to-s3/samples/otter.png");

    @TempDir
    static Path repository;

    @TempDir
    Path folder;

    @BeforeAll
    static void makeARepository() throws IOException {
        OwnRepository.create(repository);
    }

    @AfterAll
    static void stopGateway() {
        GATEWAY.close();
    }

    @BeforeEach
    void fillTheFolder() throws IOException {
        GATEWAY.clear();
        for (String file : List.of("edit-folder.yaml", "kamelet-folder.yaml", "application.properties")) {
            Files.copy(DocumentedCommands.FILES.resolve(file), folder.resolve(file));
        }
        Files.createDirectory(folder.resolve("pictures"));
        Files.copy(OTTER, folder.resolve("pictures/otter.png"));
    }

    @Test
    void everyCommandOfThePageIsTried() throws IOException {
        assertThat(DocumentedCommands.all()).extracting(command -> command.replaceFirst("( --| application).*", ""))
                .containsExactly("camel run edit-folder.yaml", "camel run kamelet-folder.yaml",
                        "camel run kamelet-folder.yaml portkey-images-edit-action.kamelet.yaml",
                        "camel export edit-folder.yaml kamelet-folder.yaml",
                        "camel run pipe-to-s3.yaml pipe-to-s3.properties");
        assertThat(DocumentedCommands.all()).allMatch(command -> command.contains(" --dep=mvn:" + COMPONENT));
    }

    @Test
    void aRouteRuns() throws Exception {
        assertThat(edited("camel run edit-folder.yaml").field("prompt")).isEqualTo("A red beret on its head");
    }

    @Test
    void aRouteRunsWithTheKameletInTheJar() throws Exception {
        assertThat(edited("camel run kamelet-folder.yaml application.properties").field("prompt"))
                .isEqualTo("A red beret on its head");
    }

    @Test
    void aRouteRunsWithAKameletInTheFolder() throws Exception {
        String kamelet = Files.readString(DocumentedCommands.KAMELET);
        assertThat(kamelet).contains("\"{{?prompt}}\"");
        Files.writeString(folder.resolve(DocumentedCommands.KAMELET.getFileName()),
                kamelet.replace("\"{{?prompt}}\"", "\"{{?prompt}}, in snow\""));

        assertThat(edited("camel run kamelet-folder.yaml portkey-images-edit-action.kamelet.yaml").field("prompt"))
                .isEqualTo("A red beret on its head, in snow");
    }

    private ReceivedEdit edited(String command) throws Exception {
        String output = camel(DocumentedCommands.of(command), "--max-messages=1", "--max-seconds=120",
                "--prop=camel.component.portkey-images.base-url=" + GATEWAY.baseUrl());

        assertThat(folder.resolve("edited/otter.png")).as(output).isNotEmptyFile();
        assertThat(Files.readAllBytes(folder.resolve("edited/otter.png"))).startsWith(0x89, 'P', 'N', 'G')
                .isNotEqualTo(Files.readAllBytes(OTTER));
        assertThat(folder.resolve("pictures/otter.png")).as(output).doesNotExist();
        assertThat(folder.resolve("pictures/.done/otter.png")).hasSameBinaryContentAs(OTTER);
        assertThat(GATEWAY.edits()).hasSize(1);
        assertThat(GATEWAY.edits().get(0).header("x-portkey-api-key")).isEqualTo("key-of-the-gateway");
        assertThat(output).doesNotContain("key-of-the-gateway");
        return GATEWAY.edits().get(0);
    }

    @Test
    void aPipeOfKameletsRunsIntoABucket(@TempDir Path s3Folder) throws Exception {
        for (String file : List.of("pipe-to-s3.yaml", "pipe-to-s3.properties")) {
            Files.copy(DocumentedCommands.FILES.resolve(file), folder.resolve(file));
        }
        Files.createDirectory(s3Folder.resolve("edited"));
        S3Proxy s3 = S3Proxy.builder().blobStore(new FilesystemNio2BlobStore(s3Folder.toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "key-of-the-bucket", "secret-of-the-bucket").build();
        s3.start();
        try {
            String output = camel(DocumentedCommands.of("camel run pipe-to-s3.yaml"), "--max-messages=1", "--max-seconds=120",
                    "--prop=camel.component.portkey-images.base-url=" + GATEWAY.baseUrl(),
                    "--prop=camel.kamelet.aws-s3-sink.uriEndpointOverride=http://127.0.0.1:" + s3.getPort(),
                    "--prop=camel.kamelet.aws-s3-sink.overrideEndpoint=true",
                    "--prop=camel.kamelet.aws-s3-sink.forcePathStyle=true");

            assertThat(s3Folder.resolve("edited/otter.png")).as(output).isNotEmptyFile();
            assertThat(Files.readAllBytes(s3Folder.resolve("edited/otter.png"))).startsWith(0x89, 'P', 'N', 'G');
            assertThat(GATEWAY.edits()).hasSize(1);
            assertThat(GATEWAY.edits().get(0).field("prompt")).isEqualTo("A red beret on its head");
            assertThat(output).doesNotContain("secret-of-the-bucket");
        } finally {
            s3.stop();
        }
    }

    @Test
    void routesAreExportedAsAProject() throws Exception {
        assertThat(DocumentedCommands.of("camel export edit-folder.yaml")).contains("--kamelets-version=" + System.getProperty("kamelets"));

        String output = camel(DocumentedCommands.of("camel export edit-folder.yaml"));

        Path project = folder.resolve("edits");
        assertThat(project.resolve("pom.xml")).as(output).content().containsSubsequence("<groupId>io.github.camelportkey</groupId>",
                "<artifactId>camel-portkey-images</artifactId>", "<version>" + COMPONENT.replaceFirst(".*:", "") + "</version>");
        assertThat(project.resolve("src/main/resources/camel/edit-folder.yaml")).content().contains("portkey-images:edit");
        assertThat(project.resolve("src/main/resources/camel/kamelet-folder.yaml")).content().contains("portkey-images-edit-action");
        assertThat(project.resolve("src/main/resources/application.properties")).content().contains("{{env:PORTKEY_API_KEY}}");
        assertThat(GATEWAY.edits()).isEmpty();
    }

    /** A tool looks up the component's properties, its class, and beside the class its description. */
    @Test
    void aCatalogFindsTheComponentInTheJar() throws IOException {
        Path jar = Path.of(System.getProperty("repository")).resolve(COMPONENT.split(":")[0].replace('.', '/'))
                .resolve("camel-portkey-images").resolve(COMPONENT.replaceFirst(".*:", ""))
                .resolve("camel-portkey-images-" + COMPONENT.replaceFirst(".*:", "") + ".jar");
        CamelCatalog catalog = new DefaultCamelCatalog();
        try (FileSystem files = FileSystems.newFileSystem(jar)) {
            Properties component = new Properties();
            component.load(Files.newBufferedReader(files.getPath("META-INF/services/org/apache/camel/component.properties")));
            String name = component.getProperty("components");
            Properties service = new Properties();
            service.load(Files.newBufferedReader(files.getPath("META-INF/services/org/apache/camel/component/" + name)));
            String type = service.getProperty("class");
            Path json = files.getPath("META-INF", type.replaceFirst("\\.[^.]*$", "").replace('.', '/'), name + ".json");
            catalog.addComponent(name, type, Files.readString(json));
        }

        assertThat(catalog.componentModel("portkey-images").getArtifactId()).isEqualTo("camel-portkey-images");
        assertThat(catalog.validateEndpointProperties("portkey-images:edit?model=gpt-image-2&imageSize=auto").isSuccess()).isTrue();
        assertThat(catalog.validateEndpointProperties("portkey-images:edit?modle=gpt-image-2").getUnknown())
                .containsExactly("modle");
    }

    /** Runs a command to its end and returns what it printed. The process has nothing of this build on its classpath. */
    private String camel(String command, String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Duser.home=" + Files.createDirectory(folder.resolve("home")), "-Dmaven.repo.local=" + repository,
                "-cp", classpath(), CamelCommand.class.getName()));
        line.addAll(Arrays.asList(command.replaceFirst("^camel ", "").split(" ")));
        Path settings = Path.of(System.getProperty("user.home"), ".m2/settings.xml");
        if (Files.exists(settings)) {
            line.add("--maven-settings=" + settings);
        }
        line.addAll(List.of(more));
        return Program.run(folder, Map.of("PORTKEY_API_KEY", "key-of-the-gateway", "AWS_ACCESS_KEY_ID", "key-of-the-bucket",
                "AWS_SECRET_ACCESS_KEY", "secret-of-the-bucket"), line);
    }

    private static String classpath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.replace(File.separatorChar, '/')
                        .matches(".*/(camel-portkey-images|gateway-stand-in)(-[^/]*\\.jar|/target/classes)|.*/(gaul|jetty|awssdk)/.*"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
