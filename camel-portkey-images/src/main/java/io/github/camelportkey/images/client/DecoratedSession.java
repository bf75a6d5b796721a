// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection that does all as another one does, for its subclasses to do some things otherwise. Its events come one at a
 * time, whichever thread they come from.
 */
abstract class DecoratedSession implements IOSession {

    private static final Logger LOG = LoggerFactory.getLogger(DecoratedSession.class);
    /** Set to null behind each event, and not removed, because it would be made anew for the next. */
    private static final ThreadLocal<@Nullable DecoratedSession> HANDLING = new ThreadLocal<>();

    final IOSession session;
    private final ReentrantLock events = new ReentrantLock();
    private volatile @Nullable DecoratedHandler handler;

    DecoratedSession(IOSession session) {
        this.session = session;
    }

    /** Whether this thread is handling an event of some connection, whose buffers it uses. */
    static boolean isHandlingEvent() {
        return HANDLING.get() != null;
    }

    /** The connection whose event this thread is handling; null when there is none. */
    static @Nullable DecoratedSession handled() {
        return HANDLING.get();
    }

    /** Lets this thread, which handles no event, handle one, unless another thread does; false then. */
    final boolean beginEventIfFree() {
        if (!events.tryLock()) {
            return false;
        }
        HANDLING.set(this);
        return true;
    }

    /** The end of an event that this thread began by {@link #beginEventIfFree}. */
    final void endEvent() {
        HANDLING.set(null);
        events.unlock();
    }

    @FunctionalInterface
    private interface Event {
        void handle() throws IOException;
    }

    private void handle(Event event) throws IOException {
        DecoratedSession outer = HANDLING.get();
        events.lock();
        HANDLING.set(this);
        try {
            event.handle();
        } catch (Error e) {
            throw new IOException("an event of the connection failed: " + e, e); // else HttpCore ends the I/O thread and its client
        } finally {
            events.unlock();
            HANDLING.set(outer);
        }
    }

    /** Writes two buffers, the first one first, in one system call where that can be; returns how many bytes were taken. */
    long writeBoth(ByteBuffer first, ByteBuffer second) throws IOException {
        if (session.channel() instanceof GatheringByteChannel socket) {
            return socket.write(new ByteBuffer[] {first, second});
        }
        long count = session.write(first);
        return first.hasRemaining() ? count : count + session.write(second);
    }

    /** Has the system send a part of a file; returns how many bytes were taken. */
    long transfer(FileChannel file, long position, int count) throws IOException {
        return session.channel() instanceof SocketChannel socket ? file.transferTo(position, count, socket) : 0;
    }

    /** The socket is ready to be read. */
    void inputReady(IOEventHandler target, @Nullable ByteBuffer source) throws IOException {
        target.inputReady(this, source);
    }

    /** The socket is ready to be written. */
    void outputReady(IOEventHandler target) throws IOException {
        target.outputReady(this);
    }

    /** The connection was made. */
    void connected(IOEventHandler target) throws IOException {
        target.connected(this);
    }

    /** Nothing happened for too long. */
    void timeout(IOEventHandler target, Timeout timeout) throws IOException {
        target.timeout(this, timeout);
    }

    /** An event failed. */
    void exception(IOEventHandler target, Exception cause) {
        target.exception(this, cause);
    }

    /** The connection was closed. */
    void disconnected(IOEventHandler target) {
        target.disconnected(this);
    }

    /** Whom the events are for; null as long as there is nobody. */
    final @Nullable IOEventHandler target() {
        DecoratedHandler known = handler;
        return known == null ? null : known.target;
    }

    @Override
    public final @Nullable IOEventHandler getHandler() {
        return session.getHandler();
    }

    /** The session below keeps what locks, because the I/O thread asks that one whom to tell that it was closed. */
    @Override
    public final void upgrade(IOEventHandler next) {
        DecoratedHandler known = new DecoratedHandler(next);
        handler = known;
        session.upgrade(known);
    }

    private final class DecoratedHandler implements IOEventHandler {

        private final IOEventHandler target;

        DecoratedHandler(IOEventHandler target) {
            this.target = target;
        }

        @Override
        public void inputReady(IOSession of, @Nullable ByteBuffer source) throws IOException {
            handle(() -> DecoratedSession.this.inputReady(target, source));
        }

        @Override
        public void outputReady(IOSession of) throws IOException {
            handle(() -> DecoratedSession.this.outputReady(target));
        }

        @Override
        public void connected(IOSession of) throws IOException {
            handle(() -> DecoratedSession.this.connected(target));
        }

        @Override
        public void timeout(IOSession of, Timeout timeout) throws IOException {
            handle(() -> DecoratedSession.this.timeout(target, timeout));
        }

        @Override
        public void exception(IOSession of, Exception cause) {
            quietly(() -> DecoratedSession.this.exception(target, cause));
        }

        @Override
        public void disconnected(IOSession of) {
            quietly(() -> DecoratedSession.this.disconnected(target));
        }

        private void quietly(Runnable event) {
            try {
                handle(event::run);
            } catch (IOException | RuntimeException e) { // which would end the I/O thread, and the edits on it
                LOG.error("The end of a connection was not told to all who wait for it", e);
            }
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return session.read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return session.write(from);
    }

    @Override
    public String getId() {
        return session.getId();
    }

    @Override
    public Lock getLock() {
        return session.getLock();
    }

    @Override
    public void enqueue(Command command, Command.Priority priority) {
        session.enqueue(command, priority);
    }

    @Override
    public boolean hasCommands() {
        return session.hasCommands();
    }

    @Override
    public @Nullable Command poll() {
        return session.poll();
    }

    @Override
    public ByteChannel channel() {
        return session.channel();
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return session.getRemoteAddress();
    }

    @Override
    public SocketAddress getLocalAddress() {
        return session.getLocalAddress();
    }

    @Override
    public int getEventMask() {
        return session.getEventMask();
    }

    @Override
    public void setEventMask(int operations) {
        session.setEventMask(operations);
    }

    @Override
    public void setEvent(int operation) {
        session.setEvent(operation);
    }

    @Override
    public void clearEvent(int operation) {
        session.clearEvent(operation);
    }

    @Override
    public boolean isOpen() {
        return session.isOpen();
    }

    @Override
    public void close() {
        session.close();
    }

    @Override
    public void close(CloseMode mode) {
        session.close(mode);
    }

    @Override
    public Status getStatus() {
        return session.getStatus();
    }

    @Override
    public Timeout getSocketTimeout() {
        return session.getSocketTimeout();
    }

    @Override
    public void setSocketTimeout(Timeout timeout) {
        session.setSocketTimeout(timeout);
    }

    @Override
    public long getLastReadTime() {
        return session.getLastReadTime();
    }

    @Override
    public long getLastWriteTime() {
        return session.getLastWriteTime();
    }

    @Override
    public long getLastEventTime() {
        return session.getLastEventTime();
    }

    @Override
    public void updateReadTime() {
        session.updateReadTime();
    }

    @Override
    public void updateWriteTime() {
        session.updateWriteTime();
    }

    @Override
    public String toString() {
        return session.toString();
    }
}
