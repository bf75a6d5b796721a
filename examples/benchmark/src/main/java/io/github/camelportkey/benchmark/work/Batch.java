// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.work;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * A number of edits, of which a client keeps as many in flight as the scenario says. After a failure no more begin.
 * Thread-safe.
 */
public final class Batch {

    private final Expected expected;
    private final String baseUrl;
    private final int edits;
    private final AtomicInteger left;
    private final AtomicInteger open;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    public Batch(Expected expected, String baseUrl, int edits) {
        this.expected = expected;
        this.baseUrl = baseUrl;
        this.edits = edits;
        this.left = new AtomicInteger(edits);
        this.open = new AtomicInteger(edits);
    }

    /** What each answer must hold. */
    public Expected expected() {
        return expected;
    }

    /** Where to send: scheme, host, port and path, without the path of the operation. */
    public String baseUrl() {
        return baseUrl;
    }

    /** How many edits to have in flight. */
    public int inFlight() {
        return Math.min(edits, expected.scenario().inFlight());
    }

    /** Whether there is another edit to begin; whoever is told so begins it. */
    public boolean take() {
        return left.getAndDecrement() > 0;
    }

    /** One edit is over and its result is as expected. */
    public void finished() {
        if (open.decrementAndGet() == 0) {
            done.complete(null);
        }
    }

    public void failed(Throwable cause) {
        left.set(0);
        if (failure.compareAndSet(null, cause)) {
            done.completeExceptionally(cause);
        }
    }

    public CompletableFuture<Void> done() {
        return done;
    }
}
