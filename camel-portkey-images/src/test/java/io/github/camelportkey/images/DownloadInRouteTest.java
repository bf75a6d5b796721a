// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

import javax.imageio.ImageIO;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** {@code downloadImages}, and edits of edits. */
class DownloadInRouteTest extends RouteOverStandIn {

    private static String dallE2(String... options) {
        return edit(options).replace("model=gpt-image-2", "model=dall-e-2&imageSize=256x256");
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:urls").to(dallE2());
                from("direct:download").to(dallE2("downloadImages=true", "downloadHosts=127.0.0.1"));
                from("direct:anyPublic").to(dallE2("downloadImages=true"));
                from("direct:others").to(dallE2("downloadImages=true", "downloadHosts=*.example.com"));
                from("direct:twice").to(edit("outputFormat=jpeg")).setHeader("between", body())
                        .setHeader("CamelPortkeyImagesPrompt", constant("a blue moon")).to(edit());
            }
        };
    }

    private Image edited(String route) {
        Exchange result = send(route, Pictures.png(64));
        assertThat(result.getException()).isNull();
        return result.getMessage().getBody(ImagesResponse.class).data().get(0);
    }

    @Test
    void withoutTheOptionAUrlStaysAUrl() {
        Image image = edited("direct:urls");

        assertThat(image.hasContent()).isFalse();
        assertThat(image.url()).startsWith("http://127.0.0.1:");
        assertThat(image.problem()).isNull();
    }

    @Test
    void downloadImagesFetchesAUrlAtOnceFromTheHostsNamed() throws Exception {
        Image image = edited("direct:download");

        assertThat(image.hasContent()).isTrue();
        assertThat(image.contentType()).isEqualTo("image/png");
        assertThat(image.problem()).isNull();
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(image.bytes()));
        assertThat(picture.getWidth()).isEqualTo(256);
    }

    @Test
    void theHeadersOfASingleImageDescribeTheDownload() {
        Exchange result = send("direct:download", Pictures.png(64));

        assertThat(result.getMessage().getHeaders()).containsEntry("Content-Type", "image/png")
                .containsEntry("CamelPortkeyImagesExtension", "png");
        assertThat(result.getMessage().getBody(byte[].class)).hasSize(
                result.getMessage().getHeader("CamelPortkeyImagesLength", Integer.class));
    }

    @Test
    void withoutDownloadHostsAPrivateAddressIsNotFetchedAndTheEditSucceeds() {
        assertThat(edited("direct:anyPublic")).satisfies(image -> {
            assertThat(image.hasContent()).isFalse();
            assertThat(image.url()).startsWith("http://127.0.0.1:");
            assertThat(image.problem()).contains("downloadHosts");
        });
    }

    @Test
    void whenDownloadHostsNamesOthersTheUrlStaysAndTheProblemSaysWhy() {
        assertThat(edited("direct:others")).satisfies(image -> {
            assertThat(image.hasContent()).isFalse();
            assertThat(image.problem()).contains("downloadHosts does not name 127.0.0.1");
        });
    }

    @Test
    void aComponentThatStopsEndsAnEditThatIsDownloading() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (ScriptedServer silent = ScriptedServer.running(connection -> {
            connection.readHead();
            asked.countDown();
            connection.readHead();
        })) {
            GATEWAY.answerNext(StagedAnswer.status(200).body(
                    "{\"data\":[{\"url\":\"http://127.0.0.1:" + silent.port() + "/image.png\"}]}"));
            CompletableFuture<Exchange> edit = template.asyncSend("direct:download",
                    exchange -> exchange.getMessage().setBody(Pictures.png(64)));
            assertThat(asked.await(10, SECONDS)).isTrue();

            context.getComponent("portkey-images").stop();

            assertThat(edit).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void anEditFollowsAnEditInOneRoute() {
        Exchange result = send("direct:twice", Pictures.png(64));

        assertThat(result.getException()).isNull();
        Image between = result.getMessage().getHeader("between", ImagesResponse.class).data().get(0);
        await().until(() -> GATEWAY.edits().size() == 2);
        assertThat(GATEWAY.edits().get(1).field("prompt")).isEqualTo("a blue moon");
        assertThat(GATEWAY.edits().get(1).files("image")).singleElement().satisfies(part -> {
            assertThat(part.bytes()).isEqualTo(between.bytes());
            assertThat(part.contentType()).isEqualTo("image/jpeg");
            assertThat(part.fileName()).isEqualTo("image.jpg");
        });
        assertThat(result.getMessage().getHeader("Content-Type")).isEqualTo("image/png");
    }
}
