// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Stands before the gateway: counts how many edits are under way, and can hold them until they are let through. */
final class GatewayDoor implements AutoCloseable {

    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "date", "expect", "host", "transfer-encoding", "upgrade");

    private final URI gateway;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<String, Integer> inside = new TreeMap<>();
    private final Map<String, Integer> mostInside = new TreeMap<>();
    private int mostInAll;
    private volatile CountDownLatch closed = new CountDownLatch(0);

    GatewayDoor(URI gateway) throws IOException {
        this.gateway = gateway;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** Edits that come from now on wait until {@link #open()}. */
    void shut() {
        closed = new CountDownLatch(1);
    }

    void open() {
        closed.countDown();
    }

    private void pass(HttpExchange exchange) throws IOException {
        String worker = Books.worker(exchange.getRequestHeaders().getFirst("x-portkey-trace-id"));
        HttpResponse<byte[]> answer;
        enter(worker);
        try {
            closed.await();
            HttpRequest.Builder request = HttpRequest.newBuilder(gateway.resolve(exchange.getRequestURI()))
                    .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
            exchange.getRequestHeaders().forEach((name, values) -> {
                if (!OF_THE_CONNECTION.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                    values.forEach(value -> request.header(name, value));
                }
            });
            answer = client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
            return;
        } finally {
            // before the worker has the answer, and with it the right to begin another edit
            leave(worker);
        }
        answer.headers().map().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        try (exchange) {
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private synchronized void enter(String worker) {
        mostInside.merge(worker, inside.merge(worker, 1, Integer::sum), Math::max);
        mostInAll = Math.max(mostInAll, inside());
    }

    private synchronized void leave(String worker) {
        inside.merge(worker, -1, Integer::sum);
    }

    /** How many edits are under way. */
    synchronized int inside() {
        return inside.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** The highest number of edits that were under way at the same time. */
    synchronized int mostInAll() {
        return mostInAll;
    }

    /** The same for each worker. */
    synchronized Map<String, Integer> mostInside() {
        return new TreeMap<>(mostInside);
    }

    @Override
    public void close() {
        open();
        server.stop(0);
        threads.shutdownNow();
    }
}
