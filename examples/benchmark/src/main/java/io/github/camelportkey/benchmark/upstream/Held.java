// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.upstream;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** The edits that wait until they are released, and the paths by which the conductor asks and tells. Thread-safe. */
final class Held {

    private final AtomicInteger count = new AtomicInteger();
    private volatile CountDownLatch gate = new CountDownLatch(1);
    private volatile Runnable onRelease = () -> { };

    void onRelease(Runnable action) {
        onRelease = action;
    }

    void add() {
        count.incrementAndGet();
    }

    boolean isReleased() {
        return gate.getCount() == 0;
    }

    void awaitRelease() throws InterruptedException {
        gate.await();
    }

    /** Does what a path under {@code /control/} asks, and says how many edits are held. */
    byte[] control(String path) {
        int held = count.get();
        if (path.endsWith("/release")) {
            gate.countDown();
            onRelease.run();
        } else if (path.endsWith("/hold")) {
            count.set(0);
            gate = new CountDownLatch(1);
        }
        return Answers.ascii(Integer.toString(held));
    }

    static byte[] error(String message) {
        return Answers.ascii("{\"error\":{\"message\":\"" + message.replace('"', '\'') + "\"}}");
    }
}
