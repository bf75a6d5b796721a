// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.upstream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

import org.jspecify.annotations.Nullable;

/** All connections over plain HTTP, on one thread. */
final class PlainServer implements Runnable {

    private static final class Connection {
        final SocketChannel channel;
        final SelectionKey key;
        final RequestReader reader;
        @Nullable ByteBuffer answer;
        long due;

        Connection(SocketChannel channel, SelectionKey key, RequestReader reader) {
            this.channel = channel;
            this.key = key;
            this.reader = reader;
        }
    }

    private final Answers answers;
    private final Held held;
    private final Selector selector = Selector.open();
    private final ServerSocketChannel server = ServerSocketChannel.open();
    private final ByteBuffer in = ByteBuffer.allocateDirect(256 * 1024);
    private final PriorityQueue<Connection> waiting = new PriorityQueue<>(Comparator.comparingLong(c -> c.due));
    private final List<Connection> holding = new ArrayList<>();

    PlainServer(Answers answers, Held held) throws IOException {
        this.answers = answers;
        this.held = held;
        server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 8_192);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        held.onRelease(selector::wakeup);
    }

    int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    @Override
    public void run() {
        try {
            while (true) {
                long now = System.nanoTime();
                Connection next = waiting.peek();
                if (next == null) {
                    selector.select(this::handle);
                } else if (next.due > now) {
                    selector.select(this::handle, (next.due - now + 999_999) / 1_000_000);
                } else {
                    selector.selectNow(this::handle);
                }
                answerDue();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answerDue() {
        while (!waiting.isEmpty() && waiting.peek().due <= System.nanoTime()) {
            write(waiting.poll());
        }
        if (!holding.isEmpty() && held.isReleased()) {
            holding.forEach(this::write);
            holding.clear();
        }
    }

    private void handle(SelectionKey key) {
        if (key.isAcceptable()) {
            accept();
            return;
        }
        Connection connection = (Connection) key.attachment();
        if (key.isWritable()) {
            write(connection);
        } else {
            read(connection);
        }
    }

    private void accept() {
        try {
            for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
                key.attach(new Connection(channel, key, new RequestReader(answers)));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void read(Connection connection) {
        try {
            int n = connection.channel.read(in.clear());
            if (n < 0) {
                connection.channel.close();
            } else if (connection.reader.accept(in.flip())) {
                answer(connection);
            } else if (connection.reader.asksToContinue()) {
                connection.channel.write(ByteBuffer.wrap(Answers.ascii("HTTP/1.1 100 Continue\r\n\r\n")));
            }
        } catch (IOException e) {
            close(connection);
        } catch (RuntimeException e) {
            connection.answer = ByteBuffer.wrap(Answers.with("400 Bad Request", Held.error(String.valueOf(e.getMessage()))));
            write(connection);
        }
    }

    private void answer(Connection connection) {
        Answers.Answer answer = connection.reader.answer();
        if (connection.reader.isStore()) {
            String fault = connection.reader.fault();
            connection.answer = ByteBuffer.wrap(fault == null ? Answers.with("200 OK\r\nETag: \"1\"", new byte[0])
                    : Answers.with("400 Bad Request", Held.error(fault)));
            write(connection);
            return;
        }
        if (answer == null) {
            String path = connection.reader.path();
            connection.answer = ByteBuffer.wrap(Answers.ok(path.startsWith("/control/") ? held.control(path) : StoredCheck.EMPTY));
            write(connection);
            return;
        }
        String fault = connection.reader.fault();
        if (fault != null) {
            throw new IllegalStateException(fault);
        }
        connection.answer = answer.direct().duplicate();
        if (answer.waitMillis() == Answers.HOLD) {
            held.add();
            holding.add(connection);
        } else if (answer.waitMillis() > 0) {
            connection.due = System.nanoTime() + answer.waitMillis() * 1_000_000L;
            waiting.add(connection);
        } else {
            write(connection);
        }
    }

    private void write(Connection connection) {
        ByteBuffer answer = connection.answer;
        if (answer == null || !connection.key.isValid()) {
            return;
        }
        try {
            connection.channel.write(answer);
            connection.key.interestOps(answer.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
            if (!answer.hasRemaining()) {
                connection.answer = null;
                if (connection.reader.answer() != null && connection.reader.answer().closes()) {
                    connection.channel.close();
                }
            }
        } catch (IOException e) {
            close(connection);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.channel.close();
        } catch (IOException e) {
            connection.key.cancel();
        }
    }
}
