// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * Hands the rest of a route to a pool, and sees to it that it runs exactly once: also when the pool is full or shut down,
 * when it drops what it was given, or when the component stops first. Thread-safe.
 */
final class Continuations {

    private static final long STALL_SECONDS = 1;

    private final Set<Once> waiting = ConcurrentHashMap.newKeySet();
    private final Map<ExecutorService, Lane> lanes = Collections.synchronizedMap(new WeakHashMap<>());
    private final AtomicBoolean watched = new AtomicBoolean();
    private final Supplier<@Nullable ExecutorService> relief;

    /**
     * @param relief a pool without bounds, given at once, and null when everything stops: for the watch over the pools, and
     *        for the rests that all threads of a pool keep waiting, because they themselves wait for just these: a step
     *        behind an edit may send another edit and block until it is done
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
        Once once = new Once(rest, lane(pool));
        waiting.add(once);
        if (!takes(pool, once) && !takesInstead(reserve.get(), once)) {
            once.run();
        }
        watch();
    }

    private Lane lane(ExecutorService pool) {
        return lanes.computeIfAbsent(pool, key -> new Lane());
    }

    private boolean takesInstead(@Nullable ExecutorService pool, Once once) {
        if (pool != null) {
            once.lane = lane(pool);
        }
        return takes(pool, once);
    }

    private void watch() {
        if (!waiting.isEmpty() && watched.compareAndSet(false, true)) {
            CompletableFuture.delayedExecutor(STALL_SECONDS, TimeUnit.SECONDS, this::onRelief).execute(this::look);
        }
    }

    /** Nothing else may be done by the thread that calls this, the JVM's one for all timers. */
    private void onRelief(Runnable look) {
        if (!isTaken(relief.get(), look)) {
            watched.set(false); // by the next one that comes again
        }
    }

    /** Relieves one rest of each pool in which none has begun for a second: if all wait for each other, others follow. */
    private void look() {
        try {
            Map<Lane, Once> stalled = waiting.stream().filter(Once::isStalled)
                    .collect(Collectors.toMap(once -> once.lane, once -> once, (first, other) -> first));
            ExecutorService extra = stalled.isEmpty() ? null : relief.get();
            stalled.values().forEach(once -> takes(extra, once));
        } finally {
            watched.set(false);
            watch();
        }
    }

    private static boolean takes(@Nullable ExecutorService pool, Once once) {
        Handover handover = new Handover(once);
        if (!isTaken(pool, handover)) {
            return false;
        }
        handover.giving = false;
        return !handover.givenBack;
    }

    private static boolean isTaken(@Nullable ExecutorService pool, Runnable task) {
        if (pool == null || pool.isShutdown()) {
            return false;
        }
        try {
            pool.execute(task);
            return true;
        } catch (RuntimeException | Error e) {
            return false; // rejected; or no thread could be made; or a pool of the user's that fails in its own way
        }
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

    /** What is known of a pool. */
    private static final class Lane {
        private volatile long begunAt = System.nanoTime();
    }

    private final class Once implements Runnable {

        private final AtomicReference<@Nullable Runnable> rest;
        private volatile Lane lane;
        private final long since = System.nanoTime();

        private Once(Runnable rest, Lane lane) {
            this.rest = new AtomicReference<>(rest);
            this.lane = lane;
        }

        private boolean isStalled() {
            long now = System.nanoTime();
            return Math.min(now - since, now - lane.begunAt) >= TimeUnit.SECONDS.toNanos(STALL_SECONDS);
        }

        /** A pool may hold on to this for long after somebody else has run it. */
        @Override
        public void run() {
            Runnable taken = rest.getAndSet(null);
            if (taken != null) {
                waiting.remove(this);
                lane.begunAt = System.nanoTime();
                taken.run();
            }
        }
    }
}
