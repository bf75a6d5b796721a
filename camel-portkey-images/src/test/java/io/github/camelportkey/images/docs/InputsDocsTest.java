// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;

import io.github.camelportkey.images.PortkeyImagesConstants;
import io.github.camelportkey.images.client.ImagesClient;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ReadOnlySource;
import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImageEditRequest;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.images.model.InputImage;
import io.github.camelportkey.standin.ReceivedEdit;
import io.github.camelportkey.standin.StagedAnswer;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.activation.FileDataSource;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The inputs and outputs of docs/inputs-and-outputs.md and docs/component.md. */
class InputsDocsTest extends SnippetTestSupport {

    @Override
    Properties placeholders() {
        Properties folders = super.placeholders();
        folders.setProperty("logo", folder.resolve("logo.png").toString());
        return folders;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                // tag::several[]
                from("direct:on-a-bag")
                        .process(exchange -> {
                            File photo = exchange.getMessage().getBody(File.class);
                            File logo = new File(exchange.getContext().resolvePropertyPlaceholders("{{logo}}"));
                            exchange.getMessage().setHeader(PortkeyImagesConstants.IMAGE, List.of(photo, logo));
                        })
                        .to("portkey-images:edit?model=gpt-image-2&prompt=Print the logo on the bag");
                // end::several[]

                // tag::split[]
                from("direct:three")
                        .to("portkey-images:edit?model=gpt-image-2&n=3&prompt=A red beret on its head")
                        .split(body())
                            .to("file:{{outbox}}?fileName=otter-${exchangeProperty.CamelSplitIndex}.${body.extension}");
                // end::split[]

                // tag::twice[]
                from("direct:twice")
                        .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head")
                        .to("portkey-images:edit?model=gpt-image-2&prompt=Snow all around")
                        .to("file:{{outbox}}?fileName=otter.${header.CamelPortkeyImagesExtension}");
                // end::twice[]

                // tag::json[]
                from("direct:json")
                        .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head")
                        .marshal().json();
                // end::json[]

                // tag::read[]
                from("direct:read")
                        .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head")
                        .process(exchange -> {
                            ImagesResponse response = exchange.getMessage().getBody(ImagesResponse.class);
                            for (Image image : response) {
                                log.info("{} bytes of {}", image.length(), image.contentType());
                            }
                            Long tokens = exchange.getMessage().getHeader(PortkeyImagesConstants.TOTAL_TOKENS, Long.class);
                            log.info("{} tokens", tokens);
                        });
                // end::read[]

                from("direct:edit").to("portkey-images:edit?model=gpt-image-2&prompt=a red hat");
            }
        };
    }

    private static DataSource attached(byte[] png) {
        return new ReadOnlySource("attached.png", "image/png", () -> new ByteArrayInputStream(png));
    }

    private Object input(String type) throws Exception {
        byte[] png = Pictures.png(32);
        Path file = folder.resolve("otter.png");
        Files.write(file, png);
        return switch (type) {
            case "File" -> file.toFile();
            case "Path" -> file;
            case "byte[]" -> png;
            case "ByteBuffer" -> ByteBuffer.wrap(png);
            case "InputStream" -> new ByteArrayInputStream(png);
            case "StreamCache" -> new InputStreamCache(png);
            case "DataHandler of a file" -> new DataHandler(new FileDataSource(file.toFile()));
            case "DataHandler" -> new DataHandler(attached(png));
            case "DataSource" -> attached(png);
            case "Image" -> Image.of(ImageContent.of(png, "image/png"));
            case "array" -> new Object[] {png};
            default -> throw new IllegalArgumentException(type);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"File", "Path", "byte[]", "ByteBuffer", "InputStream", "StreamCache", "DataHandler of a file",
            "DataHandler", "DataSource", "Image", "array"})
    void everyInputOfTheTableIsSentWhole(String type) throws Exception {
        Object input = input(type);

        Exchange result = template.request("direct:edit", exchange -> exchange.getMessage().setBody(input));

        assertThat(result.getException()).isNull();
        ReceivedEdit edit = gateway.edits().get(0);
        assertThat(edit.files("image").get(0).bytes()).isEqualTo(Pictures.png(32));
        assertThat(edit.files("image").get(0).contentType()).isEqualTo("image/png");
        assertThat(edit.header("Content-Length")).isNotNull();
        assertThat(edit.header("Transfer-Encoding")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"otter.png", "https://example.com/otter.png"})
    void textIsRefused(String text) {
        Exchange result = template.request("direct:edit", exchange ->
                exchange.getMessage().setHeader(PortkeyImagesConstants.IMAGE, text));

        assertThat(result.getException()).isInstanceOf(IllegalArgumentException.class);
        assertThat(gateway.edits()).isEmpty();
    }

    @Test
    void severalImagesEachWithItsOwnName() throws Exception {
        picture("logo.png");
        Path photo = picture("bag.png");

        Exchange result = template.request("direct:on-a-bag", exchange -> exchange.getMessage().setBody(photo.toFile()));

        assertThat(result.getException()).isNull();
        assertThat(gateway.edits().get(0).files("image[]")).extracting("fileName").containsExactly("bag.png", "logo.png");
    }

    @Test
    void severalResultsAreSplit() {
        Exchange result = template.request("direct:three", exchange -> exchange.getMessage().setBody(Pictures.png(32)));

        assertThat(result.getException()).isNull();
        assertThat(outbox().toFile().list()).containsExactlyInAnyOrder("otter-0.png", "otter-1.png", "otter-2.png");
    }

    @Test
    void anEditFollowsAnEdit() {
        Exchange result = template.request("direct:twice", exchange -> exchange.getMessage().setBody(Pictures.png(32)));

        assertThat(result.getException()).isNull();
        assertThat(gateway.edits()).extracting(edit -> edit.field("prompt"))
                .containsExactly("A red beret on its head", "Snow all around");
        assertThat(outbox().resolve("otter.png")).isRegularFile();
    }

    @Test
    void theJsonIsTheOneOfTheApi() {
        Exchange result = template.request("direct:json", exchange -> exchange.getMessage().setBody(Pictures.png(32)));

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getBody(String.class)).contains("\"b64_json\":\"", "\"created\":");
    }

    @Test
    void theResponseIsRead() {
        Exchange result = template.request("direct:read", exchange -> exchange.getMessage().setBody(Pictures.png(32)));

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getBody(String.class)).hasSizeLessThan(200).startsWith("ImagesResponse[1 image");
        assertThat(result.getMessage().getHeader("CamelAwsS3ContentType")).isEqualTo("image/png");
    }

    @Test
    void anImageOfMoreThanTwentyMillionCharactersOfBase64ComesWholeThroughATemporaryFile() throws Exception {
        byte[] large = Pictures.noise(15_500_000);
        gateway.answerNext(StagedAnswer.status(200).body(Pictures.answer(large)));

        Path spool = folder.resolve("spool");

        Exchange result = template.request("portkey-images:edit?model=gpt-image-2&prompt=a red hat&spoolDirectory=" + spool,
                exchange -> exchange.getMessage().setBody(Pictures.png(32)));

        assertThat(result.getException()).isNull();
        assertThat(spool).isDirectoryRecursivelyContaining("glob:**/image-*");
        Image image = result.getMessage().getBody(ImagesResponse.class).data().get(0);
        assertThat(image.length()).isEqualTo(15_500_000);
        assertThat(image.bytes()).isEqualTo(large);
        image.close();
        assertThat(spool).isDirectoryNotContaining("glob:**/image-*");
    }

    @Test
    void aPromptInAHeaderOverridesTheOptionOfBothEdits() {
        Exchange result = template.request("direct:twice", exchange -> {
            exchange.getMessage().setBody(Pictures.png(32));
            exchange.getMessage().setHeader(PortkeyImagesConstants.PROMPT, "a red hat");
        });

        assertThat(result.getException()).isNull();
        assertThat(gateway.edits()).extracting(edit -> edit.field("prompt")).containsExactly("a red hat", "a red hat");
    }

    // tag::client[]
    static void edit(Path picture, Path target, GatewayRoute route) throws IOException {
        try (ImagesClient client = ImagesClient.builder().build()) {
            ImageEditRequest request = ImageEditRequest.builder()
                    .model("gpt-image-2")
                    .prompt("A red beret on its head")
                    .image(InputImage.of("otter.png", "image", ImageContent.of(picture, null), null))
                    .build();
            ImagesResponse response = client.edit(request, route).join();
            Files.write(target, response.data().get(0).bytes());
        }
    }
    // end::client[]

    @Test
    void theClientWorksWithoutARoute() throws Exception {
        Path target = folder.resolve("edited.png");

        // tag::client-route[]
        GatewayRoute route = GatewayRoute.builder()
                .apiKey(System.getenv("PORTKEY_API_KEY"))
                .provider("@your-provider")
                .build();
        // end::client-route[]
        assertThat(route.baseUrl()).hasToString("https://api.portkey.ai/v1");
        edit(picture("otter.png"), target, GatewayRoute.builder().baseUrl(gateway.baseUrl()).apiKey(route.apiKey())
                .provider(route.provider()).build());

        assertThat(target).isRegularFile();
        assertThat(gateway.edits().get(0).header("x-portkey-api-key")).isEqualTo("key-of-the-gateway");
    }
}
