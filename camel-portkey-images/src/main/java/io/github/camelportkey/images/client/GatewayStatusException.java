// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.time.Duration;

import io.github.camelportkey.images.model.ImagesResponse;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.jspecify.annotations.Nullable;

/**
 * The gateway, or the provider behind it, said no: any status but a success, and a failed guardrail (246) where that is
 * asked to be a failure. Also an {@link HttpOperationFailedException}, so that routes which handle Camel's HTTP errors
 * handle this one. The body is bounded, and secrets of ours that it echoes are masked.
 */
public final class GatewayStatusException extends HttpOperationFailedException implements GatewayFailure {

    private static final long serialVersionUID = 1L;

    private final GatewayReply reply;
    private final GatewayError error;
    private final transient @Nullable ImagesResponse response;
    private final @Nullable String traceId;

    GatewayStatusException(String url, GatewayReply reply, String body, GatewayError error,
            @Nullable ImagesResponse response, @Nullable String traceId) {
        super(url, reply.statusCode(), reply.reason(), reply.header("location"), reply.headers(), body);
        this.reply = reply;
        this.error = error;
        this.response = response;
        this.traceId = traceId;
    }

    @Override
    public String getMessage() {
        StringBuilder text = new StringBuilder("The gateway at ").append(getUri()).append(" answered ")
                .append(getStatusCode());
        if (getStatusCode() == GatewayReply.GUARDRAIL_FAILED) {
            text.append(" (a guardrail failed; the images are in getResponse())");
        } else if (error.message() != null) {
            text.append(": ").append(GatewayError.shown(error.message()));
        } else if (getStatusCode() < 400) {
            text.append(": redirects are not followed, because they would carry keys to another place; check baseUrl");
        }
        append(text, "type", error.type());
        append(text, "code", error.code());
        append(text, "param", error.param());
        append(text, "trace id", traceId);
        append(text, "request id", reply.requestId());
        if (getRetryAfter() != null) {
            append(text, "retry after", getRetryAfter().toMillis() + " ms");
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            text.append(" [").append(name).append(": ").append(GatewayError.shown(value)).append(']');
        }
    }

    /** The error's type, such as {@code invalid_request_error}, or null. */
    public @Nullable String getType() {
        return error.type();
    }

    /** The error's code, such as {@code moderation_blocked}, or null. */
    public @Nullable String getCode() {
        return error.code();
    }

    /** The field that the error is about, or null. */
    public @Nullable String getParam() {
        return error.param();
    }

    /** What the gateway or the provider said, or null. */
    public @Nullable String getGatewayMessage() {
        return error.message();
    }

    /** How long to wait before trying again, where the answer says so; never negative; else null. */
    public @Nullable Duration getRetryAfter() {
        return reply.retryAfter();
    }

    /** Whether the provider's moderation refused the prompt or an image; trying again never helps. */
    public boolean isModerationBlocked() {
        return "moderation_blocked".equals(error.code()) || "content_policy_violation".equals(error.code());
    }

    /** The images of an answer whose guardrail failed (246); else null. */
    public @Nullable ImagesResponse getResponse() {
        return response;
    }

    @Override
    public boolean isRetryable() {
        int status = getStatusCode();
        if (status == 429) {
            return !"insufficient_quota".equals(error.code()) && !"insufficient_quota".equals(error.type());
        }
        return status == 408 || status >= 500;
    }

    @Override
    public boolean mayHaveBeenBilled() {
        int status = getStatusCode();
        return status == 408 || status >= 500 || status < 300;
    }

    @Override
    public @Nullable String getTraceId() {
        return traceId;
    }

    @Override
    public @Nullable String getRequestId() {
        return reply.requestId();
    }
}
