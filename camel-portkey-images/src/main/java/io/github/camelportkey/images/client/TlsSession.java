// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.util.Deadline;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * A connection that encrypts what is written and decrypts what is read, once it was told to {@link StartTls}: several
 * records at a time, through buffers of the thread. While it waits it holds the JDK's engine, and no buffer; in between the
 * part of a record that the socket did not take, or of which more is to come.
 *
 * <p>The JDK's engine does all that is TLS (RFC 8446, 5246); HttpClient's rules say which versions, certificates and host
 * names pass. Tasks of the handshake run on the I/O thread.
 */
abstract class TlsSession extends OwedWrites {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private volatile @Nullable SSLEngine engine;
    /** What waits for the end of the handshake. */
    private volatile @Nullable StartTls starting;
    private Timeout timeoutBefore = Timeout.DISABLED;
    private Deadline deadline = Deadline.MAX_VALUE;
    /** Encrypted bytes that are no whole record yet, to be read. */
    private @Nullable ByteBuffer part;
    private boolean finished;
    private boolean ended;

    TlsSession(IOSession session) {
        super(session);
    }

    /** Whether what is written and read is encrypted on its way. */
    final boolean isSecured() {
        return engine != null;
    }

    /** Whether only the handshake may write and read. */
    final boolean isShakingHands() {
        return starting != null;
    }

    @Override
    boolean isReady() {
        return !isShakingHands() && super.isReady();
    }

    @Override
    public void enqueue(Command command, Command.Priority priority) {
        if (command instanceof StartTls start && !isSecured()) {
            start(start);
        } else {
            super.enqueue(command, priority);
        }
    }

    /** @throws IOException when something was read that came before TLS, and that nobody asked for */
    void requireNothingUnencrypted() throws IOException {
        // nothing is read ahead
    }

    private void start(StartTls start) {
        try {
            starting = start;
            requireNothingUnencrypted();
            timeoutBefore = getSocketTimeout();
            deadline = Deadline.calculate(start.timeout());
            if (start.timeout() != null) {
                setSocketTimeout(start.timeout());
            }
            SSLEngine created = start.newEngine();
            engine = created;
            created.beginHandshake();
            answer();
            session.setEvent(SelectionKey.OP_READ);
        } catch (IOException | RuntimeException | Error e) { // an Error would end the I/O thread
            fail(e instanceof Exception cause ? cause : new IOException("TLS could not begin: " + e, e));
            close(CloseMode.IMMEDIATE);
        }
    }

    /** Does what the engine asks for, until it asks for something to read. */
    private void answer() throws IOException {
        SSLEngine tls = tls();
        boolean more = true;
        while (more) {
            HandshakeStatus status = tls.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_TASK) {
                for (Runnable task = tls.getDelegatedTask(); task != null; task = tls.getDelegatedTask()) {
                    task.run();
                }
            } else {
                more = status == HandshakeStatus.NEED_WRAP && isSaid(tls);
            }
        }
    }

    private boolean isSaid(SSLEngine tls) throws IOException {
        getLock().lock();
        try {
            ByteBuffer record = ByteBuffer.allocate(tls.getSession().getPacketBufferSize());
            SSLEngineResult result = tls.wrap(NOTHING, record);
            super.writeOrOwe(record.flip());
            finished |= result.getHandshakeStatus() == HandshakeStatus.FINISHED;
            return result.getStatus() == SSLEngineResult.Status.OK
                    && (result.bytesProduced() > 0 || tls.getHandshakeStatus() != HandshakeStatus.NEED_WRAP);
        } finally {
            getLock().unlock();
        }
    }

    private void endHandshake() throws IOException {
        StartTls start = starting;
        if (finished && start != null) {
            start.verify(tls());
            setSocketTimeout(timeoutBefore);
            starting = null;
            start.completed();
            if (!hasCommands() && isOpen()) {
                close(CloseMode.GRACEFUL); // who asked for it has gone, and the request that would follow is not there
            }
        }
    }

    /** Ends the wait for the handshake, if there is one. */
    private void fail(Exception cause) {
        StartTls start = starting;
        starting = null;
        if (start != null) {
            start.failed(cause);
        }
    }

    /** Takes part in the handshake. */
    final void shakeHands() throws IOException {
        if (decrypt(IoBuffers.current().decrypted()) != 0 && isOpen()) {
            close(CloseMode.IMMEDIATE); // what the server says, or that it leaves, before anything was asked
        }
        if (isShakingHands() && deadline.isExpired()) {
            throw tooLate(); // the socket's timeout never comes while bytes trickle
        }
    }

    private SocketTimeoutException tooLate() {
        return new SocketTimeoutException("The TLS handshake took longer than " + getSocketTimeout());
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return isSecured() ? decrypt(into) : super.read(into);
    }

    /**
     * Reads the socket once, and decrypts the records that are whole then.
     *
     * @param into with room for all that can be read
     * @return how many bytes were decrypted; -1 when the server said that it sends no more
     * @throws ConnectionClosedException when the connection ended and the server had not said so: anyone can have cut it
     */
    private int decrypt(ByteBuffer into) throws IOException {
        if (ended) {
            return end();
        }
        int before = into.position();
        ByteBuffer received = IoBuffers.current().received();
        if (part != null) {
            received.put(part);
            part = null;
        }
        boolean last;
        try {
            last = super.read(received.limit(Math.max(into.remaining(), received.position()))) < 0;
        } catch (IOException e) {
            keep(received.flip());
            throw e;
        }
        decryptWhole(received.flip(), into);
        keep(received);
        ended = last || tls().isInboundDone();
        endHandshake();
        int count = into.position() - before;
        return count == 0 && ended ? end() : count;
    }

    private int end() throws IOException {
        if (isShakingHands()) {
            throw new SSLHandshakeException("The server ended the connection during the TLS handshake");
        }
        if (!tls().isInboundDone()) {
            throw new ConnectionClosedException("The connection ended without the server's saying so over TLS");
        }
        return -1;
    }

    private void decryptWhole(ByteBuffer received, ByteBuffer into) throws IOException {
        boolean more = true;
        while (more && received.hasRemaining()) {
            SSLEngineResult result = tls().unwrap(received, into);
            HandshakeStatus next = result.getHandshakeStatus();
            finished |= next == HandshakeStatus.FINISHED;
            answer();
            more = result.getStatus() == SSLEngineResult.Status.OK && (result.bytesConsumed() > 0 || result.bytesProduced() > 0
                    || next != tls().getHandshakeStatus());
        }
    }

    private void keep(ByteBuffer received) {
        part = received.hasRemaining() ? ByteBuffer.allocate(received.remaining()).put(received).flip() : null;
    }

    /** Whether the server said that nothing more will come. */
    final boolean isEnded() {
        return ended;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return isSecured() ? encrypt(from) : super.write(from);
    }

    @Override
    long writeBoth(ByteBuffer first, ByteBuffer second) throws IOException {
        return isSecured() ? encrypt(first, second) : super.writeBoth(first, second);
    }

    @Override
    void writeOrOwe(ByteBuffer from) throws IOException {
        if (!isSecured()) {
            super.writeOrOwe(from);
            return;
        }
        getLock().lock();
        try {
            while (from.hasRemaining()) {
                if (encryptOnce(from) == 0) {
                    throw new SSLException("TLS takes nothing now: " + tls().getHandshakeStatus());
                }
            }
        } finally {
            getLock().unlock();
        }
    }

    @Override
    long transfer(FileChannel file, long position, int count) throws IOException {
        if (isSecured()) {
            throw new IllegalStateException("A file can't be sent past the encryption");
        }
        return super.transfer(file, position, count);
    }

    private int encrypt(ByteBuffer... from) throws IOException {
        getLock().lock();
        try {
            int count = 0;
            int step = 1;
            while (step > 0 && isPaid() && !isShakingHands() && from[from.length - 1].hasRemaining()) {
                step = encryptOnce(from);
                count += step;
            }
            return count;
        } finally {
            getLock().unlock();
        }
    }

    /** Encrypts as many records as the buffer has room for, and hands them to the socket together. */
    private int encryptOnce(ByteBuffer... from) throws IOException {
        SSLEngine tls = tls();
        int record = tls.getSession().getPacketBufferSize();
        ByteBuffer encrypted = IoBuffers.current().encrypted();
        int count = 0;
        try {
            while (from[from.length - 1].hasRemaining() && encrypted.remaining() >= record) {
                SSLEngineResult result = tls.wrap(from, encrypted);
                count += result.bytesConsumed();
                if (result.getStatus() != SSLEngineResult.Status.OK) {
                    throw new ClosedChannelException();
                }
                if (result.bytesConsumed() == 0 && result.bytesProduced() == 0) {
                    break; // the server shakes hands anew
                }
            }
        } finally {
            super.writeOrOwe(IoBuffers.current().outside().put(encrypted.flip()).flip());
        }
        try {
            answer();
        } catch (IOException e) {
            if (count == 0) {
                throw e;
            } // else what was to be sent is on its way, and the next call fails
        }
        return count;
    }

    private SSLEngine tls() {
        SSLEngine known = engine;
        if (known == null) {
            throw new IllegalStateException("TLS was not started");
        }
        return known;
    }

    @Override
    void timeout(IOEventHandler target, Timeout timeout) throws IOException {
        if (isShakingHands()) {
            throw tooLate();
        }
        super.timeout(target, timeout);
    }

    @Override
    void exception(IOEventHandler target, Exception cause) {
        fail(cause);
        super.exception(target, cause);
    }

    @Override
    void disconnected(IOEventHandler target) {
        fail(new SSLHandshakeException("The connection was closed during the TLS handshake"));
        super.disconnected(target);
    }

    @Override
    public void close() {
        close(CloseMode.GRACEFUL);
    }

    /** Says goodbye to the server, as far as the socket takes that at once, and closes the connection. */
    @Override
    public void close(CloseMode mode) {
        SSLEngine tls = engine;
        if (tls != null && mode == CloseMode.GRACEFUL && session.isOpen()) {
            try {
                tls.closeOutbound();
                answer();
            } catch (IOException | RuntimeException e) {
                // it is closed without a goodbye
            }
        }
        super.close(mode);
    }
}
