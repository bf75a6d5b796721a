// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import org.jspecify.annotations.Nullable;

/** The socket, the threads and the temporary files; owns all of them. */
final class LoopbackServer implements AutoCloseable {

    private static final int WORKERS = 64;
    private static final int BACKLOG = 2048;

    static {
        // read once by the JDK's server: answers leave at once, and many idle connections stay open for long
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        setUnlessSet("sun.net.httpserver.maxIdleConnections", "4096");
        setUnlessSet("sun.net.httpserver.idleInterval", "120");
        setUnlessSet("java.awt.headless", "true");
    }

    private final Path directory;
    private final HttpServer server;
    private final URI origin;
    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor clock;

    LoopbackServer(int port, Reply reply, EditLedger ledger, @Nullable String apiKey, Supplier<Duration> latency)
            throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        server = HttpServer.create(new InetSocketAddress(loopback, port), BACKLOG);
        origin = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        directory = Files.createTempDirectory("gateway-stand-in-");
        ThreadFactory threads = daemons("gateway-stand-in-" + origin.getPort());
        workers = new ThreadPoolExecutor(WORKERS, WORKERS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        workers.allowCoreThreadTimeOut(true);
        clock = new ScheduledThreadPoolExecutor(1, threads);
        ResultFiles files = new ResultFiles(directory, origin);
        server.createContext("/files/", files);
        server.createContext("/", new FrontDesk(
                new EditHandler(reply, ledger, files, directory, apiKey, latency, workers, clock)));
        server.setExecutor(workers);
        startAsDaemon();
    }

    /** The server's own thread is a daemon when the thread that starts it is one. */
    private void startAsDaemon() throws IOException {
        try {
            CompletableFuture.runAsync(server::start, workers).join();
        } catch (CompletionException e) {
            close();
            throw new IOException(e.getCause());
        }
    }

    URI origin() {
        return origin;
    }

    @Override
    public void close() {
        clock.shutdownNow();
        server.stop(0);
        workers.shutdownNow();
        await(clock);
        await(workers);
        deleteFiles();
    }

    private static void await(ExecutorService threads) {
        try {
            threads.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deleteFiles() {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // closed before, or the system sweeps its temporary files
        }
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
