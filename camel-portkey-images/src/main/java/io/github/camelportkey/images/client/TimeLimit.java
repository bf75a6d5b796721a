// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A time that may run out. Thread-safe. */
final class TimeLimit {

    /** Longer than this is as good as without an end: 292 years. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    /** Completes with whether the time is up. It is not cancelled: that makes an exception with its stack each time. */
    private final CompletableFuture<Boolean> isUp = new CompletableFuture<>();

    /**
     * Begins to wait.
     *
     * @param left how much time there is; none, or less, is up at once
     * @param executor where {@code whenUp} runs: all timers of the JVM share one thread, which nothing may hold up
     */
    void start(Duration left, Executor executor, Runnable whenUp) {
        long nanos = left.compareTo(LONGEST) < 0 ? Math.max(0, left.toNanos()) : Long.MAX_VALUE;
        isUp.completeOnTimeout(true, nanos, TimeUnit.NANOSECONDS).thenAccept(up -> {
            if (up) {
                executor.execute(whenUp);
            }
        });
    }

    /** Stops waiting; false when the time was up already. */
    boolean lift() {
        isUp.complete(false);
        return !isUp.join();
    }
}
