// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.net.URI;
import java.util.List;
import java.util.Map;

import io.github.camelportkey.images.model.GatewayRoute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Each part of a route is one header, and none can smuggle in another. */
class GatewayHeadersTest {

    @Test
    void everyPartOfARouteIsItsHeader() {
        GatewayRoute route = GatewayRoute.builder().apiKey("a").virtualKey("b").provider("@c").providerApiKey("d").config("e")
                .customHost("http://f").traceId("g").metadata(Map.of("k", "é\n😀")).cacheForceRefresh(true).cacheNamespace("h")
                .gatewayTimeout(5L).forwardHeaders(List.of("X-A", "X-B")).gatewayHeaders(Map.of("Azure-Key", "i"))
                .httpHeaders(Map.of("X-C", "j")).build();

        assertThat(GatewayHeaders.of(route)).extracting(header -> header.getName() + ": " + header.getValue()).containsExactly(
                "x-portkey-api-key: a", "x-portkey-virtual-key: b", "x-portkey-provider: @c", "x-portkey-config: e",
                "x-portkey-custom-host: http://f", "x-portkey-trace-id: g",
                "x-portkey-metadata: {\"k\":\"\\u00E9\\n\\uD83D\\uDE00\"}", "x-portkey-cache-force-refresh: true",
                "x-portkey-cache-namespace: h", "x-portkey-request-timeout: 5", "x-portkey-forward-headers: X-A,X-B",
                "Authorization: Bearer d", "x-portkey-azure-key: i", "X-C: j");
    }

    @Test
    void whatIsUnsetIsNotSent() {
        assertThat(GatewayHeaders.of(GatewayRoute.builder().build())).isEmpty();
    }

    @Test
    void aConfigOfSeveralLinesIsSentInOneLineOfAscii() {
        GatewayRoute route = GatewayRoute.builder().config("{\n  \"provider\": \"openai\",\n  \"note\": \"é\"\n}").build();

        assertThat(GatewayHeaders.of(route).get(0).getValue()).isEqualTo("{\"provider\":\"openai\",\"note\":\"\\u00E9\"}");
        assertThat(GatewayHeaders.of(GatewayRoute.builder().config("{\"a\": 1}").build()).get(0).getValue())
                .as("already one line: as it is").isEqualTo("{\"a\": 1}");
    }

    @Test
    void aHostMayHaveAnUnderscore() {
        assertThat(GatewayRoute.builder().baseUrl(URI.create("http://my_gateway:8787/v1/")).build().baseUrl())
                .hasToString("http://my_gateway:8787/v1");
    }

    @Test
    void aKeyThatSaysBearerIsNotSaidTwice() {
        assertThat(GatewayHeaders.of(GatewayRoute.builder().providerApiKey("bearer x").build()).get(0).getValue())
                .isEqualTo("bearer x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "host", "Content-Type", "content-length", "Content-Encoding", "x-portkey-api-key",
            "X-Portkey-Anything", "Transfer-Encoding", "Connection", "Upgrade", "Expect", " authorization ", "a b", "a:b", "",
            "a\r\nb", "ä", "Accept-Encoding", "Proxy-Authorization"})
    void plainHeadersThatAreOursAreRefused(String name) {
        assertThatThrownBy(() -> ImagesClient.check(GatewayRoute.builder().httpHeaders(Map.of(name, "v")).build()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("httpHeader.").hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-key", "Virtual-Key", "x-portkey-config", "metadata", "trace-id", "request-timeout", "a b", ""})
    void gatewayHeadersThatHaveAnOptionAreRefused(String name) {
        assertThatThrownBy(() -> ImagesClient.check(GatewayRoute.builder().gatewayHeaders(Map.of(name, "v")).build()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("gatewayHeader.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nx: y", "a\nb", "é", "\u0000", "a\u007f", "😀"})
    void aValueThatIsNoHeaderValueIsRefusedWithoutBeingRepeated(String value) {
        assertThatThrownBy(() -> ImagesClient.check(GatewayRoute.builder().apiKey("secret" + value).build()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("apiKey")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-A: v", "", "a b", "é"})
    void forwardHeadersAreOnlyNames(String name) {
        assertThatThrownBy(() -> ImagesClient.check(GatewayRoute.builder().forwardHeaders(List.of(name)).build()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("forwardHeaders");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://x/v1", "x", "http:///v1", "https://user:pw@x/v1", "https://x/v1?key=secret", "https://x/v1#a",
            "mailto:a@b"})
    void aBaseUrlThatIsNoneIsRefused(String url) {
        assertThatThrownBy(() -> GatewayRoute.builder().baseUrl(URI.create(url)).build())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("baseUrl").hasMessageNotContaining("pw")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aTrailingSlashDoesNotMatter() {
        assertThat(GatewayRoute.builder().baseUrl(URI.create("http://x/v1//")).build().baseUrl())
                .isEqualTo(URI.create("http://x/v1"));
    }
}
