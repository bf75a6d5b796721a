// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.client;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.github.camelportkey.benchmark.work.Batch;
import io.github.camelportkey.benchmark.work.Pictures;
import io.github.camelportkey.benchmark.work.Scenario;

/**
 * Nothing but sockets, one thread and the work itself: what no client can beat by much. It knows this one upstream, and
 * has no TLS, proxy, timeout or error of its own: a yardstick, and nothing to use.
 */
final class LimitClient implements EditClient {

    /** An edit on its connection. */
    static final class Connection {
        final SocketChannel channel;
        final SelectionKey key;
        final LimitUpload upload;
        final LimitAnswer answer;
        Batch batch;

        Connection(SocketChannel channel, SelectionKey key, LimitUpload upload, LimitAnswer answer, Batch batch) {
            this.channel = channel;
            this.key = key;
            this.upload = upload;
            this.answer = answer;
            this.batch = batch;
        }
    }

    private final Selector selector = Selector.open();
    private final Queue<Batch> begun = new ConcurrentLinkedQueue<>();
    private final Deque<Connection> idle = new ArrayDeque<>();
    private final LimitBuffers buffers;

    LimitClient(Scenario scenario, Pictures pictures, Path folder) throws IOException {
        buffers = new LimitBuffers(scenario, pictures.upload(scenario.uploadBytes()), folder);
        Thread loop = new Thread(this::loop, "loop");
        loop.setDaemon(true);
        loop.start();
    }

    @Override
    public void start(Batch batch) {
        begun.add(batch);
        selector.wakeup();
    }

    private void loop() {
        try {
            while (selector.isOpen()) {
                selector.select(this::handle);
                for (Batch batch = begun.poll(); batch != null; batch = begun.poll()) {
                    begin(batch);
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void begin(Batch batch) {
        try {
            for (int i = 0; i < batch.inFlight() && batch.take(); i++) {
                Connection connection = idle.poll();
                if (connection == null) {
                    connect(batch);
                } else {
                    connection.batch = batch;
                    next(connection);
                }
            }
        } catch (IOException | RuntimeException e) {
            batch.failed(e);
        }
    }

    private void connect(Batch batch) throws IOException {
        URI url = URI.create(batch.baseUrl());
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.connect(new InetSocketAddress(url.getHost(), url.getPort()));
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
        key.attach(new Connection(channel, key, new LimitUpload(buffers), new LimitAnswer(buffers), batch));
    }

    private void next(Connection connection) throws IOException {
        connection.upload.begin(connection.batch.baseUrl());
        connection.answer.begin(connection.batch.expected());
        write(connection);
    }

    private void write(Connection connection) throws IOException {
        int interest = connection.upload.write(connection.channel) ? SelectionKey.OP_READ : SelectionKey.OP_WRITE;
        if (connection.key.interestOps() != interest) {
            connection.key.interestOps(interest);
        }
    }

    private void handle(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            if (key.isConnectable()) {
                connection.channel.finishConnect();
                next(connection);
            } else if (key.isWritable()) {
                write(connection);
            } else if (connection.answer.read(connection.channel)) {
                connection.batch.finished();
                if (connection.batch.take()) {
                    next(connection);
                } else {
                    idle.add(connection);
                }
            }
        } catch (IOException | RuntimeException | Error e) { // an OutOfMemoryError is a result too
            connection.batch.failed(e);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
    }
}
