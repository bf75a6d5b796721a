// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Reads the token usage from JSON values, and notes whether the result says all that the JSON says. */
final class UsageReader {

    private static final Set<String> USAGE = Set.of(
            "input_tokens", "output_tokens", "total_tokens", "input_tokens_details", "output_tokens_details");
    private static final Set<String> DETAILS = Set.of("text_tokens", "image_tokens");

    private boolean exact = true;

    /** Whether nothing was left out, and nothing added, by all reading so far. */
    boolean exact() {
        return exact;
    }

    Usage read(Map<?, ?> json) {
        exact &= USAGE.containsAll(json.keySet());
        return new Usage(required(json, "input_tokens"), required(json, "output_tokens"), required(json, "total_tokens"),
                details(json, "input_tokens_details"), details(json, "output_tokens_details"));
    }

    private @Nullable TokenDetails details(Map<?, ?> usage, String name) {
        Object value = usage.get(name);
        if (value instanceof Map<?, ?> json) {
            exact &= DETAILS.containsAll(json.keySet());
            return new TokenDetails(number(json, "text_tokens"), number(json, "image_tokens"));
        }
        exact &= !usage.containsKey(name);
        return null;
    }

    private long required(Map<?, ?> json, String name) {
        Long number = number(json, name);
        exact &= number != null;
        return number == null ? 0 : number;
    }

    private @Nullable Long number(Map<?, ?> json, String name) {
        Object value = json.get(name);
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        exact &= !json.containsKey(name);
        return null;
    }
}
