package io.github.camelportkey.images;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Hands the rest of a route to a pool, and sees to it that it runs exactly once: also when the pool is shut down, when it
 * drops what it was given, or when the component stops first. Thread-safe.
 */
final class Continuations {

    private final Set<Once> waiting = ConcurrentHashMap.newKeySet();

    void run(ExecutorService pool, Runnable rest) {
        Once once = new Once(rest);
        waiting.add(once);
        try {
            if (pool.isShutdown()) {
                once.run();
            } else {
                pool.execute(once);
            }
        } catch (RejectedExecutionException e) {
            once.run();
        }
    }

    /** Runs what has not run yet, on this thread. */
    void runAll() {
        waiting.forEach(Once::run);
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
                rest.run();
            }
        }
    }
}
