// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.work;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

import com.sun.management.ThreadMXBean;

/**
 * What an answer must hold, byte for byte. What comparing costs is counted, so that it can be left out of the figures.
 * Thread-safe.
 */
public final class Expected {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final ThreadLocal<ByteBuffer> BUFFER = ThreadLocal.withInitial(() -> ByteBuffer.allocate(16 * 1024));

    private final Scenario scenario;
    private final ByteBuffer[] images;
    private final LongAdder cpuNanos = new LongAdder();
    private final LongAdder wallNanos = new LongAdder();
    private final LongAdder allocated = new LongAdder();

    private interface Comparison {
        void run() throws IOException;
    }

    public Expected(Scenario scenario, Pictures pictures) throws IOException {
        this.scenario = scenario;
        images = new ByteBuffer[scenario.answerBytes() == 0 ? 0 : scenario.images()];
        for (int i = 0; i < images.length; i++) {
            try (FileChannel file = FileChannel.open(pictures.answer(scenario.answerBytes(), i))) {
                images[i] = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size()); // no heap of the client's
            }
        }
    }

    /** The url that stands in an answer of urls. */
    public static String url(int index) {
        return "https://images.example.com/edited/" + index + ".png";
    }

    public Scenario scenario() {
        return scenario;
    }

    public void url(int index, String url) {
        if (!url(index).equals(url)) {
            throw new IllegalStateException("Image " + index + " is at " + url);
        }
    }

    public void count(int count) {
        if (count != scenario.images()) {
            throw new IllegalStateException(count + " images instead of " + scenario.images());
        }
    }

    public void bytes(int index, byte[]... segments) {
        measured(() -> {
            int at = 0;
            for (byte[] segment : segments) {
                at = same(index, at, ByteBuffer.wrap(segment));
            }
            complete(index, at);
        });
    }

    public void stream(int index, InputStream in) {
        measured(() -> {
            ByteBuffer buffer = BUFFER.get();
            int at = 0;
            try (in) {
                for (int n = in.read(buffer.array()); n >= 0; n = in.read(buffer.array())) {
                    at = same(index, at, buffer.clear().limit(n));
                }
            }
            complete(index, at);
        });
    }

    /** Removes what a client stored, which is left out of the figures of every client. */
    public void remove(Runnable removal) {
        measured(removal::run);
    }

    /** Compares a file, and deletes it. */
    public void file(int index, Path path) {
        measured(() -> {
            ByteBuffer buffer = BUFFER.get();
            int at = 0;
            try (ReadableByteChannel in = Files.newByteChannel(path)) {
                while (in.read(buffer.clear()) >= 0) {
                    at = same(index, at, buffer.flip());
                }
            }
            complete(index, at);
            Files.delete(path);
        });
    }

    private int same(int index, int at, ByteBuffer got) {
        int length = got.remaining();
        ByteBuffer image = images[index];
        if (at + length > image.limit() || got.mismatch(image.slice(at, length)) >= 0) {
            throw new IllegalStateException("Image " + index + " differs after byte " + at);
        }
        return at + length;
    }

    private void complete(int index, int length) {
        if (length != images[index].limit()) {
            throw new IllegalStateException("Image " + index + " ends after " + length + " bytes");
        }
    }

    private void measured(Comparison comparison) {
        long cpu = THREADS.getCurrentThreadCpuTime();
        long bytes = THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
        long wall = System.nanoTime();
        try {
            comparison.run();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } finally {
            wallNanos.add(System.nanoTime() - wall);
            cpuNanos.add(THREADS.getCurrentThreadCpuTime() - cpu);
            allocated.add(THREADS.getThreadAllocatedBytes(Thread.currentThread().getId()) - bytes);
        }
    }

    /** CPU that comparing has used so far. */
    long cpuNanos() {
        return cpuNanos.sum();
    }

    /** Time that comparing has taken so far, on all threads together. */
    long wallNanos() {
        return wallNanos.sum();
    }

    /** Bytes that comparing has allocated so far. */
    long allocated() {
        return allocated.sum();
    }
}
