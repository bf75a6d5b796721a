// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelportkey.images.client.GatewayFailure;
import io.github.camelportkey.images.client.GatewayStatusException;
import org.jspecify.annotations.Nullable;

/** The last edits that failed. Keeps texts, not exceptions, which may hold whole answers. Thread-safe. */
final class RecentFailures implements EditObserver {

    private static final int KEPT = 10;
    private static final int LONGEST_MESSAGE = 300;

    private record Failed(Instant time, String exchangeId, String error, String category, @Nullable Integer status,
            @Nullable String message, @Nullable String traceId) {

        private Map<String, Object> shown() {
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("time", time.toString());
            shown.put("exchangeId", exchangeId);
            shown.put("error", error);
            shown.put("category", category);
            if (status != null) {
                shown.put("status", status);
            }
            if (traceId != null) {
                shown.put("gatewayTraceId", traceId);
            }
            if (message != null) {
                shown.put("message", message);
            }
            return shown;
        }
    }

    private final Deque<Failed> last = new ArrayDeque<>(KEPT);

    @Override
    public void ended(EditEvent event) {
        Throwable failure = event.failure();
        if (failure == null) {
            return;
        }
        GatewayFailure ours = failure instanceof GatewayFailure known ? known : null;
        Failed failed = new Failed(Instant.now(), event.exchangeId(), failure.getClass().getSimpleName(),
                EditFailure.category(failure),
                failure instanceof GatewayStatusException refused ? refused.getStatusCode() : null,
                // only of our own messages is it known that they hold no secret
                ours == null ? null : shortened(String.valueOf(failure.getMessage())),
                ours == null ? null : ours.getTraceId());
        synchronized (last) {
            if (last.size() == KEPT) {
                last.removeLast();
            }
            last.addFirst(failed);
        }
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 1) + "…";
    }

    /** What is known of each, the last one first. */
    List<Map<String, Object>> all() {
        synchronized (last) {
            return last.stream().map(Failed::shown).toList();
        }
    }
}
