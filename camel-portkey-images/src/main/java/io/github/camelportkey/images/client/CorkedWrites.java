// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection that writes a small piece together with the large one behind it, such as the head of a request with its body,
 * in one system call; and that sends parts of files without their passing through this process.
 *
 * <p>What is held back is written at the latest when the output event ends. What the socket does not take then is written
 * before anything else, and until then the connection waits to be written.
 *
 * <p>To be used by the I/O thread of the connection, as every {@link IOSession}.
 */
class CorkedWrites extends DecoratedSession {

    private static final int SMALL = 2 * 1024;
    private static final ThreadLocal<CorkedWrites> WRITING = new ThreadLocal<>();
    private static final ThreadLocal<ByteBuffer> SHARED = ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SMALL));

    /** The small piece that waits for a large one; there only while an output event is handled. */
    private @Nullable ByteBuffer corked;
    private boolean first;
    /** What the socket did not take of a small piece, which counts as written. */
    private @Nullable ByteBuffer rest;
    private boolean wanted;
    private @Nullable Thread thread;
    private @Nullable ByteBuffer standIn;
    private @Nullable FileChannel file;
    private long position;
    private int sent;

    CorkedWrites(IOSession socket) {
        super(socket);
    }

    /** The connection over plain HTTP whose output event this thread is handling; null when there is none. */
    static @Nullable CorkedWrites current() {
        return WRITING.get();
    }

    @Override
    void outputReady(IOEventHandler target) throws IOException {
        if (rest != null && !isRestWritten()) {
            return;
        }
        thread = Thread.currentThread();
        first = true;
        WRITING.set(this);
        try {
            target.outputReady(this);
            uncork();
        } finally {
            thread = null;
            corked = null;
            WRITING.remove();
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (from == standIn) {
            return transfer(from);
        }
        if (rest != null && !isRestWritten()) {
            return 0;
        }
        ByteBuffer held = corked;
        if (held != null) {
            return writeBoth(held, from);
        }
        if (first && thread == Thread.currentThread() && from.hasRemaining() && from.remaining() < SMALL) {
            int count = from.remaining();
            corked = SHARED.get().clear().put(from).flip();
            first = false;
            return count;
        }
        first = false;
        return session.write(from);
    }

    private int writeBoth(ByteBuffer held, ByteBuffer from) throws IOException {
        int before = from.remaining();
        if (session.channel() instanceof GatheringByteChannel socket) {
            socket.write(new ByteBuffer[] {held, from});
        } else {
            session.write(held);
        }
        if (held.hasRemaining()) {
            return 0;
        }
        corked = null;
        return before - from.remaining();
    }

    /**
     * Has the next write of a buffer send bytes of a file in its place, as many as the buffer has.
     *
     * @param from where in the file they begin
     */
    void sendInPlaceOf(ByteBuffer buffer, FileChannel content, long from) {
        standIn = buffer;
        file = content;
        position = from;
        sent = 0;
    }

    /** How many bytes of the file were sent, instead of the buffer, which is not looked for any more. */
    int sentInPlace() {
        standIn = null;
        file = null;
        return sent;
    }

    private int transfer(ByteBuffer buffer) throws IOException {
        if (rest != null && !isRestWritten() || !uncork()) {
            return 0;
        }
        if (!(session.channel() instanceof SocketChannel socket) || file == null) {
            return 0;
        }
        int count = (int) file.transferTo(position, buffer.remaining(), socket);
        // Nothing may be left of it, because HttpCore would copy a small remainder to send it later.
        buffer.position(buffer.position() + count).limit(buffer.position());
        sent += count;
        return count;
    }

    /** Writes what is held back; returns false when the socket does not take all of it. */
    private boolean uncork() throws IOException {
        ByteBuffer held = corked;
        if (held == null) {
            return true;
        }
        if (!isOpen()) {
            return false;
        }
        corked = null;
        session.write(held);
        if (!held.hasRemaining()) {
            return true;
        }
        getLock().lock();
        try {
            rest = ByteBuffer.allocate(held.remaining()).put(held).flip();
            wanted = (session.getEventMask() & SelectionKey.OP_WRITE) != 0;
            session.setEvent(SelectionKey.OP_WRITE);
        } finally {
            getLock().unlock();
        }
        return false;
    }

    private boolean isRestWritten() throws IOException {
        getLock().lock();
        try {
            ByteBuffer left = rest;
            if (left != null) {
                session.write(left);
                if (left.hasRemaining()) {
                    return false;
                }
                rest = null;
                if (!wanted) {
                    session.clearEvent(SelectionKey.OP_WRITE);
                }
            }
            return true;
        } finally {
            getLock().unlock();
        }
    }

    /** The socket wakes its selector each time it is asked, though in its own output event that is on already. */
    @Override
    public void setEvent(int operation) {
        if (thread == Thread.currentThread() && rest == null && isOpen() && (session.getEventMask() & operation) == operation) {
            return;
        }
        getLock().lock();
        try {
            wanted |= operation == SelectionKey.OP_WRITE;
            session.setEvent(operation);
        } finally {
            getLock().unlock();
        }
    }

    @Override
    public void clearEvent(int operation) {
        getLock().lock();
        try {
            if (rest != null && operation == SelectionKey.OP_WRITE) {
                wanted = false;
            } else {
                session.clearEvent(operation);
            }
        } finally {
            getLock().unlock();
        }
    }
}
