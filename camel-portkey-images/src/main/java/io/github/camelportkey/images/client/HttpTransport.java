// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.async.HttpAsyncClient;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.pool.ConnPoolStats;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.reactor.IOReactorStatus;
import org.apache.hc.core5.util.TimeValue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP client under all edits of one kind of connection, and the edits and downloads that are on their way over it.
 * Thread-safe.
 */
final class HttpTransport implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpTransport.class);

    private static final int MOST_THREADS = 16;

    private final ThreadPoolExecutor aside = threads("portkey-images-aside");
    private final ThreadPoolExecutor lookups = threads("portkey-images-lookup");
    private final ThreadPoolExecutor strangers = threads("portkey-images-stranger");
    private final HttpClients clients;
    private final HttpAsyncClient client;
    private final @Nullable CloseableHttpAsyncClient owned;
    private final Set<EditCall> calls = ConcurrentHashMap.newKeySet();
    private final Map<Boolean, CloseableHttpAsyncClient> downloads = new HashMap<>();
    private final Set<CompletableFuture<?>> fetches = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private @Nullable ConnPoolStats<HttpRoute> connections;

    HttpTransport(HttpClients.Settings settings) {
        this.clients = new HttpClients(settings, aside(), on(lookups), this::reactorFailed);
        if (settings.userClient() != null) {
            owned = null;
            client = settings.userClient();
            if (client instanceof CloseableHttpAsyncClient theirs && theirs.getStatus() == IOReactorStatus.INACTIVE) {
                theirs.start();
            }
        } else {
            PoolingAsyncClientConnectionManager pool = clients.pool();
            owned = clients.forEdits(pool);
            connections = pool;
            client = owned;
        }
    }

    /** No thread while there is nothing to run; and nothing is run after the end. */
    private static ThreadPoolExecutor threads(String name) {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(MOST_THREADS, MOST_THREADS, 5, TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(), new DefaultThreadFactory(name, true), new ThreadPoolExecutor.DiscardPolicy());
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private void reactorFailed(Exception failure) {
        if (closed) {
            LOG.debug("An I/O thread ended while its client was closed", failure);
        } else {
            LOG.error("An I/O thread ended, and the edits that it carried with it", failure);
        }
    }

    HttpAsyncClient client() {
        return client;
    }

    /**
     * Where that ends whose time is up: not on an I/O thread, nor on the JVM's one thread of timers or its common pool, which
     * others may keep busy.
     */
    Executor aside() {
        return on(aside);
    }

    /**
     * Where the names of strangers are resolved, which may take as long as their name services like; apart, so that it holds
     * up neither an end nor the connection of an edit.
     */
    Executor strangers() {
        return on(strangers);
    }

    private static Executor on(ThreadPoolExecutor threads) {
        return task -> {
            try {
                threads.execute(task);
            } catch (Error e) {
                task.run(); // no thread could be made; and to do nothing would be worse than to hold up this one
            }
        };
    }

    /**
     * The client for downloads: it shares no connection with the edits and knows no key. Only for hosts that the user
     * named does it use the user's certificates and proxy.
     */
    synchronized CloseableHttpAsyncClient downloads(boolean hostIsNamed) throws IOException {
        if (closed) {
            throw stopped();
        }
        return downloads.computeIfAbsent(hostIsNamed, named ->
                (named ? clients : clients.forStrangers()).forDownloads());
    }

    boolean hasProxy() {
        return clients.hasProxy();
    }

    /** To be called with the context of each request that may go through the user's proxy. */
    void tellProxyPassword(HttpClientContext context) {
        clients.tellProxyPassword(context);
    }

    /** Sees to it that a download ends with the transport: a client that is closed does not call back. */
    void endsWithThis(CompletableFuture<?> fetch) {
        fetches.add(fetch);
        fetch.whenComplete((content, failure) -> fetches.remove(fetch));
        if (closed) {
            fetch.completeExceptionally(stopped());
        }
    }

    private static IOException stopped() {
        return new IOException("the component was stopped");
    }

    /** Notes an edit as being on its way; false when the transport is closed. */
    boolean begin(EditCall call) {
        calls.add(call);
        if (closed) {
            calls.remove(call);
            return false;
        }
        return true;
    }

    void end(EditCall call) {
        calls.remove(call);
    }

    /** How many edits are on their way. */
    int inFlight() {
        return calls.size();
    }

    /** The connections of the edits; null when the client is the user's. */
    @Nullable PoolState pool() {
        if (connections == null) {
            return null;
        }
        PoolStats now = connections.getTotalStats();
        return new PoolState(now.getLeased(), now.getPending(), now.getAvailable(), now.getMax());
    }

    /** Ends all edits that are on their way with an exception, and the client unless it is the user's. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            downloads.values().forEach(HttpTransport::end);
        }
        fetches.forEach(fetch -> fetch.completeExceptionally(stopped()));
        // Those that wait for a connection come first: else one would become free for them, and they would be sent and billed.
        calls.stream().filter(call -> !call.isBegun()).forEach(EditCall::stop);
        calls.forEach(EditCall::stop);
        if (owned != null) {
            end(owned);
        }
        aside.shutdown();
        lookups.shutdown();
        strangers.shutdown();
    }

    /**
     * Lets the client's threads close what they hold, which takes them a moment: closing it over their heads loses the
     * socket that one of them is just connecting. Only a connection, or its TLS handshake, that a server leaves unanswered makes this wait.
     */
    private static void end(CloseableHttpAsyncClient client) {
        client.initiateShutdown();
        try {
            client.awaitShutdown(TimeValue.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close(CloseMode.IMMEDIATE);
    }
}
