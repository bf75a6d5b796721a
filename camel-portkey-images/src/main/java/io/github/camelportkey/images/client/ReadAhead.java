// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

import javax.net.ssl.SSLHandshakeException;

import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection that reads from its socket in large pieces, through a buffer that all connections of an I/O thread share, and
 * hands them on in small ones. So a connection needs only small buffers of its own, which it holds for the minutes in which
 * it waits, and yet few system calls while bytes move.
 *
 * <p>It also tells of the end of the stream, or of its failure, only after what came before was taken: HttpCore's decoder of
 * chunks would throw both away together. When the connection can't be written any more it is read once more, for an answer
 * that came before. And it is closed when the server says more than it was asked for, which HttpCore would keep for the
 * beginning of the next answer.
 *
 * <p>To be used by the thread that handles an event of the connection, as every {@link IOSession}.
 */
final class ReadAhead extends CorkedWrites {

    /** How often the socket is read in one event; behind that the other connections of the I/O thread have their turn. */
    private static final int MOST_READS = 8;
    /** HttpCore skips empty lines before an answer; what it holds of another line fails by them, and ends the connection. */
    private static final byte[] EMPTY_LINES = {'\n', '\n'};

    /** What was read and not yet taken; there only while an input event is handled. */
    private @Nullable ByteBuffer ahead;
    private int reads;
    private boolean taken;
    /** Whether a request has begun whose answer is not whole yet. */
    private boolean owed;
    /** Whether an answer became whole in this event. */
    private boolean answered;
    private boolean unreadable;
    private boolean ended;
    private @Nullable IOException failure;

    ReadAhead(IOSession socket) {
        super(socket);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        ByteBuffer from = ahead;
        if (from == null) {
            return super.read(into);
        }
        if (!from.hasRemaining()) {
            int count = fill(from);
            if (count <= 0) {
                return count;
            }
        }
        taken = true;
        int count = Math.min(into.remaining(), from.remaining());
        int limit = from.limit();
        into.put(from.limit(from.position() + count));
        from.limit(limit);
        return count;
    }

    /** To be called when an answer is whole, by the thread that reads it: whatever comes behind it is no part of any. */
    static void answered() {
        if (handled() instanceof ReadAhead connection) {
            connection.owed = false;
            connection.answered = true;
        }
    }

    @Override
    public @Nullable Command poll() {
        Command next = super.poll();
        owed |= next instanceof RequestExecutionCommand;
        return next;
    }

    private int fill(ByteBuffer buffer) throws IOException {
        if (!taken && failure != null) {
            throw failure;
        }
        if (!ended && failure == null) {
            if (reads == MOST_READS && !isEnded()) {
                return 0; // the rest waits in the socket, which is asked again at once
            }
            reads++;
            buffer.clear();
            try {
                ended = super.read(buffer) < 0;
            } catch (IOException e) {
                failure = e;
            } finally {
                buffer.flip();
            }
            if (buffer.hasRemaining()) {
                return buffer.remaining();
            }
        }
        if (taken) {
            return 0; // first let go what has come
        }
        if (failure != null) {
            throw failure;
        }
        return ended ? -1 : 0;
    }

    private boolean hasMore() {
        return ahead != null && ahead.hasRemaining() || ended || isEnded() || failure != null;
    }

    /**
     * A proxy says no more than that the tunnel is made: HttpCore would keep what comes behind, and take it for the
     * beginning of what the server says over TLS.
     */
    @Override
    void requireNothingUnencrypted() throws IOException {
        ByteBuffer from = ahead;
        if (from != null && !isEndOfHead(from)) {
            throw new SSLHandshakeException("The proxy sent more than the head of its answer before the TLS handshake");
        }
    }

    /** Whether the last bytes of what was read are those of an empty line, as far as they are there. */
    private static boolean isEndOfHead(ByteBuffer read) {
        int at = read.limit() - 1;
        boolean line = !read.hasRemaining() && at >= 0 && read.get(at) == '\n';
        at -= at > 0 && read.get(at - 1) == '\r' ? 2 : 1;
        return line && (at < 0 || read.get(at) == '\n');
    }

    /**
     * Lets the handler read for as long as it takes what is there, though not without end: HttpCore reads on within one event
     * for as long as something comes, and a server that never stops would keep the I/O thread from all other answers.
     */
    @Override
    void inputReady(IOEventHandler target, @Nullable ByteBuffer source) throws IOException {
        if (isShakingHands()) {
            shakeHands();
            return;
        }
        boolean asked = owed;
        answered = false;
        reads = 0;
        ahead = (isSecured() ? IoBuffers.current().decrypted() : IoBuffers.current().ahead()).limit(0);
        try {
            boolean said = false;
            do {
                taken = false;
                super.inputReady(target, source);
                said |= taken;
            } while (taken && hasMore() && isOpen());
            if (answered && isOpen() && !ahead.hasRemaining()) {
                ahead.clear().put(EMPTY_LINES).flip();
                reads = MOST_READS; // nothing more from the socket
                super.inputReady(target, source);
            }
            if ((ahead.hasRemaining() || said && !asked) && isOpen()) {
                close(CloseMode.IMMEDIATE); // nobody wants what the server says: it was not asked for
            }
        } catch (IOException | RuntimeException e) {
            unreadable = true;
            throw e;
        } finally {
            ahead = null;
        }
    }

    /** A server may have answered before it closed a connection on which it had not read all, as one that refuses does. */
    @Override
    void exception(IOEventHandler target, Exception cause) {
        if (cause instanceof IOException && owed && !unreadable && isOpen() && !isShakingHands()) {
            try {
                inputReady(target, null);
            } catch (IOException | RuntimeException e) {
                cause.addSuppressed(e);
            }
        }
        super.exception(target, cause);
    }

    /** The socket wakes its selector each time it is asked, though the I/O thread asks to read on after every message. */
    @Override
    public void setEvent(int operation) {
        if (operation != SelectionKey.OP_READ || !isOpen() || (session.getEventMask() & SelectionKey.OP_READ) == 0) {
            super.setEvent(operation);
        }
    }
}
