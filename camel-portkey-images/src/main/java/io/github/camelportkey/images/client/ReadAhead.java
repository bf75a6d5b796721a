package io.github.camelportkey.images.client;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.util.concurrent.locks.Lock;

import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ssl.SSLIOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that reads from its socket in large pieces, through a buffer that all connections of an I/O thread share, and
 * hands them on in small ones. So a connection needs only small buffers of its own, which it holds for the minutes in which
 * it waits, and yet few system calls while bytes move.
 *
 * <p>It also tells of the end of the stream, or of its failure, only after what came before was taken: HttpCore's decoder of
 * chunks would throw both away together.
 *
 * <p>To be used by the I/O thread of the connection, as every {@link IOSession}.
 */
final class ReadAhead implements IOSession {

    private static final int SIZE = 128 * 1024;
    private static final ThreadLocal<ByteBuffer> SHARED = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SIZE));

    private final IOSession socket;
    private @Nullable InputHandler handler;
    /** What was read and not yet taken; there only while an input event is handled. */
    private @Nullable ByteBuffer ahead;
    private boolean taken;
    private boolean ended;
    private @Nullable IOException failure;

    private ReadAhead(IOSession socket) {
        this.socket = socket;
    }

    /** The session to use in place of a new one. Under TLS it is the same: there a record is the largest piece. */
    static IOSession of(IOSession session) {
        return session instanceof SSLIOSession ? session : new ReadAhead(session);
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        ByteBuffer from = ahead;
        if (from == null) {
            return socket.read(into);
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

    private int fill(ByteBuffer buffer) throws IOException {
        if (!taken && failure != null) {
            throw failure;
        }
        if (!ended && failure == null) {
            buffer.clear();
            try {
                ended = socket.read(buffer) < 0;
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
        return ahead != null && ahead.hasRemaining() || ended || failure != null;
    }

    /** Lets the handler read for as long as it takes what is there. */
    private void inputReady(IOEventHandler target) throws IOException {
        ahead = SHARED.get().clear().limit(0);
        try {
            do {
                taken = false;
                target.inputReady(this, null);
            } while (taken && hasMore() && isOpen());
            if (ahead.hasRemaining() && isOpen()) {
                close(CloseMode.IMMEDIATE); // nobody wants what the server says: it was not asked for
            }
        } finally {
            ahead = null;
        }
    }

    @Override
    public @Nullable IOEventHandler getHandler() {
        IOEventHandler target = socket.getHandler();
        if (target == null) {
            return null;
        }
        InputHandler known = handler;
        if (known == null || known.target != target) {
            known = new InputHandler(target);
            handler = known;
        }
        return known;
    }

    private final class InputHandler implements IOEventHandler {

        private final IOEventHandler target;

        InputHandler(IOEventHandler target) {
            this.target = target;
        }

        @Override
        public void inputReady(IOSession session, @Nullable ByteBuffer src) throws IOException {
            if (src == null) {
                ReadAhead.this.inputReady(target);
            } else {
                target.inputReady(session, src);
            }
        }

        @Override
        public void connected(IOSession session) throws IOException {
            target.connected(session);
        }

        @Override
        public void outputReady(IOSession session) throws IOException {
            target.outputReady(session);
        }

        @Override
        public void timeout(IOSession session, Timeout timeout) throws IOException {
            target.timeout(session, timeout);
        }

        @Override
        public void exception(IOSession session, Exception cause) {
            target.exception(session, cause);
        }

        @Override
        public void disconnected(IOSession session) {
            target.disconnected(session);
        }
    }

    // --- all else is the socket's

    @Override
    public void upgrade(IOEventHandler next) {
        socket.upgrade(next);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return socket.write(from);
    }

    @Override
    public String getId() {
        return socket.getId();
    }

    @Override
    public Lock getLock() {
        return socket.getLock();
    }

    @Override
    public void enqueue(Command command, Command.Priority priority) {
        socket.enqueue(command, priority);
    }

    @Override
    public boolean hasCommands() {
        return socket.hasCommands();
    }

    @Override
    public Command poll() {
        return socket.poll();
    }

    @Override
    public ByteChannel channel() {
        return socket.channel();
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return socket.getRemoteAddress();
    }

    @Override
    public SocketAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getEventMask() {
        return socket.getEventMask();
    }

    @Override
    public void setEventMask(int operations) {
        socket.setEventMask(operations);
    }

    /** The socket wakes its selector each time it is asked, though the I/O thread asks to read on after every message. */
    @Override
    public void setEvent(int operation) {
        if (operation != SelectionKey.OP_READ || (socket.getEventMask() & SelectionKey.OP_READ) == 0) {
            socket.setEvent(operation);
        }
    }

    @Override
    public void clearEvent(int operation) {
        socket.clearEvent(operation);
    }

    @Override
    public boolean isOpen() {
        return socket.isOpen();
    }

    @Override
    public void close() {
        socket.close();
    }

    @Override
    public void close(CloseMode mode) {
        socket.close(mode);
    }

    @Override
    public Status getStatus() {
        return socket.getStatus();
    }

    @Override
    public Timeout getSocketTimeout() {
        return socket.getSocketTimeout();
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        socket.setSocketTimeout(timeout);
    }

    @Override
    public long getLastReadTime() {
        return socket.getLastReadTime();
    }

    @Override
    public long getLastWriteTime() {
        return socket.getLastWriteTime();
    }

    @Override
    public long getLastEventTime() {
        return socket.getLastEventTime();
    }

    @Override
    public void updateReadTime() {
        socket.updateReadTime();
    }

    @Override
    public void updateWriteTime() {
        socket.updateWriteTime();
    }

    @Override
    public String toString() {
        return socket.toString();
    }
}
