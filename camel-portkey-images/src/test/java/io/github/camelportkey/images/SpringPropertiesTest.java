// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ComponentCustomizer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Spring Boot's properties reach the component, and those that are no option are refused. */
class SpringPropertiesTest {

    private static final String PREFIX = "camel.component.portkey-images.";
    private static final String CANARY = "canary-7f3a";

    private final DefaultCamelContext camel = new DefaultCamelContext();

    @AfterEach
    void close() throws Exception {
        camel.close();
    }

    private PortkeyImagesConfiguration bound(Map<String, Object> properties) {
        StandardEnvironment environment = new StandardEnvironment();
        Map<String, Object> prefixed = new LinkedHashMap<>();
        properties.forEach((name, value) -> prefixed.put(PREFIX + name, value));
        environment.getPropertySources().addFirst(new MapPropertySource("test", prefixed));
        return bound(environment);
    }

    private PortkeyImagesConfiguration bound(StandardEnvironment environment) {
        ComponentCustomizer customizer = new PortkeyImagesAutoConfiguration().portkeyImagesComponentCustomizer(environment);
        PortkeyImagesComponent component = camel.getComponent("portkey-images", PortkeyImagesComponent.class);
        assertThat(customizer.isEnabled("portkey-images", component)).isTrue();
        assertThat(customizer.isEnabled("other", component)).isFalse();
        assertThat(customizer.isEnabled("portkey-images", camel.getComponent("direct"))).isFalse();
        customizer.configure("portkey-images", component);
        return component.getConfiguration();
    }

    @ParameterizedTest
    @CsvSource({"baseUrl, apiKey, maxConnections, useGlobalSslContextParameters",
            "base-url, api-key, max-connections, use-global-ssl-context-parameters"})
    void optionsAreWrittenInCamelOrKebabCase(String baseUrl, String apiKey, String maxConnections, String ssl) {
        PortkeyImagesConfiguration options = bound(Map.of(baseUrl, "http://localhost:8787/v1", apiKey, CANARY,
                maxConnections, "7", ssl, "true", "validation", "warn", "n", 3));

        assertThat(options.getBaseUrl()).isEqualTo("http://localhost:8787/v1");
        assertThat(options.getApiKey()).isEqualTo(CANARY);
        assertThat(options.getMaxConnections()).isEqualTo(7);
        assertThat(options.isUseGlobalSslContextParameters()).isTrue();
        assertThat(options.getValidation()).isEqualTo(PortkeyImagesValidation.warn);
        assertThat(options.getN()).isEqualTo(3);
    }

    @Test
    void mapsKeepTheirKeysAsTheyAreWritten() {
        PortkeyImagesConfiguration options = bound(Map.of("metadata.costCentre", "42", "gateway-header.azure-key", "a",
                "httpHeader[X-Key]", "b", "additional-field.my_field", "c"));

        assertThat(options.getMetadata()).isEqualTo(Map.of("costCentre", "42"));
        assertThat(options.getGatewayHeader()).isEqualTo(Map.of("azure-key", "a"));
        assertThat(options.getHttpHeader()).isEqualTo(Map.of("X-Key", "b"));
        assertThat(options.getAdditionalField()).isEqualTo(Map.of("my_field", "c"));
    }

    @Test
    void placeholdersOfSpringAndOfCamelAreFilledInAndBeansAreFound() {
        Properties properties = new Properties();
        properties.setProperty("camels", "of camel");
        camel.getPropertiesComponent().setInitialProperties(properties);
        PortkeyImagesConfiguration configuration = new PortkeyImagesConfiguration();
        camel.getRegistry().bind("theirs", configuration);

        assertThat(bound(Map.of("configuration", "#bean:theirs", "user", "{{camels}}", "prompt", "${user.dir}")))
                .isSameAs(configuration);
        assertThat(configuration.getUser()).isEqualTo("of camel");
        assertThat(configuration.getPrompt()).isEqualTo(System.getProperty("user.dir"));
    }

    @Test
    void environmentVariablesAreReadAsSpringReadsThem() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
                Map.of("CAMEL_COMPONENT_PORTKEYIMAGES_APIKEY", CANARY)));

        assertThat(bound(environment).getApiKey()).isEqualTo(CANARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"api-kye", "apikeyy", "size", "metadata-x", "health.check"})
    void aPropertyThatIsNoOptionIsRefusedWithoutSayingItsValue(String name) {
        assertThatThrownBy(() -> bound(Map.of(name, CANARY))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(PREFIX + name).hasNoCause().message().doesNotContain(CANARY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n", "max-connections", "validation", "cacheForceRefresh"})
    void aValueOfTheWrongTypeIsRefused(String name) {
        assertThatThrownBy(() -> bound(Map.of(name, "much"))).hasMessageContaining(PREFIX + name);
    }

    @Test
    void theSwitchOfTheAutoConfigurationIsNoOption() {
        assertThat(bound(Map.of("enabled", "true", "user", "u")).getUser()).isEqualTo("u");
    }
}
