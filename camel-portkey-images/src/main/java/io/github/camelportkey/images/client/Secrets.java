// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelportkey.images.model.GatewayRoute;
import org.jspecify.annotations.Nullable;

/** The secrets of a route, masked wherever an answer echoes them. */
final class Secrets {

    private static final String MASK = "***";
    private static final int SHORTEST = 4;
    /** Header values and parts of a config are not all secrets, and a masked "false" helps nobody. */
    private static final int SHORTEST_ELSEWHERE = 8;
    private static final Comparator<String> LONGEST_FIRST = Comparator.comparingInt(String::length).reversed();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<String> longestFirst = new ArrayList<>(4);

    static Secrets of(GatewayRoute route) {
        Secrets secrets = new Secrets();
        secrets.add(route.config(), SHORTEST);
        secrets.addLeaves(route.config());
        secrets.add(route.apiKey(), SHORTEST);
        secrets.add(route.virtualKey(), SHORTEST);
        secrets.add(route.providerApiKey(), SHORTEST);
        route.gatewayHeaders().values().forEach(value -> secrets.add(value, SHORTEST_ELSEWHERE));
        route.httpHeaders().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("traceparent") && !name.equalsIgnoreCase("tracestate")) {
                secrets.add(value, SHORTEST_ELSEWHERE);
            }
        });
        secrets.longestFirst.sort(LONGEST_FIRST);
        return secrets;
    }

    private void add(@Nullable String value, int shortest) {
        if (value != null && value.length() >= shortest) {
            int space = value.indexOf(' ');
            if (space > 0) {
                add(value.substring(space + 1).trim(), SHORTEST_ELSEWHERE); // "Bearer KEY" is echoed as KEY
            }
            longestFirst.add(value);
            if (value.indexOf('"') >= 0 || value.indexOf('\\') >= 0) {
                String quoted = JSON.getNodeFactory().textNode(value).toString();
                longestFirst.add(quoted.substring(1, quoted.length() - 1)); // as it stands inside other JSON
            }
        }
    }

    private void addLeaves(@Nullable String config) {
        if (config == null || !config.stripLeading().startsWith("{")) {
            return;
        }
        try {
            for (JsonNode key : JSON.readTree(config).findValues("api_key")) {
                add(key.asText(), SHORTEST);
            }
            addTexts(JSON.readTree(config));
        } catch (IOException e) {
            // A config that is no JSON is masked as a whole; the gateway will say what is wrong with it.
            longestFirst.add(config);
        }
    }

    private void addTexts(JsonNode node) {
        if (node.isTextual()) {
            add(node.textValue(), SHORTEST_ELSEWHERE);
        }
        node.forEach(this::addTexts);
    }

    String mask(String text) {
        String masked = text;
        for (String value : longestFirst) {
            masked = masked.replace(value, MASK);
        }
        return masked.indexOf('\\') < 0 ? masked : withEscapesMasked(masked);
    }

    private String withEscapesMasked(String text) {
        String masked = text;
        for (String value : longestFirst) {
            masked = EscapedText.of(masked).replace(EscapedText.of(value).plain(), MASK);
        }
        return masked;
    }

    /** Masks a text that was cut off: what it ends with may be the beginning of a secret. */
    String maskCut(String text) {
        String masked = mask(text);
        for (String value : longestFirst) {
            for (int length = value.length() - 1; length >= SHORTEST; length--) {
                if (masked.endsWith(value.substring(0, length))) {
                    return masked.substring(0, masked.length() - length) + MASK;
                }
            }
        }
        return masked;
    }

    /** The exception, unless it or a cause of it repeats a secret. */
    @Nullable Throwable unlessLeaking(@Nullable Throwable cause) {
        int depth = 0;
        for (Throwable at = cause; at != null && depth < 20; at = at.getCause(), depth++) {
            String text = at.toString();
            if (!mask(text).equals(text)) {
                return null;
            }
        }
        return cause;
    }

    /** The headers without the secrets that their values repeat; the same map where there are none. */
    Map<String, String> mask(Map<String, String> headers) {
        Map<String, String> masked = null;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            String value = mask(header.getValue());
            if (!value.equals(header.getValue())) {
                masked = masked == null ? new LinkedHashMap<>(headers) : masked;
                masked.put(header.getKey(), value);
            }
        }
        return masked == null ? headers : masked;
    }
}
