// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

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
    /** Of a secret with several lines, such as a private key, of which an answer may echo some. */
    private static final int SHORTEST_LINE = 16;
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9._+-]*");
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
        route.gatewayHeaders().values().forEach(secrets::addHeader);
        route.httpHeaders().forEach((name, value) -> {
            if (!name.equalsIgnoreCase("traceparent") && !name.equalsIgnoreCase("tracestate")) {
                secrets.addHeader(value);
            }
        });
        secrets.longestFirst.sort(LONGEST_FIRST);
        return secrets;
    }

    private void addHeader(@Nullable String value) {
        add(value, SHORTEST_ELSEWHERE);
        addLeaves(value);
    }

    private void add(@Nullable String value, int shortest) {
        if (value == null || value.length() < shortest) {
            return;
        }
        longestFirst.add(value);
        if (isEscapedInJson(value)) {
            String quoted = JSON.getNodeFactory().textNode(value).toString();
            longestFirst.add(quoted.substring(1, quoted.length() - 1)); // as it stands inside other JSON
        }
        if (isEscapedInUrls(value)) {
            longestFirst.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        int space = value.indexOf(' ');
        if (space > 0 && SCHEME.matcher(value.substring(0, space)).matches()) {
            add(value.substring(space + 1).strip(), SHORTEST_ELSEWHERE); // "Bearer KEY" is echoed as KEY
        }
        if (value.indexOf('\n') >= 0) {
            value.lines().map(String::strip).filter(line -> line.length() >= SHORTEST_LINE).forEach(longestFirst::add);
        }
    }

    private static boolean isEscapedInUrls(String value) {
        for (int i = 0; i < value.length(); i++) {
            if ("-_.*".indexOf(value.charAt(i)) < 0 && !Character.isLetterOrDigit(value.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isEscapedInJson(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return true;
            }
        }
        return false;
    }

    private void addLeaves(@Nullable String json) {
        if (json == null || !json.stripLeading().startsWith("{")) {
            return;
        }
        try {
            JsonNode root = JSON.readTree(json);
            for (JsonNode key : root.findValues("api_key")) {
                add(key.asText(), SHORTEST);
            }
            addTexts(root);
        } catch (IOException e) {
            // What is no JSON is masked as a whole; the gateway will say what is wrong with it.
            longestFirst.add(json);
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
            if (masked.indexOf('\\') >= 0) {
                masked = EscapedText.of(masked).replace(EscapedText.of(value).plain(), MASK);
            }
        }
        return masked;
    }

    /** What an answer says beside its images, without the secrets that its texts repeat. */
    Map<String, Object> maskTexts(Map<String, Object> values) {
        Map<String, Object> masked = new LinkedHashMap<>();
        values.forEach((name, value) -> masked.put(name, maskTexts(value)));
        return masked;
    }

    private @Nullable Object maskTexts(@Nullable Object value) {
        if (value instanceof String text) {
            return mask(text);
        }
        if (value instanceof Map<?, ?> object) {
            Map<Object, Object> masked = new LinkedHashMap<>();
            object.forEach((name, of) -> masked.put(name, maskTexts(of)));
            return masked;
        }
        if (value instanceof List<?> several) {
            List<Object> masked = new ArrayList<>();
            several.forEach(one -> masked.add(maskTexts(one)));
            return masked;
        }
        return value;
    }

    /** Masks a text that was cut off: what it ends with may be the beginning of a secret. */
    String maskCut(String text) {
        String masked = mask(text);
        for (String value : longestFirst) {
            for (int length = value.length() - 1; length >= SHORTEST; length--) {
                if (masked.regionMatches(masked.length() - length, value, 0, length)) {
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
