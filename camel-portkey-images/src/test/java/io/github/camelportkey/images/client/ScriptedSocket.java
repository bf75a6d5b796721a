// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** A socket that takes as much as it is told to, and HttpCore's session over it. */
final class ScriptedSocket implements ByteChannel, GatheringByteChannel {

    final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    final Set<Thread> writers = new HashSet<>();
    final Deque<Command> commands = new ArrayDeque<>();
    final ReentrantLock lock = new ReentrantLock();
    int room = Integer.MAX_VALUE;
    int calls;
    int mask = SelectionKey.OP_WRITE;
    int maskChanges;
    boolean open = true;
    @Nullable CloseMode closed;
    /** What the server said; its end when there is none left of it and {@link #ended}. */
    ByteBuffer said = ByteBuffer.allocate(0);
    boolean ended;
    @Nullable IOException brokenBy;
    @Nullable IOEventHandler handler;

    IOSession session() {
        return (IOSession) Proxy.newProxyInstance(IOSession.class.getClassLoader(), new Class<?>[] {IOSession.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "read" -> read((ByteBuffer) arguments[0]);
                    case "write" -> write((ByteBuffer) arguments[0]);
                    case "channel" -> this;
                    case "getLock" -> lock;
                    case "isOpen" -> open;
                    case "getEventMask" -> mask;
                    case "setEvent" -> change(mask | (int) arguments[0]);
                    case "clearEvent" -> change(mask & ~(int) arguments[0]);
                    case "hasCommands" -> !commands.isEmpty();
                    case "poll" -> commands.poll();
                    case "enqueue" -> enqueue((Command) arguments[0], (Command.Priority) arguments[1]);
                    case "getHandler" -> handler;
                    case "upgrade" -> handler = (IOEventHandler) arguments[0];
                    case "close" -> close((CloseMode) arguments[0]);
                    case "getSocketTimeout" -> Timeout.DISABLED;
                    case "updateWriteTime", "setSocketTimeout" -> null;
                    default -> throw new UnsupportedOperationException(method.toString());
                });
    }

    private Object change(int to) {
        maskChanges++;
        mask = to;
        return null;
    }

    private Object enqueue(Command command, Command.Priority priority) {
        if (priority == Command.Priority.IMMEDIATE) {
            commands.addFirst(command);
        } else {
            commands.add(command);
        }
        return change(mask | SelectionKey.OP_WRITE);
    }

    private Object close(CloseMode mode) {
        if (open) {
            open = false;
            closed = mode;
        }
        return null;
    }

    boolean wantsToWrite() {
        return (mask & SelectionKey.OP_WRITE) != 0;
    }

    @Override
    public int write(ByteBuffer from) {
        calls++;
        return take(from);
    }

    private int take(ByteBuffer from) {
        writers.add(Thread.currentThread());
        int count = Math.min(room, from.remaining());
        for (int i = 0; i < count; i++) {
            taken.write(from.get());
        }
        room -= count;
        return count;
    }

    @Override
    public long write(ByteBuffer[] from) {
        calls++;
        long count = 0;
        for (ByteBuffer one : from) {
            count += take(one);
        }
        return count;
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (brokenBy != null) {
            throw brokenBy;
        }
        int count = Math.min(into.remaining(), said.remaining());
        for (int i = 0; i < count; i++) {
            into.put(said.get());
        }
        return count == 0 && ended ? -1 : count;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
