// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Temporary files for images that are too large for memory, in a private folder of this process.
 *
 * <p>A file goes when its image is closed or unreachable, and all go when the spool is closed. What a killed process
 * left behind is removed when the next spool opens on the same directory. Thread-safe.
 */
public final class ImageSpool implements AutoCloseable {

    private static final Cleaner CLEANER = Cleaner.create();
    private static final int RECLAIM_ROUNDS = 4;
    private static final long RECLAIM_WAIT_MILLIS = 250;

    private final SpoolFolder folder;
    private final long maxBytes;
    private final AtomicLong used = new AtomicLong();
    private final Segments segments = new Segments();
    private final Set<Path> files = ConcurrentHashMap.newKeySet();
    private final Object reclaimed = new Object();
    private volatile boolean closed;
    private boolean reclaiming;
    private int attempts;

    private ImageSpool(SpoolFolder folder, long maxBytes) {
        this.folder = folder;
        this.maxBytes = maxBytes;
    }

    /**
     * Opens a spool and removes what killed processes left in the directory. The private folder is created when the
     * first image needs it.
     *
     * @param directory the directory for the private folder; null for the JVM's directory for temporary files
     * @param maxBytes how many bytes all files together may take
     */
    public static ImageSpool open(@Nullable Path directory, long maxBytes) {
        SpoolFolder folder = new SpoolFolder(
                directory != null ? directory : Path.of(System.getProperty("java.io.tmpdir")));
        folder.sweep();
        return new ImageSpool(folder, maxBytes);
    }

    /** How many bytes lie in files now. */
    public long usedBytes() {
        return used.get();
    }

    /** The memory of images that are being received. */
    Segments segments() {
        return segments;
    }

    boolean isFull() {
        return used.get() >= maxBytes;
    }

    boolean isClosed() {
        return closed;
    }

    /** How many files there are now. */
    public int fileCount() {
        return files.size();
    }

    /**
     * Makes sure that an answer has a place to go before it is paid for: the folder exists and there is room. When
     * there is none, images that nothing holds any more are reclaimed first, which takes a garbage collection.
     *
     * @throws SpoolException when nothing could be reclaimed, the folder can't be written, or the spool is closed
     */
    public void requireSpace() throws SpoolException {
        if (closed) {
            throw SpoolException.closed();
        }
        try {
            folder.ensureLately();
        } catch (IOException e) {
            throw SpoolException.notWritten(e);
        }
        if (!isFull()) {
            return;
        }
        reclaim();
        if (isFull()) {
            throw SpoolException.full(used.get(), maxBytes);
        }
    }

    /** Waits for garbage collections to free files. One thread asks for them; all others that come meanwhile share what it gets. */
    private void reclaim() {
        synchronized (reclaimed) {
            boolean leads = !reclaiming;
            int joined = attempts;
            reclaiming = true;
            try {
                for (int round = 0; isFull() && (leads ? round < RECLAIM_ROUNDS : joined == attempts); round++) {
                    if (leads) {
                        System.gc();
                    }
                    TimeUnit.MILLISECONDS.timedWait(reclaimed, RECLAIM_WAIT_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                if (leads) {
                    reclaiming = false;
                    attempts++;
                    reclaimed.notifyAll();
                }
            }
        }
    }

    /**
     * Reads a one-shot stream to its end and keeps the bytes: in memory up to the threshold, else in a temporary file.
     * The stream is not closed.
     *
     * @param threshold the largest number of bytes to keep in memory
     * @throws SpoolException when there is no room for a file
     * @throws IOException when the stream fails; in either case nothing is left behind
     */
    public ImageContent store(InputStream in, @Nullable String contentType, long threshold) throws IOException {
        ContentSink sink = new ContentSink(this, threshold, true);
        try {
            byte[] slice = new byte[8192];
            for (int n = in.read(slice); n >= 0; n = in.read(slice)) {
                sink.write(slice, 0, n);
            }
            return sink.finish(contentType);
        } catch (IOException | RuntimeException | Error e) {
            sink.discard();
            throw e;
        }
    }

    /** A sink for an image that is being received and already paid for: it may overshoot the limit. */
    public ContentSink newSink(long threshold) {
        return new ContentSink(this, threshold, false);
    }

    Path newFile() throws IOException {
        Path file = folder.newFile();
        files.add(file);
        return file;
    }

    void count(long bytes) {
        used.addAndGet(bytes);
    }

    SpoolFile keep(Path file, long length) {
        return new SpoolFile(this, file, length, CLEANER, () -> drop(file, length));
    }

    void drop(Path file, long length) {
        if (files.remove(file)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                file.toFile().deleteOnExit(); // on Windows, a file that is still being read can't be deleted yet
            }
            used.addAndGet(-length);
            synchronized (reclaimed) {
                reclaimed.notifyAll();
            }
        }
    }

    /** Deletes all files, also those of images that something still holds, and the folder. There will be no other one. */
    @Override
    public void close() {
        closed = true;
        for (Path file : files) {
            drop(file, 0);
        }
        used.set(0);
        folder.close();
    }
}
