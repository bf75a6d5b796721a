// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.github.camelportkey.standin.ReceivedEdit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Options that can't work, or must not be, are refused when the endpoint is created. */
class RefusedOptionsTest extends RouteToStandIn {

    static Stream<String> fieldsWithAnOption() {
        return Stream.of("image", "mask", "prompt", "model", "n", "size", "response_format", "user", "quality",
                "background", "input_fidelity", "output_format", "output_compression", "moderation",
                "image[]", "image[0]", "IMAGE", "Response_Format", "mask[]");
    }

    @ParameterizedTest
    @MethodSource("fieldsWithAnOption")
    void anAdditionalFieldThatHasItsOwnOptionIsRefused(String name) {
        assertThat(whyRefused("additionalField." + name + "=x")).contains("'" + name + "'").contains("option");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-key", "virtual-key", "provider", "config", "custom-host", "trace-id", "metadata",
            "cache-force-refresh", "cache-namespace", "request-timeout", "forward-headers", "Api-Key", "CONFIG",
            "x-portkey-api-key", "X-Portkey-Provider"})
    void aGatewayHeaderThatHasItsOwnOptionIsRefused(String name) {
        assertThat(whyRefused("gatewayHeader." + name + "=x")).contains("gatewayHeader." + name)
                .contains("option of its own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization", "authorization", "Host", "HOST", "Content-Type", "content-length",
            "Content-Encoding", "CONTENT-ANYTHING", "x-portkey-api-key", "X-Portkey-Provider", "x-portkey-anything",
            "Transfer-Encoding", "Connection", "Expect", "Proxy-Authorization"})
    void anHttpHeaderThatIsNotThePlainKindIsRefused(String name) {
        assertThat(whyRefused("httpHeader." + name + "=x")).contains("httpHeader." + name + " is refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"outputCompression", "n", "maxConnections"})
    void aNumberThatIsNotWholeIsRefused(String option) {
        assertThat(whyRefused(option + "=2.5")).contains(option).contains("2.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"connectTimeout=10s", "responseTimeout=10m", "connect-timeout=5000", "maxConnections=7", "n=2"})
    void timesMayHaveAUnit(String option) {
        assertThat(arrived(edit(option)).field("model")).isEqualTo("any");
    }

    /** As a variable that is not set makes them. */
    @Test
    void emptyOptionsThatAreNoTextsAreNotSet() {
        ReceivedEdit edit = arrived(edit("n=", "outputCompression=", "gatewayTimeout=", "cacheForceRefresh=", "mask=", "proxyHost=",
                "proxyPort=", "maxConnections=", "spoolDirectory=", "downloadImages=", "validation="));

        assertThat(fields(edit)).containsOnlyKeys("prompt", "model");
        assertThat(gatewayHeaders(edit)).containsExactly("x-portkey-trace-id");
        assertThat(edit.files("mask")).isEmpty();
    }

    @Test
    void emptyOptionsMayBeSpeltWithDashes() throws Exception {
        arrived(edit("proxy-host=", "proxy-port=", "proxy-user=", "proxy-password=", "spool-directory="));

        try (Stream<Path> here = Files.list(Path.of(""))) {
            assertThat(here.map(Path::toString)).noneMatch(name -> name.startsWith("camel-portkey-images-"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://me:pw@127.0.0.1:9/v1", "https://me@host/v1"})
    void aBaseUrlWithUserInfoIsRefused(String url) {
        assertThat(rootMessage("portkey-images:edit?baseUrl=RAW(" + url + ")"))
                .contains("baseUrl must have no user").doesNotContain("pw");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://host/v1", "localhost:8787", "/v1", "http:///v1", "http://host/v1?key=x", "http://ho st/v1"})
    void aBaseUrlThatIsNoHttpAddressIsRefused(String url) {
        assertThat(rootMessage("portkey-images:edit?baseUrl=RAW(" + url + ")")).contains("baseUrl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"apiKey", "virtualKey", "providerApiKey", "config", "provider", "customHost", "traceId",
            "cacheNamespace", "gatewayHeader.debug", "httpHeader.X-Team"})
    void aValueThatWouldBreakIntoTheHeadersIsRefusedWithoutShowingIt(String option) {
        PortkeyImagesConfiguration options = new PortkeyImagesConfiguration();
        options.setBaseUrl(GATEWAY.baseUrl().toString());
        set(options, option, "canary\r\nx-evil: 1");

        assertThatThrownBy(() -> RouteFields.check(options)).isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(option).hasMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Bad Name", "X-Bad:Name", "X-Bad\nName"})
    void forwardHeadersTakesOnlyNames(String name) {
        PortkeyImagesConfiguration options = new PortkeyImagesConfiguration();
        options.setBaseUrl(GATEWAY.baseUrl().toString());
        options.setForwardHeaders("X-Good," + name);

        assertThatThrownBy(() -> RouteFields.check(options)).hasMessageContaining("forwardHeaders takes names");
    }

    @Test
    void aModelsSlugThatContradictsTheProviderIsRefused() {
        assertThat(whyRefused("model=@team/gpt&provider=openai")).contains("@team").contains("openai");
    }

    @Test
    void anotherOperationIsRefused() {
        assertThat(rootMessage("portkey-images:paint?apiKey=k")).contains("paint").contains("portkey-images:edit");
    }

    @Test
    void aConsumerIsRefused() {
        assertThatThrownBy(() -> context.getEndpoint(edit()).createConsumer(exchange -> {
        })).hasMessageContaining("to(…)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxyHost=localhost", "proxyPort=3128"})
    void halfAProxyIsRefused(String option) {
        assertThat(whyRefused(option)).contains("both proxyHost and proxyPort");
    }

    @ParameterizedTest
    @ValueSource(strings = {"n=0", "n=two", "maxConnections=0", "maxConnections=all", "editTimeout=0", "connectTimeout=-1",
            "responseTimeout=0", "connectionRequestTimeout=0", "workerPoolMaxSize=0", "maxImageBytes=0",
            "maxResponseBytes=0", "maxSpoolBytes=0", "spoolThreshold=-1", "maxRetryAfter=-1", "gatewayTimeout=0"})
    void aNumberThatIsTooSmallOrNoneIsRefused(String option) {
        assertThat(whyRefused(option)).contains("The option " + option.substring(0, option.indexOf('=')))
                .contains("takes a whole number");
    }

    @Test
    void anUnknownOptionIsRefused() {
        assertThatThrownBy(() -> context.getEndpoint(edit("promt=x"))).hasMessageContaining("promt");
    }

    private void set(PortkeyImagesConfiguration options, String option, String value) {
        if (option.startsWith("gatewayHeader.")) {
            options.getGatewayHeader().put(option.substring(14), value);
        } else if (option.startsWith("httpHeader.")) {
            options.getHttpHeader().put(option.substring(11), value);
        } else {
            PortkeyImagesComponent component = new PortkeyImagesComponent();
            component.setConfiguration(options);
            new PortkeyImagesComponentConfigurer().configure(context, component, option, value, true);
        }
    }

    private String whyRefused(String options) {
        return rootMessage(edit(options).replace("&model=any", ""));
    }

    private String rootMessage(String uri) {
        Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(() -> context.getEndpoint(uri));
        assertThat(thrown).hasRootCauseInstanceOf(IllegalArgumentException.class);
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }
}
