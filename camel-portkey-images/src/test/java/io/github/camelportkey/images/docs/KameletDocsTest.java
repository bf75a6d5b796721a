// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.DataType;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The Kamelet and the data type, in routes of the pages. */
class KameletDocsTest extends SnippetTestSupport {

    private static final byte[] EDITED = Pictures.png(8);

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                // tag::data-type[]
                from("direct:picture")
                        .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head")
                        .transformDataType(new DataType("portkey-images:image"))
                        .to("file:{{outbox}}");
                // end::data-type[]
            }
        };
    }

    private void load(String name) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.resolveResource(context, "classpath:docs/" + name));
    }

    private void arrives(String name, byte[] content) {
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions()
                .until(() -> Files.exists(outbox().resolve(name)) && Files.size(outbox().resolve(name)) == content.length);
        assertThat(outbox().resolve(name)).hasBinaryContent(content);
    }

    @Test
    void theKameletEditsAFolder() throws Exception {
        gateway.answerNext(StagedAnswer.status(200).body(Pictures.answer(EDITED)));
        Files.write(Files.createDirectories(inbox()).resolve("otter.jpeg"), Pictures.jpeg(16, 16));

        load("kamelet-folder.yaml");

        arrives("otter.png", EDITED);
        assertThat(gateway.edits().get(0).field("prompt")).isEqualTo("A red beret on its head");
    }

    @Test
    void severalPicturesAreSplit() throws Exception {
        byte[] jpeg = Pictures.jpeg(4, 4);
        gateway.answerNext(StagedAnswer.status(200).body(Pictures.answer(EDITED, jpeg, EDITED)));
        picture("inbox/otter.png");

        load("kamelet-several.yaml");

        arrives("otter.png", EDITED);
        arrives("otter-2.jpg", jpeg);
        arrives("otter-3.png", EDITED);
        assertThat(gateway.edits().get(0).field("n")).isEqualTo("3");
    }

    @Test
    void theDataTypeNamesTheFile() throws IOException {
        gateway.answerNext(StagedAnswer.status(200).body(Pictures.answer(EDITED)));

        template.sendBodyAndHeader("direct:picture", Pictures.png(32), "CamelFileName", "otter.webp");

        assertThat(outbox().resolve("otter.png")).hasBinaryContent(EDITED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"data-type.yaml", "pipe-data-type.yaml"})
    void theDataTypeInYaml(String file) throws Exception {
        gateway.answerNext(StagedAnswer.status(200).body(Pictures.answer(EDITED)));
        picture("inbox/otter.png");

        load(file);

        arrives("otter.png", EDITED);
    }
}
