// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.util.concurrent.CompletableFuture;

import io.github.camelportkey.images.model.ImagesResponse;
import org.jspecify.annotations.Nullable;

/**
 * An edit on its way. Completes exactly once, on a thread of the HTTP client or a timer, so continue with the
 * {@code Async} methods where more than a few instructions follow; or before it is returned, when it could not be sent.
 * Cancelling it ends the request at once; the provider may bill it all the same.
 */
public final class ImageEdit extends CompletableFuture<ImagesResponse> {

    private volatile @Nullable GatewayReply reply;
    private volatile Runnable abort = () -> {
    };

    ImageEdit() {
    }

    /** What the head of the answer said; null until one has come. */
    public @Nullable GatewayReply reply() {
        return reply;
    }

    void replied(GatewayReply head) {
        reply = head;
    }

    void onAbort(Runnable action) {
        abort = action;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
        boolean cancelled = super.cancel(mayInterruptIfRunning);
        if (cancelled) {
            abort.run();
        }
        return cancelled;
    }
}
