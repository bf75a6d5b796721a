// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;

import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection that can take bytes which its socket does not: they count as written, leave before anything else, and until
 * then it takes no others and waits to be written.
 */
abstract class OwedWrites extends CallerSends {

    /** In bytes; it is far less unless the server makes TLS answer again and again, and reads nothing. */
    private static final int AT_MOST = 1024 * 1024;

    /** What counts as written, to be read; guarded by the connection's lock. */
    private volatile @Nullable ByteBuffer owed;
    /** Whether the connection would wait to be written though nothing were owed. */
    private boolean wanted;

    OwedWrites(IOSession session) {
        super(session);
    }

    /** Writes all of it, now or later. */
    void writeOrOwe(ByteBuffer from) throws IOException {
        getLock().lock();
        try {
            if (owed == null) {
                super.write(from);
            }
            if (from.hasRemaining()) {
                owe(from);
            }
        } finally {
            getLock().unlock();
        }
    }

    private void owe(ByteBuffer from) throws IOException {
        ByteBuffer before = owed;
        if (before == null) {
            wanted = wantsToWrite();
            super.setEvent(SelectionKey.OP_WRITE);
        }
        int length = from.remaining() + (before == null ? 0 : before.remaining());
        if (length > AT_MOST) {
            throw new IOException("The server reads nothing of what it asks for");
        }
        ByteBuffer all = ByteBuffer.allocate(length);
        owed = (before == null ? all : all.put(before)).put(from).flip();
    }

    /** Whether nothing is owed, or the socket now takes what is. */
    final boolean isPaid() throws IOException {
        if (owed == null) {
            return true;
        }
        getLock().lock();
        try {
            ByteBuffer rest = owed;
            if (rest != null) {
                super.write(rest);
                if (rest.hasRemaining()) {
                    return false;
                }
                owed = null;
                if (!wanted) {
                    super.clearEvent(SelectionKey.OP_WRITE);
                }
            }
            return true;
        } finally {
            getLock().unlock();
        }
    }

    final boolean isOwing() {
        return owed != null;
    }

    @Override
    void outputReady(IOEventHandler target) throws IOException {
        if (isPaid()) {
            super.outputReady(target);
        }
    }

    @Override
    boolean isReady() {
        return !isOwing() && super.isReady();
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return isPaid() ? super.write(from) : 0;
    }

    @Override
    long writeBoth(ByteBuffer first, ByteBuffer second) throws IOException {
        return isPaid() ? super.writeBoth(first, second) : 0;
    }

    @Override
    long transfer(FileChannel file, long position, int count) throws IOException {
        return isPaid() ? super.transfer(file, position, count) : 0;
    }

    @Override
    public void setEvent(int operation) {
        getLock().lock();
        try {
            if (owed != null && operation == SelectionKey.OP_WRITE) {
                wanted = true;
            } else {
                super.setEvent(operation);
            }
        } finally {
            getLock().unlock();
        }
    }

    @Override
    public void clearEvent(int operation) {
        getLock().lock();
        try {
            if (owed != null && operation == SelectionKey.OP_WRITE) {
                wanted = false;
            } else {
                super.clearEvent(operation);
            }
        } finally {
            getLock().unlock();
        }
    }
}
