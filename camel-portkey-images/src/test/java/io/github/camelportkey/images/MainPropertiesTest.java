// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import io.github.camelportkey.images.kit.CapturedLog;
import io.github.camelportkey.standin.ReceivedEdit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Options as properties of Camel Main. */
class MainPropertiesTest {

    private static final String PREFIX = "camel.component.portkey-images.";

    @TempDir
    Path folder;

    @BeforeEach
    void forget() {
        RouteToStandIn.GATEWAY.clear();
    }

    @Test
    void everyOptionThatIsSentCanBeAPropertyOfTheComponent() throws Exception {
        ReceivedEdit edit = run("base-url", RouteToStandIn.GATEWAY.baseUrl().toString(), "prompt", "p", "model", "any",
                "n", "2", "image-size", "16x16", "response-format", "b64_json", "user", "u", "quality", "q", "background",
                "b", "input-fidelity", "high", "output-format", "png", "output-compression", "5", "moderation", "low",
                "api-key", "pk", "virtual-key", "vk", "provider", "openai", "provider-api-key", "sk", "config", "c",
                "custom-host", "https://h/v1", "trace-id", "t", "cache-force-refresh", "true", "cache-namespace", "ns",
                "gateway-timeout", "1000", "forward-headers", "X-Team",
                "metadata.team", "red", "metadata[cost-centre]", "7", "additional-field.seed", "1",
                "additionalField.safety_identifier", "s", "gateway-header.azure-resource-name", "r", "gateway-header[aws-region]", "eu",
                "httpHeader[X-Team]", "blue", "validation", "off");

        Map<String, String> fields = new TreeMap<>();
        edit.parts().stream().filter(part -> !part.isFile()).forEach(part -> fields.put(part.name(), part.text()));
        assertThat(fields).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(Map.entry("prompt", "p"),
                Map.entry("model", "any"), Map.entry("n", "2"), Map.entry("size", "16x16"),
                Map.entry("response_format", "b64_json"), Map.entry("user", "u"), Map.entry("quality", "q"),
                Map.entry("background", "b"), Map.entry("input_fidelity", "high"), Map.entry("output_format", "png"),
                Map.entry("output_compression", "5"), Map.entry("moderation", "low"), Map.entry("seed", "1"),
                Map.entry("safety_identifier", "s")));
        Map<String, String> headers = new TreeMap<>();
        edit.headers().forEach((name, values) -> headers.put(name.toLowerCase(), values.get(0)));
        assertThat(headers).containsAllEntriesOf(Map.ofEntries(Map.entry("x-portkey-api-key", "pk"),
                Map.entry("x-portkey-virtual-key", "vk"), Map.entry("x-portkey-provider", "openai"),
                Map.entry("authorization", "Bearer sk"), Map.entry("x-portkey-config", "c"),
                Map.entry("x-portkey-custom-host", "https://h/v1"), Map.entry("x-portkey-trace-id", "t"),
                Map.entry("x-portkey-cache-force-refresh", "true"), Map.entry("x-portkey-cache-namespace", "ns"),
                Map.entry("x-portkey-request-timeout", "1000"), Map.entry("x-portkey-forward-headers", "X-Team"),
                Map.entry("x-portkey-metadata", "{\"cost-centre\":\"7\",\"team\":\"red\"}"),
                Map.entry("x-portkey-azure-resource-name", "r"), Map.entry("x-portkey-aws-region", "eu"), Map.entry("x-team", "blue")));
    }

    /** Camel Main prints the properties that it found, as they stand there, at INFO. */
    @ParameterizedTest
    @ValueSource(strings = {"{{sys:portkey.canary}}, true", "canary-7f3a, false"})
    void aSecretIsNotInCamelMainsSummaryWhenItIsAPlaceholderOrTheSummaryIsOff(String secretAndSummary) throws Exception {
        String[] given = secretAndSummary.split(", ");
        System.setProperty("portkey.canary", "canary-7f3a");
        StringBuilder properties = new StringBuilder("camel.main.auto-configuration-log-summary=" + given[1]);
        for (String option : new String[] {"api-key", "virtual-key", "provider-api-key", "config", "proxy-password",
                "gateway-header.azure-key", "http-header[X-Key]"}) {
            properties.append('\n').append(PREFIX).append(option).append('=').append(given[0]);
        }
        Path file = Files.writeString(folder.resolve("application.properties"), properties);
        try (CapturedLog log = CapturedLog.ofEverything()) {
            Main main = new Main();
            main.setPropertyPlaceholderLocations("file:" + file);
            main.start();
            String key = main.getCamelContext().getComponent("portkey-images", PortkeyImagesComponent.class)
                    .getConfiguration().getProviderApiKey();
            main.stop();

            assertThat(key).isEqualTo("canary-7f3a");
            assertThat(log.events()).filteredOn(event -> event.level().isMoreSpecificThan(Level.INFO))
                    .noneMatch(event -> event.text().contains("canary-7f3a"))
                    .anyMatch(event -> event.text().contains("started"));
        } finally {
            System.clearProperty("portkey.canary");
        }
    }

    private static ReceivedEdit run(String... properties) throws Exception {
        Properties initial = new Properties();
        for (int i = 0; i < properties.length; i += 2) {
            initial.setProperty(PREFIX + properties[i], properties[i + 1]);
        }
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setInitialProperties(initial);
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("portkey-images:edit");
            }
        });
        main.start();
        try {
            main.getCamelTemplate().requestBody("direct:in", RouteToStandIn.PICTURE);
        } finally {
            main.stop();
        }
        return RouteToStandIn.GATEWAY.edits().get(0);
    }
}
