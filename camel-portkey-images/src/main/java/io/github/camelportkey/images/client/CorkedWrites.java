// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection that writes a small piece together with the large one behind it, such as the head of a request with its body,
 * in one system call; and that sends parts of files without their passing through this process.
 *
 * <p>What is held back is written at the latest when the output event ends.
 *
 * <p>To be used by the thread that handles an event of the connection, as every {@link IOSession}.
 */
class CorkedWrites extends TlsSession {

    /** The small piece that waits for a large one; there only while an output event is handled. */
    private @Nullable ByteBuffer corked;
    private boolean first;
    private @Nullable Thread thread;
    private @Nullable ByteBuffer standIn;
    private @Nullable FileChannel file;
    private long position;
    private int sent;

    CorkedWrites(IOSession socket) {
        super(socket);
    }

    /** The connection whose output event this thread is handling, if it can send files; null when there is none. */
    static @Nullable CorkedWrites current() {
        return handled() instanceof CorkedWrites connection && !connection.isSecured() ? connection : null;
    }

    @Override
    void outputReady(IOEventHandler target) throws IOException {
        thread = Thread.currentThread();
        first = true;
        try {
            super.outputReady(target);
            uncork();
        } finally {
            thread = null;
            corked = null;
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (from == standIn) {
            return transfer(from);
        }
        if (isEnough()) {
            return 0; // before it is encrypted, and has to be kept
        }
        ByteBuffer held = corked;
        if (held != null) {
            return writeBehind(held, from);
        }
        if (first && thread == Thread.currentThread() && !isOwing() && from.hasRemaining()
                && from.remaining() < IoBuffers.SMALL) {
            int count = from.remaining();
            corked = IoBuffers.current().small().put(from).flip();
            first = false;
            return count;
        }
        first = false;
        return super.write(from);
    }

    private int writeBehind(ByteBuffer held, ByteBuffer from) throws IOException {
        int before = from.remaining();
        writeBoth(held, from);
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
        if (!isPaid() || !uncork() || file == null) {
            return 0;
        }
        int count = (int) transfer(file, position, buffer.remaining());
        // Nothing may be left of it, because HttpCore would copy a small remainder to send it later.
        buffer.position(buffer.position() + count).limit(buffer.position());
        sent += count;
        return count;
    }

    /** Writes what is held back; returns false when the socket does not take all of it. */
    private boolean uncork() throws IOException {
        ByteBuffer held = corked;
        if (held != null) {
            if (!isOpen()) {
                return false;
            }
            corked = null;
            writeOrOwe(held);
        }
        return !isOwing();
    }

    /** The socket wakes its selector each time it is asked, though in its own output event that is on already. */
    @Override
    public void setEvent(int operation) {
        if (thread != Thread.currentThread() || isOwing() || !isOpen() || (session.getEventMask() & operation) != operation) {
            super.setEvent(operation);
        }
    }
}
