// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.GatewayStandIn;
import io.github.camelportkey.standin.ReceivedEdit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The application of docs/getting-started.md, started as its user starts it. */
class GettingStartedDocsTest {

    // tag::route[]
    public static class EditFolder extends RouteBuilder {
        @Override
        public void configure() {
            from("file:{{inbox}}?noop=true")
                    .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head")
                    .to("file:{{outbox}}?fileName=${file:name.noext}.${header.CamelPortkeyImagesExtension}");
        }
    }
    // end::route[]

    private static void start(String... args) throws Exception {
        // tag::main[]
        Main main = new Main();
        main.configure().addRoutesBuilder(new EditFolder());
        main.run(args);
        // end::main[]
    }

    @TempDir
    Path folder;

    @Test
    void theApplicationEditsAFolderWithTheKeyOfTheEnvironment() throws Exception {
        try (GatewayStandIn gateway = GatewayStandIn.builder().requireApiKey("key-of-the-gateway").start()) {
            Path inbox = Files.createDirectories(folder.resolve("inbox"));
            Files.write(inbox.resolve("otter.png"), Pictures.png(32));
            withSystemProperties(Map.of("inbox", inbox.toString(), "outbox", folder.resolve("outbox").toString(),
                    "camel.component.portkey-images.baseUrl", gateway.baseUrl().toString()),
                    () -> start("-pl", "classpath:docs/application.properties", "-dm", "1", "-d", "60"));

            assertThat(folder.resolve("outbox/otter.png")).isRegularFile();
            ReceivedEdit edit = gateway.edits().get(0);
            assertThat(edit.header("x-portkey-provider")).isEqualTo("@your-provider");
            assertThat(edit.field("prompt")).isEqualTo("A red beret on its head");
            assertThat(edit.files("image").get(0).fileName()).isEqualTo("otter.png");
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void withSystemProperties(Map<String, String> properties, Action action) throws Exception {
        properties.forEach(System::setProperty);
        try {
            action.run();
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }
}
