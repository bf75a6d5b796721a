// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which gateway edits, and who pays: options of the component, from environment variables. They are given to the component
 * and to nothing else, so that no page, answer or log line can hold them.
 *
 * @param options option of the component and its value; empty when nothing is set
 */
record GatewayAccess(Map<String, String> options) {

    private static final Map<String, String> VARIABLES = Map.of(
            "PORTKEY_API_KEY", "apiKey",
            "PORTKEY_PROVIDER", "provider",
            "PORTKEY_PROVIDER_API_KEY", "providerApiKey",
            "PORTKEY_VIRTUAL_KEY", "virtualKey",
            "PORTKEY_CONFIG", "config",
            "PORTKEY_CUSTOM_HOST", "customHost",
            "PORTKEY_BASE_URL", "baseUrl");

    static GatewayAccess of(Map<String, String> environment) {
        Map<String, String> options = new LinkedHashMap<>();
        VARIABLES.forEach((variable, option) -> {
            String value = environment.getOrDefault(variable, "").strip();
            if (!value.isEmpty()) {
                options.put(option, value);
            }
        });
        return new GatewayAccess(options);
    }

    static GatewayAccess at(String baseUrl) {
        return new GatewayAccess(Map.of("baseUrl", baseUrl));
    }

    boolean isConfigured() {
        return !options.isEmpty();
    }

    String address() {
        return options.getOrDefault("baseUrl", "https://api.portkey.ai/v1");
    }

    /** What Camel Main sets on the component. */
    Map<String, Object> properties() {
        return options.entrySet().stream()
                .collect(Collectors.toMap(option -> "camel.component.portkey-images." + option.getKey(), Map.Entry::getValue));
    }

    /** Never the values: most of them are secret. */
    @Override
    public String toString() {
        return "GatewayAccess" + options.keySet();
    }
}
