// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;

import io.github.camelportkey.images.model.ImagesResponse;
import org.jspecify.annotations.Nullable;

/**
 * The gateway answered with success, but with something of which no image can be used. Not retryable, because the edit
 * was probably billed and would be again.
 */
public final class InvalidGatewayResponseException extends IOException implements GatewayFailure {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable ImagesResponse response;
    private final @Nullable String traceId;
    private final @Nullable String requestId;

    InvalidGatewayResponseException(String message, @Nullable Throwable cause, @Nullable ImagesResponse response,
            @Nullable String traceId, @Nullable String requestId) {
        super(message, cause);
        this.response = response;
        this.traceId = traceId;
        this.requestId = requestId;
    }

    /** What could be understood of the answer, each image with its {@code problem()}; null when it was nothing. */
    public @Nullable ImagesResponse getResponse() {
        return response;
    }

    @Override
    public boolean isRetryable() {
        return false;
    }

    @Override
    public boolean mayHaveBeenBilled() {
        return true;
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
