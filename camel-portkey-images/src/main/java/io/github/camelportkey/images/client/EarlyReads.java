// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.nio.ByteBuffer;

import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection that another thread than its I/O thread can ask whether the server has said anything yet. What was found so is
 * read by the I/O thread, before it writes.
 *
 * <p>A request that is written over it would be an edit that may have been billed, where the I/O thread would know that it was
 * not; and what was said before would pass for its answer.
 */
abstract class EarlyReads extends DecoratedSession {

    /** What was found, to be read. */
    private @Nullable ByteBuffer early;

    EarlyReads(IOSession session) {
        super(session);
    }

    /** Whether the server has said nothing, that a request should not cross: it may have closed the connection. */
    final boolean isQuiet() {
        ByteBuffer some = IoBuffers.current().small();
        try {
            if (early == null && session.read(some) == 0) {
                return true;
            }
        } catch (IOException e) {
            return false; // the I/O thread sees it too
        }
        if (some.flip().hasRemaining()) {
            early = ByteBuffer.allocate(some.remaining()).put(some).flip();
        }
        return false;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        ByteBuffer from = early;
        if (from == null) {
            return super.read(into);
        }
        int count = Math.min(into.remaining(), from.remaining());
        into.put(from.slice(from.position(), count));
        early = count == from.remaining() ? null : from.position(from.position() + count);
        return count;
    }

    @Override
    void outputReady(IOEventHandler target) throws IOException {
        if (early != null) {
            inputReady(target, null);
        }
        if (isOpen()) {
            super.outputReady(target);
        }
    }
}
