// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects the bytes of one image: in memory up to a threshold, from there on in a temporary file. Ends with
 * {@link #finish} or {@link #discard}. Not thread-safe.
 */
public final class ContentSink extends OutputStream {

    private static final Logger LOG = LoggerFactory.getLogger(ContentSink.class);
    private static final int FIRST_SEGMENT = 4 * 1024;

    private final @Nullable ImageSpool spool;
    private final long threshold;
    private final boolean mayBeRefused;
    private final List<ByteBuffer> segments = new ArrayList<>();
    private @Nullable ByteBuffer open;
    private long length;
    private boolean memoryOnly;
    private @Nullable Path file;
    private @Nullable FileChannel channel;
    /** How many bytes of the file the spool counts. */
    private long counted;
    /** The array that was written last, as a buffer: it is mostly the same one. */
    private @Nullable ByteBuffer wrapped;

    ContentSink(@Nullable ImageSpool spool, long threshold, boolean mayBeRefused) {
        this.spool = spool;
        this.threshold = threshold;
        this.mayBeRefused = mayBeRefused;
    }

    /** A sink that keeps everything in memory. */
    static ContentSink inMemory() {
        return new ContentSink(null, Long.MAX_VALUE, false);
    }

    /** How many bytes were written so far. */
    public long length() {
        return length;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (channel == null && spool != null && !memoryOnly && belongsInFile(length + count, spool)) {
            moveToFile(spool);
        }
        if (channel != null) {
            if (mayBeRefused && spool != null && spool.isFull()) {
                spool.requireSpace(); // else an endless stream would fill the disk
            }
            try {
                toFile(wrapped(bytes, offset, count));
                length += count;
                return;
            } catch (IOException e) {
                if (mayBeRefused) {
                    throw SpoolException.notWritten(e);
                }
                backToMemory(e);
            }
        }
        toMemory(bytes, offset, count);
        length += count;
    }

    private boolean belongsInFile(long size, ImageSpool to) {
        return size > threshold || size > Segments.SIZE && to.segments().areScarce(threshold);
    }

    private ByteBuffer wrapped(byte[] bytes, int offset, int count) {
        ByteBuffer known = wrapped;
        if (known == null || known.array() != bytes) {
            known = ByteBuffer.wrap(bytes);
            wrapped = known;
        }
        return known.limit(offset + count).position(offset);
    }

    private void toMemory(byte[] bytes, int offset, int count) {
        int done = 0;
        while (done < count) {
            ByteBuffer segment = open;
            if (segment == null || !segment.hasRemaining()) {
                int size = nextSegment(count - done);
                segment = spool == null ? ByteBuffer.allocate(size) : spool.segments().take(size);
                segments.add(segment);
                open = segment;
            }
            int step = Math.min(count - done, segment.remaining());
            segment.put(bytes, offset + done, step);
            done += step;
        }
    }

    private int nextSegment(int wanted) {
        return segments.isEmpty() ? Math.min(Segments.SIZE, Math.max(FIRST_SEGMENT, wanted)) : Segments.SIZE;
    }

    private void moveToFile(ImageSpool to) throws IOException {
        if (mayBeRefused) {
            to.requireSpace();
        }
        try {
            Path created = to.newFile();
            file = created;
            channel = FileChannel.open(created, StandardOpenOption.READ, StandardOpenOption.WRITE);
            for (ByteBuffer segment : segments) {
                toFileAsItStays(segment);
            }
            segments.forEach(to.segments()::giveBack);
            segments.clear();
            open = null;
        } catch (IOException e) {
            if (mayBeRefused) {
                throw SpoolException.notWritten(e);
            }
            keepInMemory(e);
        }
    }

    private void toFileAsItStays(ByteBuffer segment) throws IOException {
        int end = segment.position();
        try {
            toFile(segment.flip());
        } finally {
            segment.limit(segment.capacity()).position(end);
        }
    }

    private void toFile(ByteBuffer bytes) throws IOException {
        FileChannel to = channel;
        ImageSpool counting = spool;
        if (to == null || counting == null) {
            throw new IOException("The temporary file is closed");
        }
        int end = bytes.limit();
        while (bytes.position() < end) {
            // A large slice would be copied into a direct buffer of its size, which the thread then keeps.
            bytes.limit(Math.min(end, bytes.position() + Segments.SIZE));
            int written = to.write(bytes);
            counted += written;
            counting.count(written);
            bytes.limit(end);
        }
    }

    /**
     * Neither a full disk nor somebody who cleans up the directory may lose an image that is already paid for: the
     * channel reads what was written, also from a file that has no name any more.
     */
    private void backToMemory(IOException reason) throws IOException {
        FileChannel written = channel;
        if (written != null) {
            boolean interrupted = Thread.interrupted(); // it would close what is read here, as it closes what is written
            try (FileChannel from = written.isOpen() ? written : FileChannel.open(file, StandardOpenOption.READ)) {
                ByteBuffer slice = ByteBuffer.allocate(Segments.SIZE);
                for (long at = 0; at < length; at += slice.limit()) {
                    slice.clear().limit((int) Math.min(Segments.SIZE, length - at));
                    readFully(from, slice, at);
                    toMemory(slice.array(), 0, slice.limit());
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        keepInMemory(reason);
    }

    private static void readFully(FileChannel from, ByteBuffer into, long position) throws IOException {
        while (into.hasRemaining()) {
            if (from.read(into, position + into.position()) < 0) {
                throw new EOFException("A temporary file was cut short");
            }
        }
    }

    private void keepInMemory(IOException reason) {
        memoryOnly = true;
        dropFile();
        LOG.warn("A paid image is kept in memory, because it could not be written to the spool: {}", reason.toString());
    }

    private void dropFile() {
        FileChannel written = channel;
        Path dropped = file;
        channel = null;
        file = null;
        try {
            if (written != null) {
                written.close();
            }
        } catch (IOException e) {
            LOG.debug("A temporary file did not close cleanly: {}", e.toString());
        }
        if (dropped != null && spool != null) {
            spool.drop(dropped, counted);
        }
    }

    /** As many of the first bytes as tell the type. */
    private byte[] first() throws IOException {
        byte[] first = new byte[(int) Math.min(ImageType.SNIFFED_BYTES, length)];
        FileChannel from = channel;
        if (from != null) {
            try {
                readFully(from, ByteBuffer.wrap(first), 0);
                return first;
            } catch (ClosedByInterruptException e) {
                if (mayBeRefused) {
                    throw e;
                }
                backToMemory(e);
            }
        }
        if (first.length > 0) {
            segments.get(0).duplicate().flip().get(first); // the smallest segment is larger
        }
        return first;
    }

    /**
     * Ends the image.
     *
     * @param declared the type to state when the bytes are of no known image type
     * @return the content, of the type that its first bytes show
     */
    public ImageContent finish(@Nullable String declared) throws IOException {
        if (file != null && !Files.isRegularFile(file)) {
            backToMemory(new NoSuchFileException(file.toString()));
        }
        ImageType type = ImageType.sniff(first());
        String contentType = type != null ? type.contentType() : declared;
        FileChannel written = channel;
        Path kept = file;
        if (written == null || kept == null || spool == null) {
            releaseSegments();
            return new BytesContent(segments.stream().map(ByteBuffer::flip).toList(), contentType);
        }
        written.close();
        channel = null;
        file = null;
        return FileContent.of(spool.keep(kept, length), contentType);
    }

    private void releaseSegments() {
        if (spool != null) {
            segments.forEach(spool.segments()::release);
        }
    }

    /** Drops all that was written, and the file. */
    public void discard() {
        releaseSegments();
        segments.clear();
        open = null;
        dropFile();
    }
}
