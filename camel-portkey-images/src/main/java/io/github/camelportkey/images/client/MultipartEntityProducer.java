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
 * Sends a {@link MultipartBody} once, in slices through a buffer that all uploads of one I/O thread share, read by position,
 * so that an upload which waits for the socket holds no buffer; only what a stream gave is kept until it is sent.
 */
final class MultipartEntityProducer implements AsyncEntityProducer {

    private static final int SLICE = 128 * 1024;
    private static final int STREAM_READ = 8 * 1024;
    /** Direct, because the channel would copy from the heap; under TLS the copy is made anyway, into the heap. */
    private static final ThreadLocal<ByteBuffer> DIRECT = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SLICE));
    private static final ThreadLocal<ByteBuffer> HEAP = ThreadLocal.withInitial(() -> ByteBuffer.allocate(PacedTls.RECORD));

    private final long length;
    private final String contentType;
    private final boolean tls;
    /** What is to be sent; nothing once it is released, because a client may hold on to this for long. */
    private List<ImageContent> pieces;
    private int piece;
    private long sent;
    /** The piece whose file or stream is open, or -1. */
    private int opened = -1;
    private @Nullable FileChannel file;
    private @Nullable InputStream stream;
    private boolean streamed;
    private @Nullable ByteBuffer unsent;
    private boolean begun;
    private boolean complete;
    private boolean released;
    private @Nullable Exception failure;

    MultipartEntityProducer(MultipartBody body, boolean tls) {
        this.length = body.length();
        this.contentType = body.contentType();
        this.pieces = body.pieces();
        this.tls = tls;
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
        skipEmpty();
        while (!released && piece < pieces.size()) {
            ByteBuffer slice = unsent != null ? unsent : fill((tls ? HEAP : DIRECT).get().clear());
            advance(channel.write(slice));
            if (slice.hasRemaining()) {
                keep(slice);
                return;
            }
            unsent = null;
            streamed = false;
            if (tls && piece < pieces.size()) {
                return; // a record at a time is taken, and this is asked again
            }
        }
        if (!complete && !released) {
            complete = true;
            channel.endStream();
        }
    }

    /** What the socket does not take now is read again when it does; but a stream gives its bytes once. */
    private void keep(ByteBuffer slice) {
        if (streamed && unsent == null) {
            unsent = ByteBuffer.allocate(slice.remaining()).put(slice).flip();
        }
    }

    /** Fills a slice with what comes next, across pieces, so that a small edit is one write; one file or stream at a time. */
    private ByteBuffer fill(ByteBuffer slice) throws IOException {
        int at = piece;
        long from = sent;
        while (slice.hasRemaining() && at < pieces.size()) {
            ImageContent content = pieces.get(at);
            int before = slice.position();
            if (content instanceof BytesContent bytes) {
                putBytes(bytes, from, slice);
            } else if (opened >= 0 && opened != at) {
                break;
            } else if (content instanceof FileContent onDisk) {
                opened = at;
                putFile(onDisk, from, slice);
            } else {
                opened = at;
                putStream(content, from, slice);
            }
            from += slice.position() - before;
            if (from == content.length()) {
                at++;
                from = 0;
            }
        }
        return slice.flip();
    }

    private static void putBytes(BytesContent content, long from, ByteBuffer slice) {
        long skip = from;
        for (ByteBuffer segment : content.segments()) {
            int size = segment.remaining();
            if (skip < size && slice.hasRemaining()) {
                slice.put(segment.slice((int) skip, Math.min(size - (int) skip, slice.remaining())));
            }
            skip = Math.max(0, skip - size);
        }
    }

    private void putFile(FileContent content, long from, ByteBuffer slice) throws IOException {
        FileChannel channel = file;
        if (channel == null) {
            channel = FileChannel.open(content.path(), StandardOpenOption.READ);
            file = channel;
        }
        int limit = slice.limit();
        long left = content.length() - from;
        slice.limit((int) Math.min(limit, slice.position() + left));
        int begin = slice.position();
        while (slice.hasRemaining()) {
            if (channel.read(slice, from + slice.position() - begin) <= 0) {
                throw changed(content, "is shorter");
            }
        }
        slice.limit(limit);
        if (slice.position() - begin == left && channel.size() > content.length()) {
            throw changed(content, "is longer");
        }
    }

    private void putStream(ImageContent content, long from, ByteBuffer slice) throws IOException {
        InputStream in = stream;
        if (in == null) {
            in = content.openStream();
            stream = in;
        }
        streamed = true;
        byte[] some = new byte[STREAM_READ];
        for (long left = content.length() - from; left > 0 && slice.hasRemaining();) {
            int count = in.read(some, 0, (int) Math.min(Math.min(some.length, left), slice.remaining()));
            if (count <= 0) {
                throw changed(content, "is shorter");
            }
            slice.put(some, 0, count);
            left -= count;
            if (left == 0 && in.read() >= 0) {
                throw changed(content, "is longer");
            }
        }
    }

    private void advance(int written) throws IOException {
        int left = written;
        while (left > 0) {
            long step = Math.min(left, pieces.get(piece).length() - sent);
            sent += step;
            left -= (int) step;
            skipEmpty();
        }
    }

    /** Goes on to the next piece that has something left to send. */
    private void skipEmpty() throws IOException {
        while (piece < pieces.size() && sent == pieces.get(piece).length()) {
            if (opened == piece) {
                close();
            }
            piece++;
            sent = 0;
        }
    }

    private void close() throws IOException {
        try (FileChannel openFile = file; InputStream openStream = stream) {
            file = null;
            stream = null;
            opened = -1;
        }
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
        unsent = null;
        try {
            close();
        } catch (IOException e) {
            failed(e); // what was read is read; a file that does not close cleanly changes nothing
        }
    }
}
