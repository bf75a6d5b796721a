// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a route can do with the body that an edit leaves. */
class ImagesResponseInRouteTest extends RouteOverStandIn {

    private static final String ANSWER = """
            {"created":1764000000,"size":"1024x1024","quality":"high","background":"opaque","output_format":"png",
            "new_field":{"a":[1,2.5]},
            "usage":{"input_tokens":7,"output_tokens":11,"total_tokens":18,
             "input_tokens_details":{"text_tokens":3,"image_tokens":4}},
            "data":[{"url":"https://example.com/1.png","revised_prompt":"a hat, red","seed":42},{"b64_json":"AAEC"}]}""";

    private final List<Object> parts = new CopyOnWriteArrayList<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:edit").to(edit());
                from("direct:nodes").streamCache("true").to(edit()).to("log:a?level=DEBUG").setHeader("x", simple("${body}"))
                        .convertBodyTo(ImagesResponse.class).multicast().to("log:b?level=DEBUG", "log:c?level=DEBUG").end()
                        .to("direct:next");
                from("direct:next").streamCache("true").log("${body}");
                from("direct:split").to(edit()).split(body()).process(e -> parts.add(e.getMessage().getBody())).end();
                from("direct:json").to(edit()).marshal().json();
                from("direct:again").to(edit()).marshal().json().unmarshal().json(ImagesResponse.class);
            }
        };
    }

    @Test
    void theBodyIsAlwaysAnImagesResponseAlsoAfterSeveralNodesWithStreamCaching() {
        Exchange result = send("direct:nodes", Pictures.png(16));

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getBody()).isInstanceOf(ImagesResponse.class);
        assertThat(result.getMessage().getHeader("x", String.class)).startsWith("ImagesResponse[1 image: ").hasSizeLessThan(200);
    }

    @Test
    void splittingTheBodyGivesItsImagesInOrder() {
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(Pictures.noise(40), Pictures.noise(50), Pictures.noise(60))));

        Exchange result = send("direct:split", Pictures.png(16));

        assertThat(result.getException()).isNull();
        assertThat(parts).hasSize(3).allMatch(Image.class::isInstance);
        assertThat(parts.stream().map(part -> ((Image) part).length())).containsExactly(40L, 50L, 60L);
    }

    @Test
    void asTextItIsASummaryUnder200CharactersWithoutBase64() {
        List<byte[]> ten = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ten.add(Pictures.noise(3000));
        }
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(ten.toArray(byte[][]::new))));

        Exchange result = send("direct:edit", Pictures.png(16));

        ImagesResponse response = result.getMessage().getBody(ImagesResponse.class);
        assertThat(result.getMessage().getBody(String.class)).isEqualTo(response.toString()).hasSizeLessThan(200)
                .startsWith("ImagesResponse[10 images: ").doesNotContain(response.data().get(0).b64Json().substring(0, 8));
        Image image = response.data().get(0);
        assertThat(context.getTypeConverter().convertTo(String.class, result, image)).isEqualTo("3000 bytes of image/png");
    }

    @ParameterizedTest
    @CsvSource({
            "${body.created}, 1764000000",
            "${body.size}, 1024x1024",
            "${body.quality}, high",
            "${body.background}, opaque",
            "${body.outputFormat}, png",
            "${body.usage.inputTokens}, 7",
            "${body.usage.outputTokens}, 11",
            "${body.usage.totalTokens}, 18",
            "${body.usage.inputTokensDetails.textTokens}, 3",
            "${body.usage.inputTokensDetails.imageTokens}, 4",
            "${body.data.size}, 2",
            "${body.data.size()}, 2",
            "${body.data[0].url}, https://example.com/1.png",
            "${body.data()[0].url()}, https://example.com/1.png",
            "${body.data[0].revisedPrompt}, 'a hat, red'",
            "${body.data[0].hasContent}, false",
            "${body.data[0].additionalProperties[seed]}, 42",
            "${body.additionalProperties[new_field][a][0]}, 1",
            "${body.data[last].b64Json}, AAEC",
            "${body.data[1].length}, 3",
            "${body.data[1].contentType}, application/octet-stream",
            "${body.data[1].extension}, bin",
            "${body.data[1].hasContent}, true",
            "${bodyAs(String)}, 'ImagesResponse[2 images: a url, 3 bytes of application/octet-stream; 18 tokens]'"})
    void simpleReadsTheRecords(String expression, String value) {
        GATEWAY.answerNext(StagedAnswer.status(200).body(ANSWER));

        Exchange result = send("direct:edit", Pictures.png(16));

        assertThat(context.resolveLanguage("simple").createExpression(expression).evaluate(result, String.class))
                .isEqualTo(value);
    }

    @Test
    void simpleReadsAProblem() {
        GATEWAY.answerNext(StagedAnswer.status(200).body("{\"data\":[{\"b64_json\":\"AAEC\"},{}]}"));

        Exchange result = send("direct:edit", Pictures.png(16));

        assertThat(context.resolveLanguage("simple").createExpression("${body.data[1].problem}").evaluate(result, String.class))
                .contains("neither b64_json nor url");
    }

    @Test
    void marshalJsonGivesTheApisJsonWithUnknownFieldsAndNothingThatWasAbsent() throws Exception {
        GATEWAY.answerNext(StagedAnswer.status(200).body(ANSWER));

        Exchange result = send("direct:json", Pictures.png(16));

        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(result.getMessage().getBody(byte[].class))).isEqualTo(json.readTree(ANSWER));
    }

    @Test
    void unmarshalJsonGivesTheResponseBack() throws Exception {
        GATEWAY.answerNext(StagedAnswer.status(200).body(ANSWER));

        Exchange result = send("direct:again", Pictures.png(16));

        ImagesResponse response = result.getMessage().getBody(ImagesResponse.class);
        assertThat(response.usage().totalTokens()).isEqualTo(18);
        assertThat(response.additionalProperties()).containsKey("new_field");
        assertThat(response.data().get(0).additionalProperties()).containsEntry("seed", 42);
        assertThat(response.data().get(1).bytes()).containsExactly(0, 1, 2);
    }
}
