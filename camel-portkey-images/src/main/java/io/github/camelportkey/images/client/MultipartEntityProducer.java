// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.file.FileSystems;
import java.util.List;
import java.util.Set;

import io.github.camelportkey.images.model.FileContent;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.SourceContent;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.DataStreamChannel;
import org.jspecify.annotations.Nullable;

/**
 * Sends a {@link MultipartBody} once, in slices through a buffer that all uploads of one I/O thread share, read by position,
 * so that an upload which waits for the socket holds no buffer; only what a stream gave is kept until it is sent. Over plain
 * HTTP the system sends large files by itself.
 *
 * <p>One thread at a time produces. Others may ask and abort at any time, and never wait for a file or stream that is being
 * read or closed: only the writing is done under the lock.
 */
final class MultipartEntityProducer implements AsyncEntityProducer {

    private static final int SLICE = IoBuffers.SIZE;

    private final long length;
    private final String contentType;
    private final boolean mayWait;
    /** What is to be sent; nothing once it is released, because a client may hold on to this for long. */
    private List<ImageContent> pieces;
    private final PieceReader reader = new PieceReader();
    private int piece;
    private long sent;
    /** Of the whole body, in bytes. */
    private long left;
    private @Nullable ByteBuffer unsent;
    private boolean ended;
    private boolean producing;
    /** Whether the socket is at work, and not a file or stream. */
    private boolean writing;
    private boolean closed;
    private volatile boolean begun;
    private volatile boolean complete;
    private volatile boolean released;
    private volatile @Nullable Throwable failure;

    MultipartEntityProducer(MultipartBody body) {
        this.length = body.length();
        this.left = length;
        this.contentType = body.contentType();
        this.pieces = body.pieces();
        this.mayWait = mayWait(pieces);
    }

    /** Whether reading or closing an input runs somebody else's code, which may take as long as it likes. */
    boolean mayWait() {
        return mayWait;
    }

    /** Whether reading runs somebody else's code, for which the thread that asks for an edit must not wait. */
    private static boolean mayWait(List<ImageContent> pieces) {
        for (ImageContent piece : pieces) {
            if (piece.length() > 0 && (piece instanceof SourceContent || piece instanceof FileContent file && !isOfSystem(file))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfSystem(FileContent content) {
        return content.path().getFileSystem() == FileSystems.getDefault();
    }

    /** Whether the body was asked for at all, which it is as soon as the request's head is on its way to the server. */
    boolean isBegun() {
        return begun;
    }

    /** Whether every byte was handed over, or may have been, so that the server may act on the request. */
    boolean isComplete() {
        return complete;
    }

    /** Completes nothing from now on, and returns whether every byte was handed over before. It closes nothing. */
    synchronized boolean abort() {
        released = true;
        return complete;
    }

    /** Why an input could not be read, or null. */
    @Nullable Throwable failure() {
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
    public void produce(DataStreamChannel channel) throws IOException {
        begin();
        boolean lent = !DecoratedSession.isHandlingEvent() && IoBuffers.borrow(); // a thread of the user's HTTP client
        try {
            if (!mayWait || !CallerSends.leaveToIoThread()) {
                writeAll(channel);
            }
            if (complete && !ended) {
                ended = true;
                writing = true;
                channel.endStream();
            }
        } catch (IOException | RuntimeException | Error e) {
            if (!writing) {
                failure = e;
            }
            throw e;
        } finally {
            if (lent) {
                IoBuffers.giveBack();
            }
            stop();
        }
    }

    private synchronized void begin() throws IOException {
        if (released && !complete) {
            throw new IOException("The edit has ended"); // ends the connection, which the server waits on
        }
        begun = true;
        producing = true;
    }

    private void stop() {
        synchronized (this) {
            producing = false;
        }
        if (released || complete) {
            close();
        }
    }

    private void writeAll(DataStreamChannel channel) throws IOException {
        skipEmpty();
        while (!released && piece < pieces.size()) {
            CorkedWrites socket = isLargeFile() ? CorkedWrites.current() : null;
            if (socket != null) {
                if (!isSlicePassed(channel, socket)) {
                    return;
                }
                continue;
            }
            ByteBuffer slice = unsent != null ? unsent : reader.read(pieces, piece, sent, IoBuffers.slice());
            advance(write(channel, slice));
            if (slice.hasRemaining()) {
                keep(slice);
                return;
            }
            unsent = null;
        }
    }

    /** Hands over a slice, or nothing when the edit ended while it was read. */
    private synchronized int write(DataStreamChannel channel, ByteBuffer slice) throws IOException {
        if (released) {
            return 0;
        }
        boolean last = slice.remaining() == left;
        try {
            writing = true;
            int written = channel.write(slice);
            writing = false;
            left -= written;
            complete = left == 0; // whatever fails from now on takes nothing back
            return written;
        } catch (AsynchronousCloseException e) {
            complete |= last; // closed or interrupted in the midst of it: the socket may have taken all of it before
            throw e;
        }
    }

    private boolean isLargeFile() {
        return unsent == null && pieces.get(piece) instanceof FileContent content && content.length() - sent > SLICE
                && isOfSystem(content); // others copy, and may wait for the socket
    }

    /** Has the system send a slice of a file, and not the last one, in which it is compared with what it was. */
    private boolean isSlicePassed(DataStreamChannel channel, CorkedWrites socket) throws IOException {
        ByteBuffer standIn = IoBuffers.current().zeroes();
        socket.sendInPlaceOf(standIn, reader.open(pieces, piece), sent);
        int written;
        int ofFile;
        try {
            writing = true;
            written = channel.write(standIn);
        } finally {
            ofFile = socket.sentInPlace();
        }
        if (written != ofFile) {
            throw new IOException("The connection took " + written + " bytes of something else than the file");
        }
        writing = false;
        if (written < SLICE) {
            reader.requireWhole(pieces, piece);
        }
        left -= written;
        advance(written);
        return written == SLICE;
    }

    /** What the socket does not take now is read again when it does; but a stream gives its bytes once. */
    private void keep(ByteBuffer slice) {
        if (reader.hasStreamed() && unsent == null) {
            unsent = ByteBuffer.allocate(slice.remaining()).put(slice).flip();
        }
    }

    private void advance(int written) throws IOException {
        if (complete) {
            piece = pieces.size();
            return;
        }
        int more = written;
        while (more > 0) {
            long step = Math.min(more, pieces.get(piece).length() - sent);
            sent += step;
            more -= (int) step;
            skipEmpty();
        }
    }

    /** Goes on to the next piece that has something left to send. */
    private void skipEmpty() throws IOException {
        while (piece < pieces.size() && sent == pieces.get(piece).length()) {
            if (sent == 0) {
                PieceReader.requireEmpty(pieces.get(piece));
            }
            reader.close(piece);
            piece++;
            sent = 0;
        }
    }

    @Override
    public void failed(Exception cause) {
        // who asked for the edit is told by its callback
    }

    @Override
    public void releaseResources() {
        released = true;
        close();
    }

    /** Lets go of what was to be sent, once nobody is sending it. */
    private void close() {
        synchronized (this) {
            if (producing || closed) {
                return;
            }
            closed = true;
            pieces = List.of();
            unsent = null;
        }
        reader.close();
    }
}
