// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.time.Duration;
import java.util.Map;

import io.github.camelportkey.images.client.GatewayFailure;
import io.github.camelportkey.images.client.GatewayStatusException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers a failed request with a status of HTTP and a {@link Problem}. */
final class Problems implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    /** Where the component says what kind of failure it is. */
    private static final String CATEGORY = "CamelAiErrorCategory";
    /** Portkey's own status. */
    private static final int GUARDRAIL_DENIED = 446;

    @Override
    public void process(Exchange exchange) {
        Exception failure = failure(exchange);
        Map.Entry<Integer, Problem> answer = answer(exchange, failure);
        if (answer.getKey() >= 500) {
            LOG.warn("edit {} failed: {}", exchange.getExchangeId(), String.valueOf(failure));
        }
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.getKey());
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        Long retryAfter = answer.getValue().retryAfter();
        if (retryAfter != null) {
            message.setHeader("Retry-After", retryAfter);
        }
        message.setBody(answer.getValue());
    }

    /** Whether an exchange that is done has cost something, as far as can be known. */
    static boolean mayHaveBeenBilled(Exchange done) {
        Exception failure = failure(done);
        return failure == null || answer(done, failure).getValue().mayHaveBeenBilled();
    }

    private static @Nullable Exception failure(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, exchange.getException(), Exception.class);
    }

    private static Map.Entry<Integer, Problem> answer(Exchange exchange, @Nullable Exception failure) {
        if (failure instanceof RejectedFormException form) {
            return Map.entry(400, Problem.of(form.code(), form.getMessage()));
        }
        if (failure instanceof BusyException) {
            return Map.entry(503, Problem.later("busy", null, BusyException.SECONDS));
        }
        if (failure instanceof IllegalArgumentException) {
            return Map.entry(400, Problem.of("picture", failure.getMessage()));
        }
        if (failure instanceof GatewayStatusException status) {
            return ofStatus(exchange.getProperty(CATEGORY, "", String.class), status);
        }
        if (failure instanceof GatewayFailure gateway) {
            return Map.entry(502, new Problem("unreachable", null, null, gateway.mayHaveBeenBilled()));
        }
        // what is not foreseen may have come behind the edit
        return Map.entry(500, new Problem("internal", null, null, true));
    }

    private static Map.Entry<Integer, Problem> ofStatus(String category, GatewayStatusException status) {
        String detail = status.getGatewayMessage();
        if (status.isModerationBlocked()) {
            return Map.entry(422, Problem.of("moderation", detail));
        }
        return switch (category) {
            case "RATE_LIMIT" -> status.isRetryable()
                    ? Map.entry(429, Problem.later("rate-limit", detail, seconds(status.getRetryAfter())))
                    : Map.entry(502, Problem.of("quota", null));
            case "AUTH" -> Map.entry(502, Problem.of("access", null));
            case "VALIDATION" -> Map.entry(422,
                    Problem.of(status.getStatusCode() == GUARDRAIL_DENIED ? "guardrail" : "refused", detail));
            case "SERVER_ERROR" -> Map.entry(502, new Problem("gateway", detail, null, status.mayHaveBeenBilled()));
            default -> Map.entry(502, new Problem("setup", detail, null, status.mayHaveBeenBilled()));
        };
    }

    /** Rounded up, because a second too early is a second refusal. */
    private static long seconds(@Nullable Duration wait) {
        return wait == null ? 10 : Math.max(1, (wait.toMillis() + 999) / 1000);
    }
}
