// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

/** Where one fault is played: a server, a context, and the edits that were sent. */
final class Stage implements AutoCloseable {

    /** Longer than anything takes, on whatever machine. */
    static final int LONG_SECONDS = 30;
    static final byte[] SMALL = Pictures.png(16);
    /** More than the sockets' buffers hold. */
    static final byte[] LARGE = Pictures.noise(7 << 20);
    /** Smaller ones than a segment of the loopback make uploads crawl. */
    private static final int RECEIVE_BUFFER = 256 * 1024;

    /** An exchange on its way, and how often it was said to be done. */
    record Sent(Input input, Exchange exchange, AtomicInteger ends, CompletableFuture<Exchange> done) {

        Exchange await() {
            try {
                return done.get(LONG_SECONDS, SECONDS);
            } catch (Exception e) {
                throw new AssertionError("The edit of " + input + " does not end", e);
            }
        }
    }

    final Rig rig;
    final Path folder;
    final Path file;
    final ScriptedServer server;
    /** A server beside it, for what else happens; it answers when the stage is released. */
    final ScriptedServer other;
    final List<Sent> sent = new ArrayList<>();
    private final Fault fault;
    private final Certificates certificates;
    private final CountDownLatch released = new CountDownLatch(1);
    private int paidBefore;
    private int paid = -1;
    private final List<AutoCloseable> props = new ArrayList<>();

    Stage(Fault fault, Rig rig, Path folder, Certificates certificates) throws Exception {
        this.fault = fault;
        this.rig = rig;
        this.folder = folder;
        this.certificates = certificates;
        this.file = Files.write(folder.resolve("cat.png"), picture());
        this.server = ScriptedServer.on(serverSocket(), connection -> fault.upstream().serve(connection, this));
        this.other = ScriptedServer.running(connection -> {
            for (ScriptedServer.Request request = connection.readRequest(); request != null;
                 request = connection.readRequest()) {
                awaitRelease();
                boolean download = request.line().startsWith("GET");
                connection.answer(200, "", download ? Answers.RESULT : Answers.JSON.getBytes());
            }
        });
    }

    private ServerSocket serverSocket() throws Exception {
        String host = fault.certificate();
        ServerSocket socket = host == null
                ? new ServerSocket()
                : certificates.showing(host, new DefaultCamelContext()).getServerSocketFactory().createServerSocket();
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 200);
        return socket;
    }

    byte[] picture() {
        return fault.isLarge() ? LARGE : SMALL;
    }

    /** Brings something that goes when the stage does. */
    <T extends AutoCloseable> T with(T prop) {
        props.add(prop);
        return prop;
    }

    // --- for the client's side

    /** From here on count edits that are paid. */
    void beginCounting() {
        paidBefore = server.paid();
    }

    /** What is paid later came too late: nobody waits for it any more. */
    void endCounting() {
        paid = server.paid() - paidBefore;
    }

    int paid() {
        return paid >= 0 ? paid : server.paid() - paidBefore;
    }

    /** The URI of the edits of this fault, with further options. */
    String uri(String... options) throws Exception {
        String base = fault.baseUrl() != null ? fault.baseUrl()
                : (fault.certificate() == null ? "http" : "https") + "://127.0.0.1:" + server.port() + "/v1";
        return uriAt(base, options);
    }

    String uriAt(String base, String... options) throws Exception {
        StringBuilder uri = new StringBuilder("portkey-images:edit?prompt=a red hat&model=gpt-image-2&spoolThreshold=1&baseUrl=")
                .append(base);
        List<String> all = new ArrayList<>(fault.options());
        all.addAll(List.of(options));
        if (all.stream().noneMatch(option -> option.startsWith("spoolDirectory="))) {
            all.add("spoolDirectory=" + rig.spool);
        }
        for (String option : all) {
            uri.append('&').append(option.startsWith("trust=")
                    ? certificates.trusting(option.substring(6), rig.context) : option);
        }
        return uri.toString();
    }

    Sent send(Input input, String uri) throws Exception {
        return send(input, exchange -> input.put(exchange, picture(), file), uri);
    }

    /** Sends something that an input does not have. */
    Sent send(Input input, Consumer<Exchange> put, String uri) throws Exception {
        DefaultExchange exchange = rig.exchange();
        exchange.setProperty(Rig.URI, uri);
        put.accept(exchange);
        Sent edit = new Sent(input, exchange, new AtomicInteger(), new CompletableFuture<>());
        AsyncProducer producer = rig.route().createAsyncProducer();
        producer.start();
        producer.process(exchange, doneSync -> {
            edit.ends.incrementAndGet();
            edit.done.complete(exchange);
        });
        return edit;
    }

    /** Sends the fault's inputs, all at once. */
    void sendAll() throws Exception {
        sendAll(uri());
    }

    void sendAll(String uri) throws Exception {
        for (Input input : fault.inputs()) {
            sent.add(send(input, uri));
        }
    }

    /** Waits until the server has read the heads of all requests. */
    void awaitBegun() {
        awaitBegun(server, fault.inputs().size());
    }

    static void awaitBegun(ScriptedServer server, int count) {
        await().atMost(LONG_SECONDS, SECONDS).pollInterval(2, MILLISECONDS).until(() -> server.begun().size() >= count);
    }

    /** Waits until the server has read all requests whole. */
    void awaitRequests() {
        await().atMost(LONG_SECONDS, SECONDS).pollInterval(2, MILLISECONDS)
                .until(() -> server.requests().size() >= fault.inputs().size());
    }

    /** Waits until so many connections are open at the server. */
    void awaitConnections(int count) {
        await().atMost(LONG_SECONDS, SECONDS).pollInterval(2, MILLISECONDS).until(() -> server.connections() == count);
    }

    // --- for the server's side

    void release() {
        released.countDown();
    }

    /** Waits until this side lets the server go on. */
    void awaitRelease() throws InterruptedException {
        released.await(2 * LONG_SECONDS, SECONDS);
    }

    boolean isReleased(int withinMillis) throws InterruptedException {
        return released.await(withinMillis, MILLISECONDS);
    }

    @Override
    public void close() throws Exception {
        release();
        for (Sent edit : sent) {
            if (edit.exchange.getMessage().getBody() instanceof ImagesResponse undelivered) {
                undelivered.forEach(Image::close); // of a row that failed, so that the next one does not
            }
        }
        server.close();
        other.close();
        for (AutoCloseable prop : props) {
            prop.close();
        }
        Files.deleteIfExists(file);
    }

    /** An address at which nobody listens, for as long as the stage stands. */
    static String deaf() {
        return Deaf.BASE_URL;
    }

    /** A port that is taken, so that no other process gets it, and not listened at. */
    private static final class Deaf {
        private static final String BASE_URL = "http://127.0.0.1:" + port() + "/v1";

        @SuppressWarnings("resource")
        private static int port() {
            try {
                java.net.Socket taken = new java.net.Socket();
                taken.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
                return taken.getLocalPort();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
