// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

import io.github.camelportkey.standin.ReceivedEdit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a message can't do: choose an address, bring a key, or send ours elsewhere. */
class HeaderSafetyTest extends RouteToStandIn {

    @ParameterizedTest
    @ValueSource(strings = {"{\"provider\":\"openai\"}", " {}", "a b", "pc-1,pc-2", "", "pc.1", "ü", "pc-1\n"})
    void theConfigHeaderTakesIdsOnly(String config) {
        assertThat(refused(edit("config=ours"), PICTURE, Map.of("CamelPortkeyImagesConfig", config)))
                .contains("CamelPortkeyImagesConfig").contains("id");
    }

    @ParameterizedTest
    @CsvSource({
            "CamelPortkeyImagesProvider, openai,     providerApiKey=sk",
            "CamelPortkeyImagesProvider, @team,      providerApiKey=sk",
            "CamelPortkeyImagesProvider, openai,     customHost=https://h/v1",
            "CamelPortkeyImagesModel,    @team/gpt,  providerApiKey=sk",
            "CamelPortkeyImagesModel,    @team/gpt,  customHost=https://h/v1",
            "CamelPortkeyImagesModel,    ' @team/gpt', providerApiKey=sk", "CamelPortkeyImagesModel,    @team/gpt/, providerApiKey=sk"})
    void aHeaderMustNotChooseTheProviderWhileAKeyOrHostIsSet(String header, String value, String option) {
        assertThat(refused(edit(option), PICTURE, Map.of(header, value)))
                .contains("CamelPortkeyImagesProvider").contains("CamelPortkeyImagesModel").contains("providerApiKey");
    }

    @Test
    void aPlainModelHeaderIsFineWhileAKeyIsSet() {
        assertThat(arrived(edit("providerApiKey=sk&provider=openai"), PICTURE,
                Map.of("CamelPortkeyImagesModel", "other")).field("model")).isEqualTo("other");
    }

    @ParameterizedTest
    @CsvSource({"provider=@red, @blue/gpt", "provider=openai, @openai/gpt"})
    void aModelHeaderWhoseSlugContradictsTheProviderIsRefused(String provider, String model) {
        assertThat(refused(edit(provider), PICTURE, Map.of("CamelPortkeyImagesModel", model))).contains("leave one");
    }

    @Test
    void aSlugThatSaysTheSameAsTheProviderIsCut() {
        ReceivedEdit edit = arrived(edit("provider=@red"), PICTURE, Map.of("CamelPortkeyImagesModel", "@red/gpt"));

        assertThat(edit.headers().get("x-portkey-provider")).containsExactly("@red");
        assertThat(edit.field("model")).isEqualTo("gpt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TraceId", "Provider", "Config", "CacheNamespace"})
    void aHeaderValueWithALineBreakIsRefused(String header) {
        assertThat(refused(edit(), PICTURE, Map.of("CamelPortkeyImages" + header, "a\r\nx-evil: 1"))).isNotEmpty();
        assertThat(refused(edit(), PICTURE, Map.of("CamelPortkeyImages" + header, "a\nx-evil: 1"))).isNotEmpty();
    }

    @Test
    void aLineBreakInMetadataOrAFieldStaysInsideIt() {
        ReceivedEdit edit = arrived(edit(), PICTURE, Map.of("CamelPortkeyImagesMetadata", Map.of("k\r\nx-evil: 1", "v\nx-evil: 2"),
                "CamelPortkeyImagesPrompt", "one\r\n--boundary\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n9",
                "CamelPortkeyImagesAdditionalFields", Map.of("a\"\r\nb", "c")));

        assertThat(edit.header("x-evil")).isNull();
        assertThat(edit.header("x-portkey-metadata")).isEqualTo("{\"k\\r\\nx-evil: 1\":\"v\\nx-evil: 2\"}");
        assertThat(edit.fields("n")).isEmpty();
        assertThat(edit.field("prompt")).startsWith("one\r\n--boundary").endsWith("\r\n9");
    }

    @Test
    void addressesAndKeysNeverComeFromAHeader() {
        Map<String, Object> headers = new LinkedHashMap<>();
        for (String name : new String[] {"BaseUrl", "CustomHost", "ApiKey", "VirtualKey", "ProviderApiKey", "GatewayHeader",
                "GatewayHeaders", "HttpHeader", "HttpHeaders", "ForwardHeaders", "ProxyHost", "Authorization"}) {
            headers.put("CamelPortkeyImages" + name, "http://127.0.0.1:1/evil");
        }
        for (String name : new String[] {"baseUrl", "customHost", "apiKey", "virtualKey", "providerApiKey", "CamelHttpUri",
                "CamelHttpHost", "CamelHttpPath", "CamelHttpQuery", "CamelHttpRawQuery", "CamelHttpMethod",
                "CamelRestHttpUri"}) {
            headers.put(name, "http://127.0.0.1:1/evil");
        }

        ReceivedEdit edit = arrived(edit("traceId=t"), PICTURE, headers);

        assertThat(gatewayHeaders(edit)).containsExactly("x-portkey-trace-id");
        assertThat(edit.headers().toString()).doesNotContain("evil");
        assertThat(edit.rawQuery()).isEmpty();
    }

    @Test
    void noForeignHeaderReachesTheWireExceptTraceContext() {
        Map<String, Object> headers = new LinkedHashMap<>();
        for (String name : new String[] {"x-portkey-api-key", "X-Portkey-Config", "x-portkey-custom-host", "Authorization",
                "Cookie", "Host", "X-Own", "Content-Type", "Content-Length", "User-Agent", "baggage", "Accept",
                "CamelFoo", "Transfer-Encoding", "openai-organization"}) {
            headers.put(name, "42");
        }
        String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        headers.put("Traceparent", parent);
        headers.put("tracestate", "a=b");

        ReceivedEdit edit = arrived(edit("traceId=t"), PICTURE, headers);

        assertThat(edit.headers().get("traceparent")).containsExactly(parent);
        assertThat(edit.headers().get("tracestate")).containsExactly("a=b");
        TreeSet<String> names = new TreeSet<>();
        edit.headers().keySet().forEach(name -> names.add(name.toLowerCase()));
        assertThat(names).containsExactlyInAnyOrder("traceparent", "tracestate", "x-portkey-trace-id", "host",
                "content-type", "content-length", "accept", "accept-encoding", "user-agent", "connection");
        edit.headers().forEach((name, values) -> assertThat(values).as(name).doesNotContain("42"));
    }
}
