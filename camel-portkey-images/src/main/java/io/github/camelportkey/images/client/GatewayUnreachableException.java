// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * The gateway never gave a complete answer: it could not be reached, the connection broke off, or time ran out.
 * Always retryable; {@link #mayHaveBeenBilled()} tells whether the whole request had left before.
 */
public final class GatewayUnreachableException extends IOException implements GatewayFailure {

    private static final long serialVersionUID = 1L;

    private final boolean billed;
    private final @Nullable String traceId;
    private final @Nullable String requestId;

    GatewayUnreachableException(String message, @Nullable Throwable cause, boolean billed, @Nullable String traceId,
            @Nullable String requestId) {
        super(message, cause);
        this.billed = billed;
        this.traceId = traceId;
        this.requestId = requestId;
    }

    @Override
    public boolean isRetryable() {
        return true;
    }

    @Override
    public boolean mayHaveBeenBilled() {
        return billed;
    }

    @Override
    public @Nullable String getTraceId() {
        return traceId;
    }

    @Override
    public @Nullable String getRequestId() {
        return requestId;
    }
}
