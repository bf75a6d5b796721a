// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import javax.net.ssl.SSLContext;

import org.apache.hc.client5.http.nio.ManagedAsyncClientConnection;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.apache.hc.core5.http.nio.command.RequestExecutionCommand;
import org.apache.hc.core5.http.nio.command.ShutdownCommand;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.IOEventHandler;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Who sends a request: the thread that asks for it, where the connection is idle, and the I/O thread in all other cases. */
@Timeout(60)
class CallerSendsTest {

    @FunctionalInterface
    private interface Event {
        void handle() throws IOException;
    }

    private final ScriptedSocket socket = new ScriptedSocket();
    private final ReadAhead connection = new ReadAhead(socket.session());
    private final RequestExecutionCommand request = new RequestExecutionCommand((AsyncClientExchangeHandler)
            Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {AsyncClientExchangeHandler.class},
                    (proxy, method, arguments) -> null), HttpCoreContext.create());
    private final ByteBuffer body = bytes(50_000);
    private final List<Command> polled = new ArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private volatile Thread caller = Thread.currentThread();
    private volatile Throwable thrown;
    private volatile DecoratedSession stillHandled;
    private Event output = this::sendAsHttpCore;
    private Event input = () -> read(new StringBuilder());

    @BeforeEach
    void connect() throws IOException {
        socket.mask = SelectionKey.OP_READ;
        connection.upgrade((IOEventHandler) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {IOEventHandler.class}, (proxy, method, arguments) -> {
                    heard.add(method.getName());
                    switch (method.getName()) {
                        case "outputReady" -> output.handle();
                        case "inputReady" -> input.handle();
                        default -> { }
                    }
                    return null;
                }));
        connection.getHandler().connected(connection);
        heard.clear();
    }

    @AfterEach
    void allBuffersAreGivenBack() throws Exception {
        assertThat(whileAllBuffersAreLent(() -> true)).as("all buffers can be borrowed").isTrue();
        assertThat(DecoratedSession.isHandlingEvent()).isFalse();
    }

    private static ByteBuffer bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** Takes a request, and wants to write for as long as something of its body is left. */
    private void sendAsHttpCore() throws IOException {
        connection.clearEvent(SelectionKey.OP_WRITE);
        Command next = connection.poll();
        if (next != null) {
            polled.add(next);
        }
        if (!polled.isEmpty() && body.hasRemaining()) {
            connection.setEvent(SelectionKey.OP_WRITE);
            while (body.hasRemaining() && connection.write(body) > 0) {
                // as much as the connection takes
            }
        }
    }

    private void read(StringBuilder into) throws IOException {
        ByteBuffer some = ByteBuffer.allocate(100);
        int count = connection.read(some);
        if (count < 0) {
            connection.close(CloseMode.GRACEFUL);
        }
        some.flip().rewind();
        while (some.hasRemaining()) {
            into.append((char) some.get());
        }
    }

    private void ask() {
        asCaller(() -> connection.enqueue(request, Command.Priority.NORMAL));
    }

    /** On a thread of its own: this one plays the I/O thread, and has buffers. */
    private void asCaller(Runnable asking) {
        caller = new Thread(() -> {
            try {
                asking.run();
            } catch (Throwable e) {
                thrown = e;
            } finally {
                stillHandled = DecoratedSession.handled();
            }
        });
        caller.start();
        try {
            caller.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        assertThat(stillHandled).as("what the caller handles when it has asked").isNull();
    }

    /** One output event of the I/O thread. */
    private void outputEvent() throws IOException {
        connection.getHandler().outputReady(connection);
    }

    private void assertLeftToTheIoThread() {
        assertThat(socket.commands).containsExactly(request);
        assertThat(socket.wantsToWrite()).isTrue();
        assertThat(polled).isEmpty();
        assertThat(heard).isEmpty();
    }

    private static boolean whileAllBuffersAreLent(BooleanSupplier check) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        List<CompletableFuture<Boolean>> borrowed = new ArrayList<>();
        List<Thread> borrowers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            CompletableFuture<Boolean> lent = new CompletableFuture<>();
            borrowed.add(lent);
            Thread borrower = new Thread(() -> {
                boolean got = IoBuffers.borrow();
                lent.complete(got);
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                if (got) {
                    IoBuffers.giveBack();
                }
            });
            borrowers.add(borrower);
            borrower.start();
        }
        boolean all = true;
        for (CompletableFuture<Boolean> lent : borrowed) {
            all &= lent.get(30, TimeUnit.SECONDS);
        }
        try {
            return all && check.getAsBoolean();
        } finally {
            end.countDown();
            for (Thread borrower : borrowers) {
                borrower.join();
            }
        }
    }

    @Test
    void aSmallRequestIsSentByTheThreadThatAsksAndTheIoThreadIsNotWoken() {
        ask();

        assertThat(polled).containsExactly(request);
        assertThat(socket.taken.toByteArray()).isEqualTo(body.array());
        assertThat(socket.writers).containsExactly(caller);
        assertThat(socket.maskChanges).isZero();
        assertThat(socket.commands).isEmpty();
    }

    @Test
    void whatTheSocketDoesNotTakeIsWaitedForAndSentByTheIoThread() throws IOException {
        socket.room = 1_000;
        ask();
        assertThat(socket.taken.size()).isEqualTo(1_000);
        assertThat(socket.wantsToWrite()).isTrue();
        assertThat(heard).as("it is not asked again and again").containsExactly("outputReady");

        socket.room = 100_000;
        outputEvent();
        outputEvent();
        assertThat(socket.taken.toByteArray()).isEqualTo(body.array());
        assertThat(socket.wantsToWrite()).isFalse();
        assertThat(polled).containsExactly(request);
    }

    @Test
    void ofALargeRequestTheCallerSendsTheBeginning() throws IOException {
        ByteBuffer large = bytes(1_000_000);
        output = () -> {
            Command next = connection.poll();
            if (next != null) {
                polled.add(next);
            }
            connection.setEvent(SelectionKey.OP_WRITE);
            int written = 1;
            while (large.hasRemaining() && written > 0) {
                ByteBuffer slice = large.slice(large.position(), Math.min(large.remaining(), IoBuffers.SIZE));
                written = connection.write(slice);
                large.position(large.position() + written);
            }
        };
        ask();
        assertThat(socket.taken.size()).isEqualTo(2 * IoBuffers.SIZE);
        assertThat(socket.wantsToWrite()).isTrue();

        outputEvent();
        assertThat(socket.taken.toByteArray()).isEqualTo(large.array());
    }

    @Test
    void aConnectionThatWantsToWriteAndDoesNotIsLeftToTheIoThread() {
        output = () -> {
            connection.poll();
            if (heard.size() == 100) {
                throw new IOException("The caller does not let go");
            }
            connection.setEvent(SelectionKey.OP_WRITE);
        };
        ask();

        assertThat(socket.wantsToWrite()).isTrue();
        assertThat(heard).hasSizeLessThan(20);
    }

    @Test
    void nothingIsSentBeforeTheConnectionIsConnected() {
        ReadAhead fresh = new ReadAhead(socket.session());
        asCaller(() -> fresh.enqueue(request, Command.Priority.NORMAL));
        assertLeftToTheIoThread();

        socket.commands.clear();
        socket.mask = SelectionKey.OP_READ;
        fresh.upgrade((IOEventHandler) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {IOEventHandler.class}, (proxy, method, arguments) -> heard.add(method.getName())));
        asCaller(() -> fresh.enqueue(request, Command.Priority.NORMAL));
        assertLeftToTheIoThread();
    }

    @Test
    void nothingIsSentWhileAHandshakeGoesOn() {
        CompletableFuture<TransportSecurityLayer> shaken = new CompletableFuture<>();
        ManagedAsyncClientConnection managed = (ManagedAsyncClientConnection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ManagedAsyncClientConnection.class},
                (proxy, method, arguments) -> {
                    connection.enqueue((Command) arguments[0], (Command.Priority) arguments[1]);
                    return null;
                });
        StartTls.by(new TlsStrategy() {
            @Override
            public void upgrade(TransportSecurityLayer layer, NamedEndpoint server, Object attachment, org.apache.hc.core5.util.Timeout timeout,
                    FutureCallback<TransportSecurityLayer> callback) {
                try {
                    layer.startTls(SSLContext.getDefault(), server, null, null, null, timeout, callback);
                } catch (java.security.NoSuchAlgorithmException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Deprecated
            @Override
            public boolean upgrade(TransportSecurityLayer layer, HttpHost server, java.net.SocketAddress local,
                    java.net.SocketAddress remote, Object attachment, org.apache.hc.core5.util.Timeout timeout) {
                throw new UnsupportedOperationException();
            }
        }).upgrade(managed, new HttpHost("https", "localhost", 443), null, org.apache.hc.core5.util.Timeout.DISABLED, null);
        int hello = socket.taken.size();
        assertThat(hello).isPositive();

        ask();
        assertLeftToTheIoThread();
        assertThat(socket.taken.size()).isEqualTo(hello);
        assertThat(shaken).isNotDone();
    }

    @Test
    void nothingIsSentWhileSomethingIsOwed() throws IOException {
        socket.room = 0;
        connection.writeOrOwe(bytes(10));
        socket.room = 100_000;
        ask();
        assertLeftToTheIoThread();

        outputEvent();
        outputEvent();
        assertThat(socket.taken.toByteArray()).startsWith(bytes(10).array()).endsWith(body.array()).hasSize(50_010);
    }

    @Test
    void nothingIsSentBeforeWhatIsQueued() throws IOException {
        socket.commands.add(ShutdownCommand.GRACEFUL);
        ask();

        assertThat(socket.commands).containsExactly(ShutdownCommand.GRACEFUL, request);
        assertThat(heard).isEmpty();
    }

    @Test
    void nothingIsSentWhileAnotherThreadHandlesAnEvent() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        input = () -> {
            begun.countDown();
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        };
        Thread io = new Thread(() -> {
            try {
                connection.getHandler().inputReady(connection, null);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        io.start();
        begun.await();
        heard.clear();
        ask();
        assertLeftToTheIoThread();
        end.countDown();
        io.join();
    }

    @Test
    void aThreadThatHandlesAnEventOfAConnectionSendsNothingOnAnother() throws IOException {
        ReadAhead other = new ReadAhead(new ScriptedSocket().session());
        other.upgrade((IOEventHandler) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {IOEventHandler.class}, (proxy, method, arguments) -> {
                    connection.enqueue(request, Command.Priority.NORMAL);
                    return null;
                }));
        IOEventHandler handler = other.getHandler();
        asCaller(() -> {
            try {
                handler.outputReady(other);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(thrown).isNull();

        assertLeftToTheIoThread();
    }

    @Test
    void anEventInsideTheEventOfAnotherConnectionGivesTheThreadBackToThatOne() throws IOException {
        ReadAhead other = new ReadAhead(new ScriptedSocket().session());
        List<DecoratedSession> handled = new ArrayList<>();
        other.upgrade((IOEventHandler) Proxy.newProxyInstance(getClass().getClassLoader(),
                new Class<?>[] {IOEventHandler.class}, (proxy, method, arguments) -> {
                    outputEvent();
                    handled.add(DecoratedSession.handled());
                    return null;
                }));
        output = () -> handled.add(DecoratedSession.handled());

        other.getHandler().outputReady(other);

        assertThat(handled).containsExactly(connection, other);
    }

    @Test
    void nothingIsSentWhileAllBuffersAreLent() throws Exception {
        assertThat(whileAllBuffersAreLent(() -> {
            ask();
            return true;
        })).isTrue();
        assertLeftToTheIoThread();
    }

    @Test
    void aThreadThatHasAskedCanAskAgain() {
        asCaller(() -> {
            connection.enqueue(request, Command.Priority.NORMAL);
            connection.enqueue(request, Command.Priority.NORMAL);
        });

        assertThat(thrown).isNull();
        assertThat(polled).containsExactly(request, request);
        assertThat(socket.commands).isEmpty();
    }

    @Test
    void aThreadWithBuffersOfItsOwnKeepsThem() {
        asCaller(() -> {
            IoBuffers own = IoBuffers.current();
            connection.enqueue(request, Command.Priority.NORMAL);
            assertThat(IoBuffers.current()).isSameAs(own);
        });

        assertThat(thrown).isNull();
        assertLeftToTheIoThread();
    }

    @Test
    void nothingIsSentByAThreadThatIsInterrupted() {
        asCaller(() -> {
            Thread.currentThread().interrupt();
            connection.enqueue(request, Command.Priority.NORMAL);
        });

        assertLeftToTheIoThread();
    }

    @Test
    void nothingIsSentAcrossTheEndOfTheConnection() {
        socket.ended = true;
        ask();
        assertLeftToTheIoThread();
    }

    @Test
    void nothingIsSentAcrossAResetOfTheConnection() {
        socket.brokenBy = new IOException("Connection reset");
        ask();

        assertLeftToTheIoThread();
        assertThat(socket.open).as("the I/O thread closes it").isTrue();
    }

    @Test
    void whatTheServerSaidBeforeIsReadBeforeTheRequestIsSent() throws IOException {
        StringBuilder read = new StringBuilder();
        input = () -> {
            read(read);
            connection.close(CloseMode.IMMEDIATE);
        };
        socket.said = ByteBuffer.wrap("HTTP/1.1 408 Too late".getBytes());
        ask();
        assertLeftToTheIoThread();
        ask();
        assertThat(socket.commands).hasSize(2);

        outputEvent();
        assertThat(read.toString().trim()).isEqualTo("HTTP/1.1 408 Too late");
        assertThat(socket.taken.size()).isZero();
        assertThat(heard).containsExactly("inputReady");
    }

    @Test
    void aRequestThatTheConnectionDoesNotTakeGoesToItsQueue() {
        output = () -> connection.clearEvent(SelectionKey.OP_WRITE);
        asCaller(() -> connection.enqueue(request, Command.Priority.IMMEDIATE));

        assertThat(socket.commands).containsExactly(request);
        assertThat(socket.wantsToWrite()).isTrue();
        assertThat(connection.hasCommands()).isTrue();
        assertThat(connection.poll()).isSameAs(request);
    }

    @Test
    void otherCommandsGoToTheQueue() {
        connection.enqueue(ShutdownCommand.GRACEFUL, Command.Priority.NORMAL);

        assertThat(socket.commands).containsExactly(ShutdownCommand.GRACEFUL);
        assertThat(heard).isEmpty();
    }

    @Test
    void aFailureIsToldOnceAndClosesTheConnection() {
        for (Exception failure : List.of(new IOException("planted"), new IllegalStateException("planted"))) {
            heard.clear();
            socket.open = true;
            output = () -> {
                connection.poll();
                throwAny(failure);
            };
            ask();

            assertThat(heard).isEqualTo(failure instanceof IOException
                    ? List.of("outputReady", "inputReady", "exception") // a server may have answered before
                    : List.of("outputReady", "exception"));
            assertThat(socket.open).isFalse();
            assertThat(socket.commands).isEmpty();
        }
    }

    @Test
    void anErrorClosesTheConnectionAndIsThrown() {
        output = () -> {
            connection.poll();
            throw new AssertionError("planted");
        };

        ask();
        assertThat(thrown).isInstanceOf(AssertionError.class).hasMessage("planted");
        assertThat(socket.closed).isEqualTo(CloseMode.IMMEDIATE);
    }

    @Test
    void aConnectionThatIsClosedMeanwhileIsLeftToTheIoThreadToEnd() {
        output = () -> {
            connection.poll();
            socket.open = false;
            throw new java.nio.channels.CancelledKeyException();
        };
        ask();

        assertThat(heard).containsExactly("outputReady");
    }

    @Test
    void theEndOfAConnectionIsToldAfterTheEventInWhichItComes() throws Exception {
        List<String> told = new ArrayList<>();
        IOSession below = socket.session();
        Thread io = new Thread(() -> below.getHandler().disconnected(below));
        output = () -> {
            connection.clearEvent(SelectionKey.OP_WRITE);
            connection.poll();
            io.start();
            await().until(() -> io.getState() == Thread.State.WAITING || heard.contains("disconnected"));
            told.addAll(heard);
        };
        ask();
        io.join();

        assertThat(told).containsExactly("outputReady");
        assertThat(heard).containsExactly("outputReady", "disconnected");
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> void throwAny(Exception failure) throws E {
        throw (E) failure;
    }
}
