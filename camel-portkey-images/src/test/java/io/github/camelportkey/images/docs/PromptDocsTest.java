// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.File;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Properties;

import io.github.camelportkey.images.PortkeyImagesConstants;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The prompts of docs/recipes.md that come from files. */
class PromptDocsTest extends SnippetTestSupport {

    private static final Duration SOON = Duration.ofSeconds(30);

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
                from("file:{{inbox}}?antInclude=*.txt&move=.done&moveFailed=.error&readLock=changed&readLockMinAge=2s")
                        .process(exchange -> {
                            File prompt = exchange.getMessage().getBody(File.class);
                            exchange.getMessage().setHeader(PortkeyImagesConstants.IMAGE,
                                    new File(prompt.getPath().replaceAll("\\.txt$", ".png")));
                            exchange.getMessage().setHeader(PortkeyImagesConstants.PROMPT,
                                    Files.readString(prompt.toPath()).strip());
                        })
                        .to("portkey-images:edit?model=gpt-image-2")
                        .to("file:{{outbox}}?fileName=${file:name.noext}.${header.CamelPortkeyImagesExtension}");
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

        await().atMost(SOON).until(() -> Files.exists(outbox().resolve("cat.png")));
        assertThat(gateway.edits()).hasSize(1);
        assertThat(gateway.edits().get(0).field("prompt")).isEqualTo("A crown, not a \"hat\" & nothing else");
        assertThat(gateway.edits().get(0).files("image").get(0).fileName()).isEqualTo("cat.png");

        Files.writeString(inbox().resolve("otter.txt"), "A beret");
        await().atMost(SOON).until(() -> Files.exists(outbox().resolve("otter.png")));
        assertThat(gateway.edits().get(1).field("prompt")).isEqualTo("A beret");
    }

    /** A done file of Camel's would be deleted, also when the edit fails. */
    @Test
    void thePromptIsKeptAndThePictureStaysForAnother() throws Exception {
        gateway.answerNext(StagedAnswer.status(500));
        picture("inbox/otter.png");
        Files.writeString(inbox().resolve("otter.txt"), "A beret");

        await().atMost(SOON).until(() -> Files.exists(inbox().resolve(".error/otter.txt")));
        assertThat(inbox().resolve("otter.png")).exists();
        Files.move(inbox().resolve(".error/otter.txt"), inbox().resolve("otter.txt"));

        await().atMost(SOON).until(() -> Files.exists(inbox().resolve(".done/otter.txt")));
        assertThat(outbox().resolve("otter.png")).exists();
        assertThat(inbox().resolve(".done/otter.txt")).hasContent("A beret");
        assertThat(inbox().resolve("otter.png")).exists();
        assertThat(gateway.edits()).hasSize(2);
    }

    @Test
    void aPromptBeforeItsPictureIsTakenAsideUnsent() throws Exception {
        Files.writeString(Files.createDirectories(inbox()).resolve("otter.txt"), "A beret");

        await().atMost(SOON).until(() -> Files.exists(inbox().resolve(".error/otter.txt")));
        assertThat(gateway.edits()).isEmpty();
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
