// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.Serializable;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * What the head of the gateway's answer says. Immutable.
 *
 * @param statusCode the HTTP status
 * @param reason the HTTP reason phrase, or an empty text
 * @param headers all headers by name, without regard to case; of several with one name, the first
 */
public record GatewayReply(int statusCode, String reason, Map<String, String> headers) implements Serializable {

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
    /** The status of an answer that a guardrail objected to and that was served all the same. */
    static final int GUARDRAIL_FAILED = 246;

    public GatewayReply {
        TreeMap<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableMap(copy);
    }

    /** A header, or null when it is absent or empty. */
    @Nullable String header(String name) {
        String value = headers.get(name);
        return value == null || value.isBlank() ? null : value.trim();
    }

    private @Nullable Long number(String name) {
        String value = header(name);
        return value != null && NUMBER.matcher(value).matches() ? Long.valueOf(value) : null;
    }

    /** The id under which the gateway logged the edit. */
    public @Nullable String traceId() {
        return header("x-portkey-trace-id");
    }

    /** The provider's id of the request. */
    public @Nullable String requestId() {
        return header("x-request-id");
    }

    /** The provider that the gateway called. */
    public @Nullable String provider() {
        return header("x-portkey-provider");
    }

    /** What the gateway's cache did: {@code HIT}, {@code MISS}, {@code DISABLED} and the like. */
    public @Nullable String cacheStatus() {
        return header("x-portkey-cache-status");
    }

    /** How many times the gateway tried again; -1 when it tried as often as it may. */
    public @Nullable Integer retryAttemptCount() {
        Long count = number("x-portkey-retry-attempt-count");
        return count == null ? null : count.intValue();
    }

    /** Which target of the config answered, such as {@code config.targets[1]}. */
    public @Nullable String lastUsedOptionIndex() {
        return header("x-portkey-last-used-option-index");
    }

    /** Whether a guardrail objected and the answer was served all the same (status 246). */
    public boolean guardrailFailed() {
        return statusCode == GUARDRAIL_FAILED;
    }

    /** How many more requests the provider takes now. */
    public @Nullable Long rateLimitRemainingRequests() {
        return number("x-ratelimit-remaining-requests");
    }

    /** How many more tokens the provider takes now. */
    public @Nullable Long rateLimitRemainingTokens() {
        return number("x-ratelimit-remaining-tokens");
    }

    /** How long to wait before trying again, never negative; null when the answer does not say. */
    public @Nullable Duration retryAfter() {
        return RetryAfter.of(header("retry-after-ms"), header("retry-after"), header("date"));
    }
}
