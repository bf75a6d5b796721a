// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.kit;

import java.util.concurrent.CountDownLatch;

/** Waits where no checked exception may be thrown. */
public final class Latches {

    private Latches() {
    }

    /** Waits until the latch is open, or this thread is interrupted, which it then still is. */
    public static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
