// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.camelportkey.standin.ReceivedEdit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A header overrides both options, is converted by Camel, and is never silently ignored. */
class HeaderPrecedenceTest extends RouteToStandIn {

    static Stream<Arguments> fields() {
        return Stream.of(
                arguments("Prompt", "prompt=p", "blue hat", "prompt", "blue hat"),
                arguments("Prompt", "prompt=p", new StringBuilder("built"), "prompt", "built"),
                arguments("Model", "model=any", "other", "model", "other"),
                arguments("N", "n=1", "2", "n", "2"),
                arguments("N", "n=1", 3L, "n", "3"),
                arguments("N", "n=1", (short) 4, "n", "4"),
                arguments("Size", "imageSize=256x256", "512x512", "size", "512x512"),
                arguments("ResponseFormat", "responseFormat=url", "b64_json", "response_format", "b64_json"),
                arguments("User", "user=u", 42, "user", "42"),
                arguments("User", "user=u", UUID.fromString("6f1c8a52-6d5d-4c7e-9a53-5d3c5a0d6a01"), "user",
                        "6f1c8a52-6d5d-4c7e-9a53-5d3c5a0d6a01"),
                arguments("User", "user=u", Instant.EPOCH, "user", "1970-01-01T00:00:00Z"),
                arguments("Quality", "quality=low", "high", "quality", "high"),
                arguments("Background", "background=auto", "opaque", "background", "opaque"),
                arguments("InputFidelity", "inputFidelity=low", "high", "input_fidelity", "high"),
                arguments("OutputFormat", "outputFormat=png", "jpeg", "output_format", "jpeg"),
                arguments("OutputCompression", "outputCompression=1", "99", "output_compression", "99"),
                arguments("Moderation", "moderation=auto", "low", "moderation", "low"));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void theHeaderOfAFieldBeatsItsOption(String header, String option, Object value, String field, String sent) {
        String prompt = header.equals("Prompt") ? "" : "prompt=p";

        ReceivedEdit edit = arrived(bare(prompt, option), PICTURE, Map.of("CamelPortkeyImages" + header, value));

        assertThat(edit.fields(field)).containsExactly(sent);
    }

    @Test
    void aValueThatIsNoneIsNotIgnored() {
        assertThat(refused(edit("n=3"), PICTURE, Map.of("CamelPortkeyImagesN", Double.NaN))).contains("CamelPortkeyImagesN");
        assertThat(refused(edit(), PICTURE, Map.of("CamelPortkeyImagesGatewayTimeout", 0))).contains("CamelPortkeyImagesGatewayTimeout");
        assertThat(refused(edit(), PICTURE, Map.of("CamelPortkeyImagesMetadata", Map.of("k", new Object()))))
                .contains("CamelPortkeyImagesMetadata").contains("java.lang.Object").contains("'k'");
        assertThat(refused(edit(), PICTURE, Map.of("CamelPortkeyImagesAdditionalFields", Map.of("k", new Object()))))
                .contains("CamelPortkeyImagesAdditionalFields").contains("'k'");
        assertThat(refused(edit(), PICTURE, Map.of("CamelPortkeyImagesModel", "@slug/")))
                .contains("header CamelPortkeyImagesModel", "no model behind the slash");
    }

    /** HTTP consumers make a list of a header that came several times. */
    @Test
    void aTraceStateOfSeveralHeadersIsOne() {
        ReceivedEdit edit = arrived(edit(), PICTURE, Map.of("tracestate", List.of("a=b", "c=d"), "traceparent", List.of("x", "y")));

        assertThat(edit.headers().get("tracestate")).containsExactly("a=b,c=d");
        assertThat(edit.headers()).doesNotContainKey("traceparent");
    }

    static Stream<Arguments> routeHeaders() {
        return Stream.of(
                arguments("TraceId", "traceId=a", "b", "x-portkey-trace-id", "b"),
                arguments("Provider", "provider=a", "@b", "x-portkey-provider", "@b"),
                arguments("Config", "config=a", "b-2_C", "x-portkey-config", "b-2_C"),
                arguments("CacheForceRefresh", "cacheForceRefresh=false", "true", "x-portkey-cache-force-refresh", "true"),
                arguments("CacheNamespace", "cacheNamespace=a", "b", "x-portkey-cache-namespace", "b"),
                arguments("GatewayTimeout", "gatewayTimeout=1", "2000", "x-portkey-request-timeout", "2000"),
                arguments("GatewayTimeout", "gatewayTimeout=1", 30, "x-portkey-request-timeout", "30"));
    }

    @ParameterizedTest
    @MethodSource("routeHeaders")
    void theHeaderForTheGatewayBeatsItsOption(String header, String option, Object value, String name, String sent) {
        ReceivedEdit edit = arrived(edit(option), PICTURE, Map.of("CamelPortkeyImages" + header, value));

        assertThat(edit.headers().get(name)).containsExactly(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"map", "json"})
    void metadataOfTheHeaderMergesWithTheOptionAndWins(String form) {
        Object metadata = form.equals("map") ? Map.of("team", "blue", "n", 2) : "{\"team\":\"blue\",\"n\":2}";

        ReceivedEdit edit = arrived(edit("metadata.team=red", "metadata.app=hats"), PICTURE,
                Map.of("CamelPortkeyImagesMetadata", metadata));

        assertThat(edit.header("x-portkey-metadata"))
                .contains("\"team\":\"blue\"", "\"app\":\"hats\"", "\"n\":\"2\"").doesNotContain("red");
    }

    @Test
    void anEmptyHeaderTakesAnOptionBack() {
        ReceivedEdit edit = arrived(edit("user=somebody"), PICTURE, Map.of("CamelPortkeyImagesUser", ""));

        assertThat(fields(edit)).doesNotContainKey("user");
    }

    @Test
    void additionalFieldsOfTheHeaderMergeWithTheOptionAndAListRepeatsTheField() {
        ReceivedEdit edit = arrived(edit("additionalField.seed=1", "additionalField.style=plain"), PICTURE,
                Map.of("CamelPortkeyImagesAdditionalFields", Map.of("seed", 7, "tag", List.of("a", "b"),
                        "label", new String[] {"c", "d"})));

        assertThat(fields(edit)).containsEntry("seed", List.of("7")).containsEntry("style", List.of("plain"))
                .containsEntry("tag", List.of("a", "b")).containsEntry("label", List.of("c", "d"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "image[]", "mask", "prompt", "model", "n", "size", "response_format", "user", "quality",
            "background", "input_fidelity", "output_format", "output_compression", "moderation", "Prompt"})
    void additionalFieldsOfTheHeaderRefuseFieldsThatHaveTheirOwnOption(String name) {
        String why = refused(edit(), PICTURE, Map.of("CamelPortkeyImagesAdditionalFields", Map.of(name, "x")));

        assertThat(why).contains("'" + name + "'");
    }

    private static final class Order implements Comparable<Order> {
        @Override
        public int compareTo(Order other) {
            return 0;
        }
    }

    static Stream<Arguments> wrongTypes() {
        Object object = new AtomicInteger(1);
        return Stream.of(
                arguments("N", "two", "Integer"), arguments("N", "2.5", "Integer"), arguments("N", 2.5, "Integer"),
                arguments("N", 3_000_000_000L, "Integer"), arguments("N", List.of(1), "Integer"),
                arguments("N", "", "Integer"),
                arguments("OutputCompression", "much", "Integer"),
                arguments("Prompt", List.of("a"), "String"), arguments("Prompt", Map.of("a", 1), "String"),
                arguments("Prompt", new Object(), "String"), arguments("Model", object.getClass(), "String"),
                arguments("Size", List.of(1, 2), "String"), arguments("ResponseFormat", new Object(), "String"),
                arguments("User", new Object(), "String"), arguments("User", new Order(), "String"), arguments("Quality", Map.of(), "String"),
                arguments("Background", List.of(), "String"), arguments("InputFidelity", new Object(), "String"),
                arguments("OutputFormat", new Object(), "String"), arguments("Moderation", new Object(), "String"),
                arguments("TraceId", new Object(), "String"), arguments("Provider", List.of("a"), "String"),
                arguments("Config", Map.of("a", 1), "String"), arguments("CacheNamespace", new Object(), "String"),
                arguments("CacheForceRefresh", "perhaps", "Boolean"),
                arguments("GatewayTimeout", "soon", "Long"), arguments("GatewayTimeout", 1.5, "Long"),
                arguments("AdditionalFields", "seed=1", "Map"), arguments("AdditionalFields", List.of("a"), "Map"),
                arguments("Metadata", 5, "Map"), arguments("Metadata", List.of("a"), "Map"),
                arguments("Metadata", "red", "Map"), arguments("Metadata", "[1]", "Map"),
                arguments("Metadata", "null", "Map"), arguments("Metadata", "{\"a\":1} and more", "Map"));
    }

    @ParameterizedTest
    @MethodSource("wrongTypes")
    void aHeaderOfTheWrongTypeIsAnErrorThatNamesItAndNothingIsSent(String header, Object value, String expected) {
        String why = refused(edit(), PICTURE, Map.of("CamelPortkeyImages" + header, value));

        assertThat(why).contains("CamelPortkeyImages" + header).contains(value.getClass().getName()).contains(expected);
    }

    @Test
    void anAdditionalFieldOfAWrongTypeIsAnErrorThatNamesIt() {
        String why = refused(edit(), PICTURE, Map.of("CamelPortkeyImagesAdditionalFields",
                Map.of("seed", Arrays.asList(1, new Object()))));

        assertThat(why).contains("'seed'").contains("java.lang.Object");
    }
}
