// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory of images that are being received: pieces of 64 KB, which are used again when their image has gone to a file,
 * and a count of all of them, because a hundred images that begin at once must not fill the heap. Thread-safe.
 */
final class Segments {

    /** The size of a piece, in bytes. */
    static final int SIZE = 64 * 1024;
    /** How many bytes images that are being received may hold in memory, all together. */
    private static final long PLENTY = Math.min(16L << 20, Runtime.getRuntime().maxMemory() / 8);
    private static final int SPARE = 16;

    private final BlockingQueue<ByteBuffer> spare = new ArrayBlockingQueue<>(SPARE);
    private final AtomicLong held = new AtomicLong();

    /** A piece of this size, empty. */
    ByteBuffer take(int size) {
        held.addAndGet(size);
        ByteBuffer again = size == SIZE ? spare.poll() : null;
        return again != null ? again : ByteBuffer.allocate(size);
    }

    /** Takes a piece back that nobody holds any more. */
    void giveBack(ByteBuffer segment) {
        release(segment);
        if (segment.capacity() == SIZE) {
            spare.offer(segment.clear());
        }
    }

    /** Counts a piece no more: its image is there, or was dropped. */
    void release(ByteBuffer segment) {
        held.addAndGet(-segment.capacity());
    }

    /** Whether an image should go to a file before it is as large as that. */
    boolean areScarce(long threshold) {
        return held.get() > PLENTY && held.get() / 4 > threshold;
    }
}
