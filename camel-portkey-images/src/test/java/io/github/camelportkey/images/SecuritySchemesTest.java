// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.standin.ReceivedEdit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The ways to authenticate, and the two servers, of the API document. */
class SecuritySchemesTest extends RouteToStandIn {

    static Stream<Arguments> ways() {
        return Stream.of(
                arguments("apiKey=pk&virtualKey=vk", Map.of("x-portkey-api-key", "pk", "x-portkey-virtual-key", "vk")),
                arguments("apiKey=pk&providerApiKey=sk&provider=openai", Map.of("x-portkey-api-key", "pk",
                        "authorization", "Bearer sk", "x-portkey-provider", "openai")),
                arguments("apiKey=pk&config=pc-1", Map.of("x-portkey-api-key", "pk", "x-portkey-config", "pc-1")),
                arguments("apiKey=pk&config=RAW({\"retry\":{\"attempts\":1}})",
                        Map.of("x-portkey-api-key", "pk", "x-portkey-config", "{\"retry\":{\"attempts\":1}}")),
                arguments("apiKey=pk&providerApiKey=sk&provider=openai&customHost=https://models.example/v1",
                        Map.of("x-portkey-api-key", "pk", "authorization", "Bearer sk", "x-portkey-provider", "openai",
                                "x-portkey-custom-host", "https://models.example/v1")),
                arguments("apiKey=pk&provider=@team", Map.of("x-portkey-api-key", "pk", "x-portkey-provider", "@team")),
                arguments("apiKey=pk&provider=azure-openai&gatewayHeader.azure-resource-name=r",
                        Map.of("x-portkey-api-key", "pk", "x-portkey-provider", "azure-openai",
                                "x-portkey-azure-resource-name", "r")));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void eachWayToAuthenticateSendsExactlyItsHeaders(String options, Map<String, String> expected) {
        ReceivedEdit edit = arrived(edit("traceId=t", options));

        Map<String, String> headers = new TreeMap<>();
        edit.headers().forEach((name, values) -> {
            String lower = name.toLowerCase();
            if (lower.startsWith("x-portkey-") && !lower.equals("x-portkey-trace-id") || lower.equals("authorization")) {
                headers.put(lower, String.join("|", values));
            }
        });
        assertThat(headers).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void eachWayToAuthenticateIsEnoughForThePublicServer(String options, Map<String, String> expected) throws Exception {
        try (ScriptedServer proxy = refusingProxy()) {
            var result = send(publicServer(proxy) + "&" + options, PICTURE, Map.of());

            assertThat(result.getException()).isNotInstanceOf(IllegalArgumentException.class);
            assertThat(proxy.requests()).extracting(ScriptedServer.Request::line)
                    .containsExactly("CONNECT api.portkey.ai:443 HTTP/1.1");
        }
    }

    @Test
    void aSlugInTheModelIsAWayToAuthenticate() {
        ReceivedEdit edit = arrived(bare("prompt=p", "apiKey=pk", "model=@team/any/with/slashes"));

        assertThat(edit.header("x-portkey-provider")).isEqualTo("@team");
        assertThat(edit.field("model")).isEqualTo("any/with/slashes");
    }

    @Test
    void aSlugInTheModelHeaderIsAWayToAuthenticateOnThePublicServer() throws Exception {
        try (ScriptedServer proxy = refusingProxy()) {
            send(publicServer(proxy) + "&apiKey=pk", PICTURE, Map.of("CamelPortkeyImagesModel", "@team/any"));

            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"validation=off", "baseUrl=https://api.portkey.ai/v1", "baseUrl=https://API.portkey.ai/v1/",
            "virtualKey=vk", "config=c", "providerApiKey=sk&provider=openai"})
    void onThePublicServerAnEndpointWithoutApiKeyIsRefusedWhenItIsCreated(String options) {
        assertThatThrownBy(() -> context.getEndpoint("portkey-images:edit?prompt=p&" + options))
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .hasRootCauseMessage("The public server https://api.portkey.ai/v1 always asks for an apiKey, and there is "
                                     + "none. " + RouteFields.WAYS + ". For a self-hosted gateway set baseUrl");
    }

    /** As a variable that is not set leaves it. */
    @Test
    void anEmptyKeyIsNone() throws Exception {
        PortkeyImagesConfiguration component = context.getComponent("portkey-images", PortkeyImagesComponent.class)
                .getConfiguration();
        component.setApiKey("");
        assertThatThrownBy(() -> context.getEndpoint("portkey-images:edit?prompt=p"))
                .hasRootCauseInstanceOf(IllegalArgumentException.class).rootCause().hasMessageContaining("there is none");
        component.setApiKey("pk");
        component.setVirtualKey(" ");
        component.setProvider("");
        component.setProviderApiKey("");
        try (ScriptedServer proxy = refusingProxy()) {
            assertThat(refused(publicServer(proxy), PICTURE, Map.of())).contains("none of the ways to authenticate");
        }
        component.setProvider("azure-openai");
        component.setGatewayHeader(Map.of("azure-api-key", ""));
        try (ScriptedServer proxy = refusingProxy()) {
            assertThat(refused(publicServer(proxy), PICTURE, Map.of())).contains("none of the ways to authenticate");
        }
        ReceivedEdit edit = arrived(edit(), PICTURE, Map.of("CamelPortkeyImagesProvider", "@team"));
        assertThat(edit.header("x-portkey-provider")).isEqualTo("@team");
        assertThat(edit.headers()).doesNotContainKeys("x-portkey-virtual-key", "authorization", "x-portkey-azure-api-key");
    }

    @Test
    void anEmptyTraceIdIsNone() {
        var result = send(edit("traceId=t"), PICTURE, Map.of("CamelPortkeyImagesTraceId", ""));

        assertThat(only(result).header("x-portkey-trace-id")).isEqualTo(result.getExchangeId());
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiKey=pk", "apiKey=pk&provider=openai", "apiKey=pk&providerApiKey=sk",
            "apiKey=pk&customHost=https://h/v1"})
    void onThePublicServerAnEditThatIsNoneOfTheWaysIsRefusedBeforeItIsSent(String options) throws Exception {
        try (ScriptedServer proxy = refusingProxy()) {
            String why = refused(publicServer(proxy) + "&" + options, PICTURE, Map.of());

            assertThat(why).contains("none of the ways to authenticate");
            for (String way : List.of("apiKey and virtualKey", "apiKey, provider and providerApiKey", "apiKey and config",
                    "apiKey, provider, providerApiKey and customHost", "provider=@slug", "model=@slug/name")) {
                assertThat(why).contains(way);
            }
            assertThat(proxy.requests()).isEmpty();
        }
    }

    @Test
    void headersCanCompleteAWay() throws Exception {
        try (ScriptedServer proxy = refusingProxy()) {
            send(publicServer(proxy) + "&apiKey=pk", PICTURE, Map.of("CamelPortkeyImagesConfig", "pc-9"));
            send(publicServer(proxy) + "&apiKey=pk", PICTURE, Map.of("CamelPortkeyImagesProvider", "@team"));

            assertThat(proxy.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "///"})
    void aSelfHostedGatewayTakesAnythingAndATrailingSlashDoesNotMatter(String end) {
        ReceivedEdit edit = arrived("portkey-images:edit?prompt=p&model=any&baseUrl=" + GATEWAY.baseUrl() + end);

        assertThat(gatewayHeaders(edit)).containsExactly("x-portkey-trace-id");
        assertThat(edit.header("authorization")).isNull();
        assertThat(edit.status()).isEqualTo(200);
    }

    @Test
    void theProviderKeyIsABearerTokenOnceWhetherItSaysSoOrNot() {
        ReceivedEdit edit = arrived(edit("providerApiKey=Bearer sk"));

        assertThat(edit.headers().get("authorization")).containsExactly("Bearer sk");
    }

    private static String publicServer(ScriptedServer proxy) {
        return "portkey-images:edit?prompt=p&model=any&proxyHost=127.0.0.1&proxyPort=" + proxy.port();
    }

    /** A proxy that says no, so that nothing leaves this machine. */
    private static ScriptedServer refusingProxy() throws Exception {
        return ScriptedServer.answering(502, "", "");
    }
}
