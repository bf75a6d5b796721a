// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelportkey.images.client.GatewayFailure;
import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.client.GatewayUnreachableException;
import io.github.camelportkey.images.client.InvalidGatewayResponseException;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.images.model.TokenDetails;
import io.github.camelportkey.images.model.Usage;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The names that routes and programs of others use, as literals: what is renamed here breaks them. */
class PublicFaceTest {

    private static final String WITHOUT_DEFAULT = "prompt model n imageSize responseFormat user quality background inputFidelity "
            + "outputFormat outputCompression moderation additionalField mask apiKey virtualKey provider providerApiKey config "
            + "customHost traceId metadata cacheNamespace gatewayTimeout forwardHeaders gatewayHeader httpHeader downloadHosts "
            + "spoolDirectory workerPool sslContextParameters proxyHost proxyPort proxyUser proxyPassword httpAsyncClient";
    private static final Map<String, String> DEFAULTS = Map.ofEntries(Map.entry("baseUrl", "https://api.portkey.ai/v1"),
            Map.entry("validation", "fail"), Map.entry("downloadImages", "false"), Map.entry("failOnGuardrail", "false"),
            Map.entry("spoolThreshold", "1048576"), Map.entry("maxSpoolBytes", "10737418240"),
            Map.entry("maxImageBytes", "268435456"), Map.entry("maxResponseBytes", "1073741824"),
            Map.entry("connectTimeout", "10000"), Map.entry("responseTimeout", "600000"), Map.entry("editTimeout", "900000"),
            Map.entry("connectionRequestTimeout", "300000"), Map.entry("maxConnections", "200"),
            Map.entry("workerPoolCoreSize", "10"), Map.entry("workerPoolMaxSize", "20"), Map.entry("maxRetryAfter", "60000"),
            Map.entry("useGlobalSslContextParameters", "false"), Map.entry("lazyStartProducer", "false"));
    private static final Set<String> SECRETS = Set.of("apiKey", "virtualKey", "providerApiKey", "config", "gatewayHeader",
            "httpHeader", "proxyPassword");

    private static JsonNode catalog(String part) throws IOException {
        try (InputStream in = PortkeyImagesEndpoint.class.getResourceAsStream(
                "/META-INF/io/github/camelportkey/images/portkey-images.json")) {
            return new ObjectMapper().readTree(in).get(part);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"properties", "componentProperties"})
    void theCatalogHasTheOptionsWithTheirDefaultsAndSecrets(String part) throws IOException {
        Set<String> without = new TreeSet<>();
        Map<String, String> defaults = new TreeMap<>();
        Set<String> secrets = new TreeSet<>();
        Set<String> required = new TreeSet<>();
        catalog(part).properties().forEach(option -> {
            JsonNode value = option.getValue();
            if (value.has("defaultValue")) {
                defaults.put(option.getKey(), value.get("defaultValue").asText());
            } else {
                without.add(option.getKey());
            }
            if (value.get("secret").asBoolean()) {
                secrets.add(option.getKey());
            }
            if (value.get("required").asBoolean()) {
                required.add(option.getKey());
            }
        });
        // what Camel's generator adds: to a component, also for health checks, and as the default of any boolean
        without.removeAll(Set.of("configuration", "operation"));
        defaults.keySet().removeAll(Set.of("autowiredEnabled", "cacheForceRefresh", "healthCheckConsumerEnabled",
                "healthCheckProducerEnabled"));

        assertThat(without).containsExactlyInAnyOrder(WITHOUT_DEFAULT.split(" "));
        assertThat(defaults).isEqualTo(DEFAULTS);
        assertThat(secrets).isEqualTo(SECRETS);
        assertThat(required).isEqualTo(part.equals("properties") ? Set.of("operation") : Set.of());
    }

    @Test
    void whatIsNotSetIsWhatTheCatalogSays() throws Exception {
        PortkeyImagesConfiguration options = new PortkeyImagesConfiguration();
        Map<String, String> values = new TreeMap<>();
        for (PropertyDescriptor option : Introspector.getBeanInfo(PortkeyImagesConfiguration.class, Object.class)
                .getPropertyDescriptors()) {
            Object value = option.getReadMethod().invoke(options);
            if (value != null && !Map.of().equals(value)) {
                values.put(option.getName(), value.toString());
            }
        }
        Map<String, String> expected = new TreeMap<>(DEFAULTS);
        expected.remove("lazyStartProducer"); // of every endpoint

        assertThat(values).isEqualTo(expected);
    }

    @Test
    void theEndpointIsAProducerWithOneOperation() throws IOException {
        assertThat(catalog("component").get("syntax").asText()).isEqualTo("portkey-images:operation");
        assertThat(catalog("component").get("producerOnly").asBoolean()).isTrue();
        assertThat(catalog("properties").get("operation").get("enum")).hasToString("[\"edit\"]");
        assertThat(catalog("properties").get("validation").get("enum")).hasToString("[\"fail\",\"warn\",\"off\"]");
    }

    @Test
    void theHeadersHaveTheirNames() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (String name : ("Prompt Model N Size ResponseFormat User Quality Background InputFidelity OutputFormat "
                + "OutputCompression Moderation AdditionalFields Image Mask TraceId Metadata Provider Config CacheForceRefresh "
                + "CacheNamespace GatewayTimeout GatewayTraceId RequestId GatewayProvider CacheStatus RetryAttemptCount "
                + "LastUsedOptionIndex GuardrailFailed InputTokens OutputTokens TotalTokens InputTextTokens InputImageTokens "
                + "RateLimitRemainingRequests RateLimitRemainingTokens ContentType Extension Length").split(" ")) {
            expected.add("CamelPortkeyImages" + name);
        }
        Set<String> actual = new TreeSet<>();
        catalog("headers").fieldNames().forEachRemaining(actual::add);

        assertThat(actual).isEqualTo(expected);
    }

    private static List<String> components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::toString).map(text -> text.replaceAll("[a-z]+\\.", ""))
                .toList();
    }

    @Test
    void theRecordsHaveTheirComponentsInOrder() {
        assertThat(Arrays.stream(ImagesResponse.class.getRecordComponents()).map(RecordComponent::getName)).containsExactly(
                "created", "data", "usage", "size", "quality", "background", "outputFormat", "additionalProperties");
        assertThat(components(Usage.class)).containsExactly("long inputTokens", "long outputTokens", "long totalTokens",
                "TokenDetails inputTokensDetails", "TokenDetails outputTokensDetails");
        assertThat(components(TokenDetails.class)).containsExactly("Long textTokens", "Long imageTokens");
        assertThat(Iterable.class).isAssignableFrom(ImagesResponse.class);
        assertThat(AutoCloseable.class).isAssignableFrom(Image.class);
        assertThat(Arrays.stream(Image.class.getMethods()).map(Method::getName)).contains("url", "b64Json", "revisedPrompt",
                "additionalProperties", "hasContent", "contentType", "extension", "length", "openStream", "bytes", "problem",
                "close");
    }

    @Test
    void theExceptionsHaveTheirTypesAndGetters() {
        assertThat(HttpOperationFailedException.class).isAssignableFrom(GatewayStatusException.class);
        assertThat(IOException.class).isAssignableFrom(GatewayUnreachableException.class);
        assertThat(Arrays.stream(GatewayStatusException.class.getMethods()).map(Method::getName)).contains("getStatusCode",
                "getResponseBody", "getType", "getCode", "getParam", "getGatewayMessage", "getRetryAfter",
                "isModerationBlocked", "getResponse", "getTraceId", "getRequestId");
        assertThat(Arrays.stream(InvalidGatewayResponseException.class.getMethods()).map(Method::getName))
                .contains("getResponse");
    }

    /** Declared on a class too, Camel calls it ambiguous. */
    @ParameterizedTest
    @ValueSource(classes = {GatewayStatusException.class, GatewayUnreachableException.class,
            InvalidGatewayResponseException.class})
    void theNameForSimpleIsOnTheInterfaceOnly(Class<?> type) throws NoSuchMethodException {
        assertThat(type.getInterfaces()).contains(GatewayFailure.class);
        assertThat(type.getMethod("isMayHaveBeenBilled").getDeclaringClass()).isEqualTo(GatewayFailure.class);
        assertThat(GatewayFailure.class.getMethod("isMayHaveBeenBilled").isDefault()).isTrue();
    }
}
