// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

import io.github.camelportkey.images.PortkeyImagesConstants;
import io.github.camelportkey.images.kit.Pictures;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The prompts of docs/recipes.md that come from files. */
class PromptDocsTest extends SnippetTestSupport {

    @Override
    Properties placeholders() {
        Properties properties = super.placeholders();
        properties.setProperty("prompts", folder.resolve("prompts").toString());
        return properties;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() throws Exception {
        Files.createDirectories(folder.resolve("prompts"));
        Files.writeString(folder.resolve("prompts/hat.txt"), "A red hat & a scarf for ${file:name.noext}, 50% off");
        return new RouteBuilder() {
            @Override
            public void configure() {
                // tag::prompt-beside[]
                from("file:{{inbox}}?antInclude=*.png&doneFileName=${file:name.noext}.txt&noop=true&moveFailed=.error")
                        .process(exchange -> {
                            Path picture = exchange.getMessage().getBody(File.class).toPath();
                            String name = picture.getFileName().toString().replace(".png", ".txt");
                            exchange.getMessage().setHeader(PortkeyImagesConstants.PROMPT,
                                    Files.readString(picture.resolveSibling(name)).strip());
                        })
                        .to("portkey-images:edit?model=gpt-image-2")
                        .to("file:{{outbox}}");
                // end::prompt-beside[]

                // tag::prompt-template[]
                from("direct:template")
                        .setHeader(PortkeyImagesConstants.PROMPT, simple("resource:file:{{prompts}}/hat.txt"))
                        .to("portkey-images:edit?model=gpt-image-2");
                // end::prompt-template[]
            }
        };
    }

    @Test
    void thePromptBesideAPictureIsTakenHoweverLateItComes() throws Exception {
        Files.createDirectories(inbox());
        picture("inbox/otter.png");
        picture("inbox/cat.png");
        Files.writeString(inbox().resolve("cat.txt"), "A crown, not a \"hat\" & nothing else\n");

        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(outbox().resolve("cat.png")));
        assertThat(gateway.edits()).hasSize(1);
        assertThat(gateway.edits().get(0).field("prompt")).isEqualTo("A crown, not a \"hat\" & nothing else");

        Files.writeString(inbox().resolve("otter.txt"), "A beret");
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(outbox().resolve("otter.png")));
        assertThat(gateway.edits().get(1).field("prompt")).isEqualTo("A beret");
    }

    @Test
    void aPromptInAFileMayNameThePicture() {
        Exchange result = template.request("direct:template", exchange -> {
            exchange.getMessage().setBody(Pictures.png(32));
            exchange.getMessage().setHeader(Exchange.FILE_NAME, "otter.png");
        });

        assertThat(result.getException()).isNull();
        assertThat(gateway.edits().get(0).field("prompt")).isEqualTo("A red hat & a scarf for otter, 50% off");
    }
}
