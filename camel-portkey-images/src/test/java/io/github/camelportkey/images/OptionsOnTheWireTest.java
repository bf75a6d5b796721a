// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.camelportkey.standin.ReceivedEdit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What options become on the wire, and that what is unset is not there. */
class OptionsOnTheWireTest extends RouteToStandIn {

    private PortkeyImagesConfiguration component() {
        return context.getComponent("portkey-images", PortkeyImagesComponent.class).getConfiguration();
    }

    @Test
    void whatIsUnsetIsNotSent() {
        ReceivedEdit edit = arrived(bare("prompt=p"));

        assertThat(edit.parts()).extracting("name").containsExactly("prompt", "image");
        assertThat(gatewayHeaders(edit)).containsExactly("x-portkey-trace-id");
        Set<String> names = new TreeSet<>();
        edit.headers().keySet().forEach(name -> names.add(name.toLowerCase()));
        assertThat(names).containsExactlyInAnyOrder("x-portkey-trace-id", "host", "content-type", "content-length",
                "accept", "accept-encoding", "user-agent", "connection");
        assertThat(edit.rawQuery()).isEmpty();
    }

    @Test
    void theTraceIdIsTheExchangeIdUnlessSet() {
        Exchange result = send(edit(), PICTURE, Map.of());
        assertThat(only(result).header("x-portkey-trace-id")).isEqualTo(result.getExchangeId());
        GATEWAY.clear();

        assertThat(arrived(edit("traceId=mine")).header("x-portkey-trace-id")).isEqualTo("mine");
    }

    static Stream<Arguments> fields() {
        return Stream.of(
                arguments("quality", "low", "high", "quality"),
                arguments("background", "opaque", "transparent", "background"),
                arguments("inputFidelity", "low", "high", "input_fidelity"),
                arguments("outputFormat", "png", "webp", "output_format"),
                arguments("outputCompression", "10", "100", "output_compression"),
                arguments("moderation", "low", "auto", "moderation"),
                arguments("prompt", "one", "two", "prompt"),
                arguments("model", "one", "two", "model"),
                arguments("n", "3", "4", "n"),
                arguments("imageSize", "16x16", "32x32", "size"),
                arguments("responseFormat", "url", "b64_json", "response_format"),
                arguments("user", "one", "two", "user"));
    }

    @ParameterizedTest
    @MethodSource("fields")
    void anOptionOfTheEndpointOverridesTheComponents(String option, String ofComponent, String ofEndpoint, String field)
            throws Exception {
        component().setPrompt("p");
        component().setModel("any");
        setOnComponent(option, ofComponent);

        assertThat(arrived(bare("user=u1".startsWith(option) ? "" : "user=u")).fields(field)).containsExactly(ofComponent);
        GATEWAY.clear();
        assertThat(arrived(bare(option + "=" + ofEndpoint)).fields(field)).containsExactly(ofEndpoint);
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                arguments("apiKey", "k1", "k2", "x-portkey-api-key"),
                arguments("virtualKey", "k1", "k2", "x-portkey-virtual-key"),
                arguments("provider", "openai", "@slug", "x-portkey-provider"),
                arguments("config", "c-1", "c-2", "x-portkey-config"),
                arguments("customHost", "https://a/v1", "https://b/v1", "x-portkey-custom-host"),
                arguments("traceId", "t1", "t2", "x-portkey-trace-id"),
                arguments("cacheForceRefresh", "true", "false", "x-portkey-cache-force-refresh"),
                arguments("cacheNamespace", "n1", "n2", "x-portkey-cache-namespace"),
                arguments("gatewayTimeout", "1000", "2000", "x-portkey-request-timeout"),
                arguments("forwardHeaders", "X-One", "X-Two,X-Three", "x-portkey-forward-headers"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void anOptionForTheGatewayIsItsHeaderAndTheEndpointsOverridesTheComponents(String option, String ofComponent,
            String ofEndpoint, String header) throws Exception {
        component().setPrompt("p");
        setOnComponent(option, ofComponent);

        ReceivedEdit first = arrived(bare());
        assertThat(first.headers().get(header)).containsExactly(ofComponent);
        assertThat(gatewayHeaders(first)).containsExactlyInAnyOrderElementsOf(
                new TreeSet<>(List.of(header, "x-portkey-trace-id")));
        GATEWAY.clear();
        assertThat(arrived(bare(option + "=" + ofEndpoint)).headers().get(header)).containsExactly(ofEndpoint);
    }

    @Test
    void mapsOfComponentAndEndpointMergeByKey() throws Exception {
        component().setMetadata(Map.of("team", "red", "app", "hats"));
        component().setAdditionalField(Map.of("seed", 1, "style", "plain"));
        component().setGatewayHeader(Map.of("aws-region", "eu-1", "azure-model", "m"));
        component().setHttpHeader(Map.of("X-One", "1", "X-Two", "2"));

        ReceivedEdit edit = arrived(edit("metadata.team=blue", "additionalField.seed=2",
                "gatewayHeader.AWS-Region=us-2", "httpHeader.x-one=one"));

        assertThat(edit.header("x-portkey-metadata")).contains("\"team\":\"blue\"").contains("\"app\":\"hats\"");
        assertThat(fields(edit)).containsEntry("seed", List.of("2")).containsEntry("style", List.of("plain"));
        assertThat(edit.headers().get("x-portkey-aws-region")).containsExactly("us-2");
        assertThat(edit.headers().get("x-portkey-azure-model")).containsExactly("m");
        assertThat(edit.headers().get("x-one")).containsExactly("one");
        assertThat(edit.headers().get("x-two")).containsExactly("2");
    }

    /** Camel Main takes the dashes out of a property's name, and some write the prefix that all of them have. */
    @ParameterizedTest
    @ValueSource(strings = {"azureResourceName", "azure-resource-name", "x-portkey-azure-resource-name",
            "X-Portkey-Azure-Resource-Name"})
    void theEndpointsGatewayHeaderReplacesTheComponentsHoweverItIsWritten(String name) {
        component().setGatewayHeader(Map.of(name, "component"));

        for (String other : List.of("azureResourceName", "azure-resource-name", "x-portkey-azure-resource-name")) {
            assertThat(arrived(edit("gatewayHeader." + other + "=endpoint")).headers().get("x-portkey-azure-resource-name"))
                    .containsExactly("endpoint");
            GATEWAY.clear();
        }
    }

    @Test
    void anAdditionalFieldMayBeRepeated() {
        ReceivedEdit edit = arrived(edit("additionalField.tag=a", "additionalField.tag=b", "additionalField.safety_id=ü"));

        assertThat(edit.fields("tag")).containsExactly("a", "b");
        assertThat(edit.fields("safety_id")).containsExactly("ü");
    }

    @Test
    void metadataIsOneLineOfAsciiJson() {
        component().setMetadata(Map.of("who", "Zoë \"Z\"\nÅ"));

        ReceivedEdit edit = arrived(edit());

        assertThat(edit.header("x-portkey-metadata")).isEqualTo("{\"who\":\"Zo\\u00EB \\\"Z\\\"\\n\\u00C5\"}");
    }

    @Test
    void forwardHeadersNamesHeadersWhoseValuesComeFromHttpHeader() {
        ReceivedEdit edit = arrived(edit("forwardHeaders=X-Team, X-App", "httpHeader.X-Team=red"));

        assertThat(edit.header("x-portkey-forward-headers")).isEqualTo("X-Team,X-App");
        assertThat(edit.header("X-Team")).isEqualTo("red");
        assertThat(edit.header("X-App")).isNull();
    }

    @Test
    void aGatewayHeaderIsSentBehindThePrefix() {
        ReceivedEdit edit = arrived(edit("gatewayHeader.strict-open-ai-compliance=false", "gatewayHeader.x-portkey-debug=1"));

        assertThat(edit.header("x-portkey-strict-open-ai-compliance")).isEqualTo("false");
        assertThat(edit.header("x-portkey-debug")).isEqualTo("1");
    }

    private void setOnComponent(String option, String value) {
        boolean known = new PortkeyImagesComponentConfigurer().configure(context,
                context.getComponent("portkey-images"), option, value, true);
        assertThat(known).isTrue();
    }
}
