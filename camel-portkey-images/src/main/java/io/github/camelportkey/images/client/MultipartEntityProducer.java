package io.github.camelportkey.images.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

import io.github.camelportkey.images.model.BytesContent;
import io.github.camelportkey.images.model.FileContent;
import io.github.camelportkey.images.model.ImageContent;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/**
 * Sends a {@link MultipartBody} once. Memory goes to the socket as it is; files go in slices through a buffer that all
 * uploads of one I/O thread share, read by position, so that an upload which waits for the socket holds no buffer.
 */
final class MultipartEntityProducer implements AsyncEntityProducer {

    private static final int SLICE = 64 * 1024;
    /** Direct, because the channel would copy from the heap; under TLS the copy is made anyway, into the heap. */
    private static final ThreadLocal<ByteBuffer> DIRECT = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SLICE));
    private static final ThreadLocal<ByteBuffer> HEAP = ThreadLocal.withInitial(() -> ByteBuffer.allocate(SLICE));

    private final long length;
    private final String contentType;
    private final ThreadLocal<ByteBuffer> slices;
    /** What is to be sent; nothing once it is released, because a client may hold on to this for long. */
    private List<ImageContent> pieces;
    private int piece;
    private long sent;
    private @Nullable FileChannel file;
    private @Nullable InputStream stream;
    private @Nullable ByteBuffer streamSlice;
    private boolean begun;
    private boolean complete;
    private boolean released;
    private @Nullable Exception failure;

    MultipartEntityProducer(MultipartBody body, boolean tls) {
        this.length = body.length();
        this.contentType = body.contentType();
        this.pieces = body.pieces();
        this.slices = tls ? HEAP : DIRECT;
    }

    /** Whether the body was asked for at all, which it is as soon as the request's head is on its way to the server. */
    synchronized boolean isBegun() {
        return begun;
    }

    /** Whether every byte was handed over, so that the server may act on the request. */
    synchronized boolean isComplete() {
        return complete;
    }

    /** Hands over nothing more from now on, and returns whether every byte was handed over before. */
    synchronized boolean abort() {
        releaseResources();
        return complete;
    }

    /** Why the body could not be read, or null. */
    synchronized @Nullable Exception failure() {
        return failure;
    }

    @Override
    public boolean isRepeatable() {
        return false; // a client that believes so would send a paid request twice
    }

    @Override
    public long getContentLength() {
        return length;
    }

    @Override
    public String getContentType() {
        return contentType;
    }

    @Override
    public @Nullable String getContentEncoding() {
        return null;
    }

    @Override
    public boolean isChunked() {
        return false;
    }

    @Override
    public Set<String> getTrailerNames() {
        return Set.of();
    }

    @Override
    public int available() {
        return Integer.MAX_VALUE;
    }

    @Override
    public synchronized void produce(DataStreamChannel channel) throws IOException {
        if (released && !complete) {
            throw new IOException("The edit has ended"); // ends the connection, which the server waits on
        }
        begun = true;
        while (!released && piece < pieces.size()) {
            ImageContent current = pieces.get(piece);
            if (!send(current, channel)) {
                return;
            }
            piece++;
            sent = 0;
        }
        if (!complete && !released) {
            complete = true;
            channel.endStream();
        }
    }

    /** Returns true when all of the content was handed over, false when the socket takes no more now. */
    private boolean send(ImageContent content, DataStreamChannel channel) throws IOException {
        if (content instanceof BytesContent bytes) {
            return sendBytes(bytes, channel);
        }
        if (content instanceof FileContent onDisk) {
            return sendFile(onDisk, channel);
        }
        return sendStream(content, channel);
    }

    private boolean sendBytes(BytesContent content, DataStreamChannel channel) throws IOException {
        long skipped = 0;
        for (ByteBuffer segment : content.segments()) {
            int size = segment.remaining();
            while (sent - skipped < size) {
                int from = (int) (sent - skipped);
                int written = channel.write(segment.slice(from, Math.min(SLICE, size - from)));
                sent += written;
                if (written == 0) {
                    return false;
                }
            }
            skipped += size;
        }
        return true;
    }

    private boolean sendFile(FileContent content, DataStreamChannel channel) throws IOException {
        FileChannel from = file;
        if (from == null) {
            from = FileChannel.open(content.path(), StandardOpenOption.READ);
            file = from;
        }
        while (sent < content.length()) {
            ByteBuffer slice = slices.get();
            slice.clear().limit((int) Math.min(SLICE, content.length() - sent));
            if (from.read(slice, sent) <= 0) {
                throw changed(content, "is shorter");
            }
            slice.flip();
            int wanted = slice.remaining();
            int written = channel.write(slice);
            sent += written;
            if (written < wanted) {
                return false;
            }
        }
        if (from.size() > content.length()) {
            throw changed(content, "is longer");
        }
        from.close();
        file = null;
        return true;
    }

    private boolean sendStream(ImageContent content, DataStreamChannel channel) throws IOException {
        InputStream from = stream;
        if (from == null) {
            from = content.openStream();
            stream = from;
        }
        ByteBuffer slice = streamSlice == null ? ByteBuffer.allocate(SLICE).limit(0) : streamSlice;
        streamSlice = slice;
        while (sent < content.length()) {
            if (!slice.hasRemaining()) {
                int n = from.read(slice.array(), 0, (int) Math.min(SLICE, content.length() - sent));
                if (n <= 0) {
                    throw changed(content, "is shorter");
                }
                slice.position(0).limit(n);
            }
            int written = channel.write(slice);
            sent += written;
            if (slice.hasRemaining()) {
                return false;
            }
        }
        if (from.read() >= 0) {
            throw changed(content, "is longer");
        }
        from.close();
        stream = null;
        streamSlice = null;
        return true;
    }

    private static IOException changed(ImageContent content, String how) {
        String what = content instanceof FileContent onDisk ? "The file " + onDisk.path().getFileName() : "The image";
        return new IOException(what + " " + how + " than the " + content.length() + " bytes that it had when the edit began;"
                               + " something changes it while it is being sent (for files: wait until they are complete, "
                               + "for example with readLock=changed)");
    }

    @Override
    public synchronized void failed(Exception cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    @Override
    public synchronized void releaseResources() {
        released = true;
        pieces = List.of();
        streamSlice = null;
        try (FileChannel openFile = file; InputStream openStream = stream) {
            file = null;
            stream = null;
        } catch (IOException e) {
            failed(e); // what was read is read; a file that does not close cleanly changes nothing
        }
    }
}
