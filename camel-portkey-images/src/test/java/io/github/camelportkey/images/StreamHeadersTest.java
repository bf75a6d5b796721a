// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.github.camelportkey.standin.ReceivedEdit;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A header that holds a stream, as {@code setHeader(…, simple("${body}"))} makes one of a cached body, says the same whenever it
 * is read.
 */
class StreamHeadersTest extends RouteToStandIn {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:again").errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(1)).to(edit());
                from("direct:parallel").multicast().parallelProcessing().to(edit("quality=low"), edit("quality=high"));
                from("direct:both").multicast().to(edit("quality=low"), edit("quality=high"));
            }
        };
    }

    private static Object stream(String kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (kind) {
            case "cache" -> new InputStreamCache(bytes);
            case "reader cache" -> new ReaderCache(text);
            case "reader" -> new StringReader(text);
            default -> new ByteArrayInputStream(bytes);
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache", "reader cache", "reader", "stream"})
    void aModelMustNotChooseTheProviderWhileAKeyIsSet(String kind) {
        assertThat(refused(edit("providerApiKey=sk"), PICTURE, Map.of("CamelPortkeyImagesModel", stream(kind, "@evil/m"))))
                .contains("must not choose the provider");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache", "reader cache", "reader", "stream"})
    void isReadAsItsText(String kind) {
        ReceivedEdit edit = arrived(edit("config=ours", "n=1"), PICTURE, Map.of("CamelPortkeyImagesPrompt", stream(kind, "blue"),
                "CamelPortkeyImagesConfig", stream(kind, "pc-1"), "CamelPortkeyImagesTraceId", stream(kind, "trace-1"),
                "CamelPortkeyImagesMetadata", stream(kind, "{\"team\":\"red\"}"), "CamelPortkeyImagesN", stream(kind, "2")));

        assertThat(edit.field("prompt")).isEqualTo("blue");
        assertThat(edit.field("n")).isEqualTo("2");
        assertThat(edit.header("x-portkey-config")).isEqualTo("pc-1");
        assertThat(edit.header("x-portkey-trace-id")).isEqualTo("trace-1");
        assertThat(edit.header("x-portkey-metadata")).contains("\"team\":\"red\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache", "reader cache", "reader", "stream"})
    void aRedeliverySendsTheSamePromptAndModel(String kind) {
        GATEWAY.answerNext(StagedAnswer.status(429).body("{}"), StagedAnswer.status(429).body("{}"));

        Exchange result = send("direct:again", "a text about something else", Map.of("CamelPortkeyImagesImage", PICTURE,
                "CamelPortkeyImagesPrompt", stream(kind, "make it blue"), "CamelPortkeyImagesModel", stream(kind, "m-1")));

        assertThat(result.getException()).isNull();
        assertThat(GATEWAY.edits()).hasSize(3).allSatisfy(edit -> {
            assertThat(edit.field("prompt")).isEqualTo("make it blue");
            assertThat(edit.field("model")).isEqualTo("m-1");
        });
    }

    @ParameterizedTest
    @CsvSource({"direct:both, cache", "direct:both, reader cache", "direct:both, reader", "direct:both, stream",
            "direct:parallel, cache", "direct:parallel, reader cache", "direct:parallel, reader", "direct:parallel, stream"})
    void bothBranchesOfAMulticastReadIt(String route, String kind) {
        send(route, PICTURE, Map.of("CamelPortkeyImagesPrompt", stream(kind, "make it blue")));

        assertThat(GATEWAY.edits()).hasSize(2).allSatisfy(edit -> assertThat(edit.field("prompt")).isEqualTo("make it blue"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reader", "stream"})
    void anotherMessageWithAStreamThatWasReadIsRefused(String kind) {
        Map<String, Object> headers = Map.of("CamelPortkeyImagesModel", stream(kind, "m-1"));
        arrived(edit(), PICTURE, headers);
        GATEWAY.clear();

        assertThat(refused(edit(), PICTURE, headers)).contains("CamelPortkeyImagesModel");
    }

    @Test
    void noAddressIsFetchedForAText() throws Exception {
        assertThat(refused(edit(), PICTURE, Map.of("CamelPortkeyImagesPrompt", new URL("file:/etc/hostname"))))
                .contains("CamelPortkeyImagesPrompt").contains("URL");
    }
}
