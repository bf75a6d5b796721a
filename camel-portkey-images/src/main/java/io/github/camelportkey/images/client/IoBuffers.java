// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

import org.jspecify.annotations.Nullable;

/**
 * The large buffers that all connections of a thread share, so that none of them holds one while it waits. Each is made when
 * it is first used. An I/O thread keeps its set; any other thread that sends a request borrows one for that moment, so that
 * there are few sets however many threads there are. A set belongs to one thread at a time.
 */
final class IoBuffers {

    /** In bytes, of all but the small one, and of what holds the same encrypted. */
    static final int SIZE = 128 * 1024;
    /** In bytes: eight full records of 16 KB, one with the rest, and room for a full one, without which none is written. */
    private static final int ENCRYPTED = 10 * 17 * 1024;
    /** In bytes, of what is called small. */
    static final int SMALL = 2 * 1024;

    private static final int LENT = 4;
    private static final Queue<IoBuffers> TO_LEND = new ArrayBlockingQueue<>(LENT);
    /** Set to null when it is given back, and not removed, because it would be made anew for the next. */
    private static final ThreadLocal<@Nullable IoBuffers> OF_THREAD = new ThreadLocal<>();

    static {
        for (int i = 0; i < LENT; i++) {
            TO_LEND.add(new IoBuffers());
        }
    }

    private @Nullable ByteBuffer small;
    private @Nullable ByteBuffer direct;
    private @Nullable ByteBuffer zeroes;
    private @Nullable ByteBuffer ahead;
    private @Nullable ByteBuffer decrypted;
    private @Nullable ByteBuffer received;
    private @Nullable ByteBuffer encrypted;
    private @Nullable ByteBuffer outside;

    private IoBuffers() {
    }

    /** The set of this thread. */
    static IoBuffers current() {
        IoBuffers own = OF_THREAD.get();
        if (own == null) {
            own = new IoBuffers();
            OF_THREAD.set(own);
        }
        return own;
    }

    /** Makes one that is lent the set of this thread; false when it has one, as I/O threads do, or all are lent already. */
    static boolean borrow() {
        if (OF_THREAD.get() != null) {
            return false;
        }
        IoBuffers lent = TO_LEND.poll();
        if (lent != null) {
            OF_THREAD.set(lent);
        }
        return lent != null;
    }

    /** Gives back what this thread borrowed. */
    static void giveBack() {
        TO_LEND.add(OF_THREAD.get());
        OF_THREAD.set(null);
    }

    /**
     * For a slice of a body: of the set of this thread. A thread of somebody else's HTTP client gets none for good, because it
     * may outlive this component and its class loader: it borrows a set, and where all are lent this is a new buffer.
     */
    static ByteBuffer slice() {
        return OF_THREAD.get() == null && !DecoratedSession.isHandlingEvent() ? ByteBuffer.allocate(SIZE) : current().direct();
    }

    /** For a small piece that waits for a large one. */
    ByteBuffer small() {
        small = small == null ? ByteBuffer.allocateDirect(SMALL) : small.clear();
        return small;
    }

    /** For a slice of a body; direct, because the socket would copy from the heap. */
    ByteBuffer direct() {
        direct = direct == null ? ByteBuffer.allocateDirect(SIZE) : direct.clear();
        return direct;
    }

    /** Stands for a part of a file, and holds nothing that could leave in its place. */
    ByteBuffer zeroes() {
        zeroes = zeroes == null ? ByteBuffer.allocateDirect(SIZE) : zeroes.clear();
        return zeroes;
    }

    /** For what is read from a socket. */
    ByteBuffer ahead() {
        ahead = ahead == null ? ByteBuffer.allocateDirect(SIZE) : ahead.clear();
        return ahead;
    }

    /** For what was decrypted. */
    ByteBuffer decrypted() {
        decrypted = decrypted == null ? ByteBuffer.allocate(SIZE) : decrypted.clear();
        return decrypted;
    }

    /** For what is read from a socket and is to be decrypted. */
    ByteBuffer received() {
        received = received == null ? ByteBuffer.allocate(SIZE) : received.clear();
        return received;
    }

    /** For what is encrypted. */
    ByteBuffer encrypted() {
        encrypted = encrypted == null ? ByteBuffer.allocate(ENCRYPTED) : encrypted.clear();
        return encrypted;
    }

    /** For what was encrypted, on its way to the socket; direct, because else each thread would keep a copy as large as this. */
    ByteBuffer outside() {
        outside = outside == null ? ByteBuffer.allocateDirect(ENCRYPTED) : outside.clear();
        return outside;
    }
}
