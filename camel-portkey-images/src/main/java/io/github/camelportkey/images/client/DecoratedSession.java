// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.concurrent.locks.Lock;

import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** A connection that does all as another one does, for its subclasses to do some things otherwise. */
abstract class DecoratedSession implements IOSession {

    final IOSession session;
    private @Nullable DecoratedHandler handler;

    DecoratedSession(IOSession session) {
        this.session = session;
    }

    /** The socket is ready to be read. */
    void inputReady(IOEventHandler target, @Nullable ByteBuffer source) throws IOException {
        target.inputReady(this, source);
    }

    /** The socket is ready to be written. */
    void outputReady(IOEventHandler target) throws IOException {
        target.outputReady(this);
    }

    @Override
    public final @Nullable IOEventHandler getHandler() {
        IOEventHandler target = session.getHandler();
        if (target == null) {
            return null;
        }
        DecoratedHandler known = handler;
        if (known == null || known.target != target) {
            known = new DecoratedHandler(target);
            handler = known;
        }
        return known;
    }

    private final class DecoratedHandler implements IOEventHandler {

        private final IOEventHandler target;

        DecoratedHandler(IOEventHandler target) {
            this.target = target;
        }

        @Override
        public void inputReady(IOSession of, @Nullable ByteBuffer source) throws IOException {
            DecoratedSession.this.inputReady(target, source);
        }

        @Override
        public void outputReady(IOSession of) throws IOException {
            DecoratedSession.this.outputReady(target);
        }

        @Override
        public void connected(IOSession of) throws IOException {
            target.connected(of);
        }

        @Override
        public void timeout(IOSession of, Timeout timeout) throws IOException {
            target.timeout(of, timeout);
        }

        @Override
        public void exception(IOSession of, Exception cause) {
            target.exception(of, cause);
        }

        @Override
        public void disconnected(IOSession of) {
            target.disconnected(of);
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return session.read(into);
    }

    @Override
    public void upgrade(IOEventHandler next) {
        session.upgrade(next);
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
    public Command poll() {
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
