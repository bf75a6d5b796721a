// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.time.Duration;

import io.github.camelportkey.images.client.GatewayFailure;
import io.github.camelportkey.images.client.GatewayStatusException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** What a failed edit leaves on its exchange for error handlers: a category, and how long to wait before a redelivery. */
final class EditFailure {

    /** The names that Camel's own AI components use. */
    static final String CATEGORY = "CamelAiErrorCategory";
    static final String RETRY_AFTER_MILLIS = "CamelAiRetryAfterMillis";
    private static final String DELAY_SET = "CamelPortkeyImagesRedeliveryDelaySet";
    private static final String DELAY_BEFORE = "CamelPortkeyImagesRedeliveryDelayBefore";

    private EditFailure() {
    }

    /** Takes back what a failed attempt left. */
    static void clear(Exchange exchange) {
        exchange.removeProperty(CATEGORY);
        exchange.removeProperty(RETRY_AFTER_MILLIS);
        Object ours = exchange.removeProperty(DELAY_SET);
        Object before = exchange.removeProperty(DELAY_BEFORE);
        Message message = exchange.getMessage();
        if (ours == null || !ours.equals(message.getHeader(Exchange.REDELIVERY_DELAY))) {
            return; // a redelivery has the message as it was, with the user's own
        }
        if (before == null) {
            message.removeHeader(Exchange.REDELIVERY_DELAY);
        } else {
            message.setHeader(Exchange.REDELIVERY_DELAY, before);
        }
    }

    /** Sets the exception and what goes with it. */
    static void set(Exchange exchange, Throwable failure, long maxRetryAfterMillis) {
        exchange.setException(failure);
        exchange.setProperty(CATEGORY, category(failure));
        Duration wait = failure instanceof GatewayStatusException status ? status.getRetryAfter() : null;
        if (wait == null) {
            return;
        }
        exchange.setProperty(RETRY_AFTER_MILLIS, wait.toMillis());
        int status = ((GatewayStatusException) failure).getStatusCode();
        if ((status == 429 || status == 503) && wait.toMillis() <= maxRetryAfterMillis) {
            exchange.setProperty(DELAY_BEFORE, exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY));
            exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, wait.toMillis());
            exchange.setProperty(DELAY_SET, wait.toMillis());
        }
    }

    /** What kind of failure it is, in the words of Camel's AI components. */
    static String category(Throwable failure) {
        if (failure instanceof GatewayStatusException status) {
            return category(status.getStatusCode());
        }
        if (failure instanceof IllegalArgumentException) {
            return "VALIDATION";
        }
        return failure instanceof GatewayFailure ? "SERVER_ERROR" : "UNKNOWN";
    }

    private static String category(int status) {
        return switch (status) {
            case 401, 403 -> "AUTH";
            case 400, 404, 409, 413, 415, 422, 446 -> "VALIDATION";
            case 412, 429 -> "RATE_LIMIT";
            case 408 -> "SERVER_ERROR";
            default -> status >= 500 ? "SERVER_ERROR" : "UNKNOWN";
        };
    }
}
