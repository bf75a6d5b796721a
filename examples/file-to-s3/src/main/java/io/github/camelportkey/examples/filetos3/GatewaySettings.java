// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which gateway the environment asks for. */
record GatewaySettings(Environment environment) {

    static final String NEWEST_MODEL = "gpt-image-2";
    private static final String COMPONENT = "camel.component.portkey-images.";

    /** Environment variable, option of the component. */
    private static final Map<String, String> OPTIONS = options();

    private static final List<String> SAYING_WHO_EDITS =
            List.of("PORTKEY_PROVIDER", "PORTKEY_VIRTUAL_KEY", "PORTKEY_CONFIG");

    private static Map<String, String> options() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("PORTKEY_API_KEY", "apiKey");
        options.put("PORTKEY_PROVIDER", "provider");
        options.put("PORTKEY_PROVIDER_API_KEY", "providerApiKey");
        options.put("PORTKEY_VIRTUAL_KEY", "virtualKey");
        options.put("PORTKEY_CONFIG", "config");
        options.put("PORTKEY_CUSTOM_HOST", "customHost");
        options.put("PORTKEY_BASE_URL", "baseUrl");
        return options;
    }

    boolean isConfigured() {
        return !environment.present(OPTIONS.keySet()).isEmpty();
    }

    String model() {
        return environment.get("PORTKEY_MODEL", NEWEST_MODEL);
    }

    String address() {
        return environment.get("PORTKEY_BASE_URL", "https://api.portkey.ai/v1");
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (!isConfigured() || environment.has("PORTKEY_BASE_URL")) {
            return problems;
        }
        if (!environment.has("PORTKEY_API_KEY")) {
            String given = String.join(", ", environment.present(OPTIONS.keySet()));
            problems.add(given + " is set, but PORTKEY_API_KEY is not"
                    + " (nor PORTKEY_BASE_URL, for a gateway of your own that needs none)");
        } else if (!model().startsWith("@") && environment.present(SAYING_WHO_EDITS).isEmpty()) {
            problems.add("PORTKEY_API_KEY is set, but nothing says which provider makes the edit: set PORTKEY_PROVIDER"
                    + " (openai, with PORTKEY_PROVIDER_API_KEY; or @your-provider), PORTKEY_MODEL=@your-provider/"
                    + NEWEST_MODEL + ", PORTKEY_VIRTUAL_KEY or PORTKEY_CONFIG");
        }
        return problems;
    }

    /** What Camel Main sets on the component. */
    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        OPTIONS.forEach((variable, option) -> {
            if (environment.has(variable)) {
                properties.put(COMPONENT + option, environment.get(variable));
            }
        });
        return properties;
    }

    static Map<String, String> propertiesOfStandIn(String address) {
        return Map.of(COMPONENT + "baseUrl", address);
    }

    /** Never the values: most of them are secret. */
    @Override
    public String toString() {
        return "GatewaySettings" + environment.present(OPTIONS.keySet());
    }
}
