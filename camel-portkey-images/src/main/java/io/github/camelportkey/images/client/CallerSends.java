// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;

import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which a request is sent by the thread that asks for it, as far as the socket takes it at once, when the
 * connection is idle: its I/O thread need not be woken for that, and then again to stop waiting for the socket. What is left
 * is sent by the I/O thread, as is all that is more than a small edit.
 *
 * <p>That thread does just what the I/O thread would do: it is given the output event, while the events of this connection
 * that come from the I/O thread wait. It never waits itself: when anything is not as it has to be, the I/O thread sends.
 */
abstract class CallerSends extends DecoratedSession {

    /** In bytes, what a caller may send before the I/O thread takes over. */
    private static final int AT_MOST = 2 * IoBuffers.SIZE;

    private boolean connected;
    /** The request that the caller is to send. */
    private @Nullable Command given;
    /** The caller, while it sends. */
    private @Nullable Thread caller;
    private boolean wanted;
    private boolean full;
    private long left;

    CallerSends(IOSession session) {
        super(session);
    }

    @Override
    public void enqueue(Command command, Command.Priority priority) {
        if (!(command instanceof RequestExecutionCommand) || !isSentByCaller(command, priority)) {
            session.enqueue(command, priority);
        }
    }

    private boolean isSentByCaller(Command command, Command.Priority priority) {
        IOEventHandler target = target();
        if (target == null || session.hasCommands() || isHandlingEvent() || !beginEventIfFree()) {
            return false;
        }
        try {
            if (!isReady() || !IoBuffers.borrow()) {
                return false;
            }
            try {
                given = command;
                send(target);
            } finally {
                IoBuffers.giveBack();
                if (given != null) { // the connection takes no request any more
                    given = null;
                    session.enqueue(command, priority);
                }
            }
            return true;
        } finally {
            endEvent();
        }
    }

    @Override
    void connected(IOEventHandler target) throws IOException {
        super.connected(target);
        connected = true;
    }

    /** Whether the connection takes requests and has nothing else to write. */
    boolean isReady() {
        try {
            return connected && isOpen() && !wantsToWrite();
        } catch (CancelledKeyException e) {
            return false;
        }
    }

    private void send(IOEventHandler target) {
        caller = Thread.currentThread();
        wanted = true;
        full = false;
        left = AT_MOST;
        try {
            session.updateWriteTime();
            while (wanted && !full && isOpen()) {
                outputReady(target);
            }
        } catch (IOException | RuntimeException e) {
            exception(target, e);
            close(CloseMode.GRACEFUL);
        } catch (Error e) {
            close(CloseMode.IMMEDIATE);
            throw e;
        } finally {
            caller = null;
        }
        if (wanted) {
            session.setEvent(SelectionKey.OP_WRITE);
        }
    }

    /** Whether this is the thread of a caller that is sending. */
    private boolean isCaller() {
        return caller == Thread.currentThread();
    }

    /** Whether the connection waits for its socket to be ready to be written. */
    final boolean wantsToWrite() {
        return isCaller() ? wanted : (session.getEventMask() & SelectionKey.OP_WRITE) != 0;
    }

    private boolean isEnough() {
        full |= isCaller() && left <= 0;
        return isCaller() && full;
    }

    private long written(long offered, long count) {
        if (isCaller()) {
            left -= count;
            full |= count < offered;
        }
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        int offered = from.remaining();
        return isEnough() ? 0 : (int) written(offered, super.write(from));
    }

    @Override
    long writeBoth(ByteBuffer first, ByteBuffer second) throws IOException {
        long offered = (long) first.remaining() + second.remaining();
        return isEnough() ? 0 : written(offered, super.writeBoth(first, second));
    }

    @Override
    long transfer(FileChannel file, long position, int count) throws IOException {
        return isEnough() ? 0 : written(count, super.transfer(file, position, count));
    }

    @Override
    public void setEvent(int operation) {
        if (isCaller() && operation == SelectionKey.OP_WRITE) {
            wanted = true;
        } else {
            session.setEvent(operation);
        }
    }

    @Override
    public void clearEvent(int operation) {
        if (isCaller() && operation == SelectionKey.OP_WRITE) {
            wanted = false;
        } else {
            session.clearEvent(operation);
        }
    }

    @Override
    public boolean hasCommands() {
        return isCaller() && given != null || session.hasCommands();
    }

    @Override
    public @Nullable Command poll() {
        Command next = isCaller() ? given : null;
        if (next == null) {
            return session.poll();
        }
        given = null;
        return next;
    }
}
