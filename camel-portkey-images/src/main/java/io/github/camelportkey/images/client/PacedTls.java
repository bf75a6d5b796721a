// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ssl.SSLIOSession;

/**
 * A TLS connection that takes no more than its socket does. HttpCore 5.3 takes whatever it is given, and encrypts it into a
 * buffer that grows without bounds while the socket takes nothing: an upload would lie in memory as a whole. So this one
 * takes a record each time the socket can be written, and looks now and then whether something is left behind.
 */
final class PacedTls extends DecoratedSession {

    /**
     * In bytes, a little less than a record holds (RFC 8446, 5.1), because the JDK's engine takes 17 bytes less: what it
     * leaves over would be a record of its own.
     */
    static final int RECORD = 16 * 1024 - 64;
    /** To look costs two system calls, and to be asked again by the selector as many for each record. */
    private static final int RECORDS_BETWEEN_LOOKS = 8;

    private final IOSession socket;
    private int room = RECORD;
    private int records;
    /** Whether nothing is taken until all that was encrypted has left. */
    private boolean held;
    private boolean wanted;

    PacedTls(SSLIOSession session, IOSession socket) {
        super(session);
        this.socket = socket;
    }

    @Override
    void outputReady(IOEventHandler target) throws IOException {
        do {
            room = held ? 0 : RECORD;
            target.outputReady(this);
        } while (room < RECORD && !held && isOpen() && wantsToWrite(session) && !isTimeToLook());
        getLock().lock();
        try {
            if (held) {
                releaseWhenEmpty();
            } else if (records == 0 && wantsToWrite(session)) {
                look();
            }
        } finally {
            getLock().unlock();
        }
    }

    private boolean isTimeToLook() {
        records = (records + 1) % RECORDS_BETWEEN_LOOKS;
        return records == 0;
    }

    /** While nobody wants to write, the socket waits to be written only for what is left behind. */
    private void look() {
        wanted = true;
        held = true;
        session.clearEvent(SelectionKey.OP_WRITE);
        releaseWhenEmpty();
    }

    private void releaseWhenEmpty() {
        if (!wantsToWrite(socket)) {
            held = false;
            if (wanted) {
                session.setEvent(SelectionKey.OP_WRITE);
            }
        }
    }

    private static boolean wantsToWrite(IOSession session) {
        return (session.getEventMask() & SelectionKey.OP_WRITE) != 0;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        if (room == 0 && from.hasRemaining()) {
            return 0;
        }
        int limit = from.limit();
        from.limit(from.position() + Math.min(room, from.remaining()));
        try {
            int written = session.write(from);
            room -= Math.max(0, written);
            return written;
        } finally {
            from.limit(limit);
        }
    }

    /** A command asks to write past {@link #setEvent}. */
    @Override
    public void enqueue(Command command, Command.Priority priority) {
        getLock().lock();
        try {
            session.enqueue(command, priority);
            if (held) {
                wanted = true;
                session.clearEvent(SelectionKey.OP_WRITE);
            }
        } finally {
            getLock().unlock();
        }
    }

    @Override
    public void setEvent(int operation) {
        getLock().lock();
        try {
            if (held && operation == SelectionKey.OP_WRITE) {
                wanted = true;
            } else {
                session.setEvent(operation);
            }
        } finally {
            getLock().unlock();
        }
    }

    @Override
    public void clearEvent(int operation) {
        getLock().lock();
        try {
            if (held && operation == SelectionKey.OP_WRITE) {
                wanted = false;
            } else {
                session.clearEvent(operation);
            }
        } finally {
            getLock().unlock();
        }
    }
}
