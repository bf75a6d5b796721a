// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.StreamCache;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.DataType;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The data type {@code portkey-images:image}. */
class ImageDataTypeTest extends RouteToStandIn {

    private static final byte[] EDITED = Pictures.png(8);
    private static final byte[] JPEG = Pictures.jpeg(4, 4);

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:edit").to(edit("validation=off")).transformDataType(new DataType("portkey-images:image"));
                from("direct:several").to(edit("validation=off", "n=3")).split(body())
                        .transformDataType(new DataType("portkey-images:image")).to("mock:each");
                from("direct:transform").transformDataType(new DataType("portkey-images:image"));
                from("direct:twice").to(edit("validation=off")).transformDataType(new DataType("portkey-images:image"))
                        .transformDataType(new DataType("portkey-images:image"));
            }
        };
    }

    private Exchange edited(String to, Map<String, Object> headers) {
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(EDITED)));
        Exchange result = send(to, PICTURE, headers);
        assertThat(result.getException()).isNull();
        return result;
    }

    @Test
    void aResponseBecomesItsBytes() throws IOException {
        Exchange result = edited("direct:edit", Map.of("CamelFileName", "otter.jpeg", "CamelFileLength", 3L));

        assertThat(result.getMessage().getBody()).isInstanceOfSatisfying(StreamCache.class,
                stream -> assertThat(stream.length()).isEqualTo(EDITED.length));
        assertThat(result.getMessage().getBody(InputStream.class).readAllBytes()).isEqualTo(EDITED);
        assertThat(result.getMessage().getHeaders()).containsEntry("Content-Type", "image/png")
                .containsEntry("CamelAwsS3ContentType", "image/png").containsEntry("CamelFileName", "otter.png")
                .containsEntry("CamelPortkeyImagesContentType", "image/png")
                .containsEntry("CamelPortkeyImagesExtension", "png")
                .containsEntry("CamelPortkeyImagesLength", (long) EDITED.length).doesNotContainKey("CamelFileLength");
    }

    @Test
    void headersOfTheOldBytesGoFromAMessageThatMakesItsHeadersWhenAskedAndInWhateverCase() throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.setIn(new DefaultMessage(exchange) {
            @Override
            protected void populateInitialHeaders(Map<String, Object> headers) {
                headers.putAll(Map.of("CONTENT-length", "1", "camelportkeyimagesEXTENSION", "old",
                        "CamelPortkeyImagesMask", "kept"));
            }
        });
        exchange.getMessage().setBody(Image.of(ImageContent.of(EDITED, "image/png")));

        new PortkeyImagesImageTransformer().process(exchange);

        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey("Content-Length")
                .containsEntry("CamelPortkeyImagesExtension", "png").containsEntry("CamelPortkeyImagesMask", "kept");
    }

    @Test
    void whatIsBytesAlreadyIsLeftAsItIs() throws IOException {
        Exchange result = edited("direct:twice", Map.of("CamelFileName", "otter.jpeg"));

        assertThat(result.getMessage().getBody(InputStream.class).readAllBytes()).isEqualTo(EDITED);
        assertThat(result.getMessage().getHeader("CamelFileName")).isEqualTo("otter.png");
    }

    @Test
    void eachOfSeveralHasANameAndATypeOfItsOwn() throws Exception {
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(EDITED, JPEG, EDITED)));
        getMockEndpoint("mock:each").expectedMessageCount(3);

        assertThat(send("direct:several", PICTURE, Map.of("CamelFileName", "in/otter.jpeg")).getException()).isNull();

        getMockEndpoint("mock:each").assertIsSatisfied();
        List<Exchange> each = getMockEndpoint("mock:each").getExchanges();
        assertThat(each).extracting(exchange -> exchange.getMessage().getHeader("CamelFileName"))
                .containsExactly("in/otter.png", "in/otter-2.jpg", "in/otter-3.png");
        assertThat(each).extracting(exchange -> exchange.getMessage().getHeader("Content-Type"))
                .containsExactly("image/png", "image/jpeg", "image/png");
        assertThat(each.get(1).getMessage().getBody(byte[].class)).isEqualTo(JPEG);
    }

    @ParameterizedTest
    @CsvSource({"CamelFileName, otter, otter.png", "CamelFileName, a/b/otter.v2.jpeg, a/b/otter.v2.png",
            "CamelFileName, a.b/otter, a.b/otter.png", "CamelFileName, .hidden, .hidden.png",
            "CamelFileName, ../../etc/otter.jpg, etc/otter.png", "CamelFileName, /abs/./otter.jpg, abs/otter.png",
            "CamelFileName, ..\\..\\otter.jpg, otter.png", "CamelAwsS3Key, in/otter.webp, in/otter.png",
            "CamelAzureStorageBlobBlobName, otter.jpg, otter.png", "CamelGoogleCloudStorageObjectName, otter.jpg, otter.png",
            "CamelMinioObjectName, otter.jpg, otter.png"})
    void theNameIsThatOfWhatCameIn(String header, String name, String expected) {
        assertThat(edited("direct:edit", Map.of(header, name)).getMessage().getHeader("CamelFileName")).isEqualTo(expected);
    }

    @Test
    void aFileNameComesBeforeAKey() {
        Map<String, Object> names = new LinkedHashMap<>(Map.of("CamelAwsS3Key", "key.jpg", "CamelFileName", "file.jpg"));

        Exchange result = edited("direct:edit", names);

        assertThat(result.getMessage().getHeaders()).containsEntry("CamelFileName", "file.png")
                .containsEntry("CamelAwsS3Key", "key.jpg");
    }

    @ParameterizedTest
    @CsvSource({"''", ".."})
    void withoutANameItIsTheExchangesId(String name) {
        Exchange result = edited("direct:edit", Map.of("CamelFileName", name));

        assertThat(result.getMessage().getHeader("CamelFileName")).isEqualTo(result.getExchangeId() + ".png");
    }

    @Test
    void whatDescribesOtherBytesIsRemoved() {
        Image image = Image.of(ImageContent.of(EDITED, null));

        Exchange result = send("direct:transform", image, Map.of("CamelAwsS3ContentLength", 1L, "Content-Length", "1"));

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getHeaders()).doesNotContainKeys("CamelAwsS3ContentLength", "Content-Length")
                .containsEntry("CamelPortkeyImagesLength", (long) EDITED.length);
    }

    @Test
    void severalAreAnErrorThatSaysWhatToDo() {
        ImagesResponse two = new ImagesResponse(0, List.of(Image.unusable("x"), Image.unusable("y")), null, null, null, null,
                null, Map.of());

        assertThat(send("direct:transform", two, Map.of()).getException()).isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("split it first");
    }

    @Test
    void anImageWithoutContentIsAnErrorThatSaysWhy() {
        assertThat(send("direct:transform", Image.unusable("broken base64"), Map.of("CamelFileName", "otter.jpeg"))
                .getException()).isExactlyInstanceOf(IOException.class).hasMessageContaining("broken base64");
    }

    @Test
    void anythingElseIsAnErrorThatSaysWhatIsExpected() {
        assertThat(send("direct:transform", "text", Map.of()).getException())
                .isExactlyInstanceOf(InvalidPayloadException.class).hasMessageContaining("ImagesResponse");
    }
}
