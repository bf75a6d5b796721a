// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The YAML routes of the pages, loaded by Camel's YAML DSL. */
class YamlDocsTest extends SnippetTestSupport {

    private void load(String name) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveResource(context, "classpath:docs/" + name));
    }

    @Test
    void editsAFolder() throws Exception {
        picture("inbox/otter.png");

        load("edit-folder.yaml");

        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(outbox().resolve("otter.png")));
        assertThat(gateway.edits().get(0).field("model")).isEqualTo("gpt-image-2");
        assertThat(gateway.edits().get(0).field("prompt")).isEqualTo("A red beret on its head");
    }

    @Override
    Properties placeholders() {
        Properties properties = super.placeholders();
        properties.setProperty("atOnce", "3");
        return properties;
    }

    @Test
    void boundsTheEditsAtOnce() throws Exception {
        gateway.latency(Duration.ofSeconds(6));
        for (int i = 0; i < 6; i++) {
            picture("inbox/" + i + ".png");
        }

        load("bounded-folder.yaml");

        await().atMost(Duration.ofSeconds(20)).until(() -> gateway.edits().size() >= 3);
        // four more polls
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(4)).until(() -> gateway.edits().size() == 3);
        gateway.latency(Duration.ZERO);
        await().atMost(Duration.ofSeconds(20)).until(() -> gateway.edits().size() == 6);
    }

    @Test
    void takesMaskAndPromptFromHeaders() throws Exception {
        load("edit-with-headers.yaml");
        Path mask = picture("mask.png");

        Exchange result = template.request("direct:edit", exchange -> {
            exchange.getMessage().setBody(Pictures.png(32));
            exchange.getMessage().setHeader("maskFile", mask.toFile());
            exchange.getMessage().setHeader("wish", "a rainbow");
        });

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getBody()).isInstanceOf(ImagesResponse.class);
        assertThat(gateway.edits().get(0).field("prompt")).isEqualTo("a rainbow");
        assertThat(gateway.edits().get(0).files("mask")).hasSize(1);
    }

    @Test
    void waitsBeforeARedeliveryThatCostsNothing() throws Exception {
        load("redelivery.yaml");
        gateway.answerNext(StagedAnswer.status(429).header("retry-after-ms", "20"));

        Exchange result = template.request("direct:edit", exchange -> exchange.getMessage().setBody(Pictures.png(32)));

        assertThat(result.getException()).isNull();
        assertThat(gateway.edits()).hasSize(2);
        assertThat(gateway.editsPaid()).isEqualTo(1);
    }

    @Test
    void doesNotPayTwiceAfterARateLimit() throws Exception {
        load("redelivery.yaml");
        gateway.answerNext(StagedAnswer.status(429).header("retry-after-ms", "20"), StagedAnswer.status(500));

        Exchange result = template.request("direct:edit", exchange -> exchange.getMessage().setBody(Pictures.png(32)));

        assertThat(result.getException()).isNotNull();
        assertThat(gateway.edits()).hasSize(2);
    }

    @Test
    void doesNotPayTwice() throws Exception {
        load("redelivery.yaml");
        gateway.answerNext(StagedAnswer.status(500));

        Exchange result = template.request("direct:edit", exchange -> exchange.getMessage().setBody(Pictures.png(32)));

        assertThat(result.getException()).isNotNull();
        assertThat(gateway.edits()).hasSize(1);
    }
}
