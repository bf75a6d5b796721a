// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Hands the rest of a route to a pool, and sees to it that it runs exactly once: also when the pool is full or shut down,
 * when it drops what it was given, or when the component stops first. Thread-safe.
 */
final class Continuations {

    private static final long STALL_SECONDS = 1;

    private final Set<Once> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicLong begun = new AtomicLong();
    private final AtomicBoolean watched = new AtomicBoolean();
    private final Supplier<@Nullable ExecutorService> relief;

    /**
     * @param relief a pool without bounds for the rests that all threads of a pool keep waiting, because they themselves
     *        wait for just these: a step behind an edit may send another edit and block until it is done
     */
    Continuations(Supplier<@Nullable ExecutorService> relief) {
        this.relief = relief;
    }

    /**
     * @param pool where to run the rest of the route
     * @param reserve where to run it when the pool does not take it, asked only then; when this gives null or does not take
     *        it either, which is when everything stops, it runs on this thread
     */
    void run(ExecutorService pool, Supplier<@Nullable ExecutorService> reserve, Runnable rest) {
        Once once = new Once(rest);
        waiting.add(once);
        if (!takes(pool, once) && !takes(reserve.get(), once)) {
            once.run();
        }
        watch();
    }

    private void watch() {
        if (!waiting.isEmpty() && watched.compareAndSet(false, true)) {
            look(begun.get(), 1);
        }
    }

    /** Looks again after a second; while nothing at all has begun in it, relieves one rest, then two, then four. */
    private void look(long begunBefore, int count) {
        CompletableFuture.delayedExecutor(STALL_SECONDS, TimeUnit.SECONDS).execute(() -> {
            boolean stalled = begun.get() == begunBefore;
            ExecutorService extra = stalled && !waiting.isEmpty() ? relief.get() : null;
            if (extra != null) {
                waiting.stream().limit(count).forEach(once -> takes(extra, once));
            }
            if (waiting.isEmpty()) {
                watched.set(false);
                watch();
            } else {
                look(begun.get(), stalled ? Math.min(count * 2, 1 << 10) : 1);
            }
        });
    }

    private static boolean takes(@Nullable ExecutorService pool, Once once) {
        if (pool == null || pool.isShutdown()) {
            return false;
        }
        Handover handover = new Handover(once);
        try {
            pool.execute(handover);
        } catch (RuntimeException | Error e) {
            return false; // rejected; or no thread could be made; or a pool of the user's that fails in its own way
        }
        handover.giving = false;
        return !handover.givenBack;
    }

    /** Runs what has not run yet, on this thread. */
    void runAll() {
        waiting.forEach(Once::run);
    }

    /** Sees through a pool that, when it is full, lets the caller run: the caller may be an I/O thread. */
    private static final class Handover implements Runnable {

        private final Once once;
        private final Thread giver = Thread.currentThread();
        private boolean giving = true;
        private boolean givenBack;

        private Handover(Once once) {
            this.once = once;
        }

        @Override
        public void run() {
            if (Thread.currentThread() == giver && giving) {
                givenBack = true;
            } else {
                once.run();
            }
        }
    }

    private final class Once implements Runnable {

        private final Runnable rest;
        private final AtomicBoolean ran = new AtomicBoolean();

        private Once(Runnable rest) {
            this.rest = rest;
        }

        @Override
        public void run() {
            if (ran.compareAndSet(false, true)) {
                waiting.remove(this);
                begun.incrementAndGet();
                rest.run();
            }
        }
    }
}
