// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.InetAddressUtils;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Connections whose waiting time is kept, and whose making holds up nobody. The pool of the async client looks at the time
 * only when a connection comes back, so an edit would wait for as long as all connections are busy.
 */
final class TimedLeases implements AsyncClientConnectionManager {

    private final AsyncClientConnectionManager pool;
    private final Executor aside;
    private final Executor lookups;

    /**
     * @param aside where to end what has waited too long
     * @param lookups where to make a connection, which begins with resolving a name
     */
    TimedLeases(AsyncClientConnectionManager pool, Executor aside, Executor lookups) {
        this.pool = pool;
        this.aside = aside;
        this.lookups = lookups;
    }

    @Override
    public Future<AsyncConnectionEndpoint> lease(String id, HttpRoute route, Object state, Timeout requestTimeout,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        HttpHost next = route.getProxyHost() != null ? route.getProxyHost() : route.getTargetHost();
        Waiting waiting = new Waiting(callback, next.getHostName());
        Future<AsyncConnectionEndpoint> lease = pool.lease(id, route, state, requestTimeout, waiting);
        waiting.asking = null;
        if (!lease.isDone() && Timeout.isPositive(requestTimeout)) {
            waiting.limit.start(requestTimeout.toDuration(), aside, () -> lease.cancel(true));
        }
        return lease;
    }

    /** Whether there is nothing to resolve, for which a thread of a route would have to wait. */
    private static boolean isAddress(String host) {
        return InetAddressUtils.isIPv4(host) || InetAddressUtils.isIPv6(host);
    }

    /** Who waits for a connection. */
    private final class Waiting extends Guarded<AsyncConnectionEndpoint> {

        private final TimeLimit limit = new TimeLimit();
        private final String host;
        /** Who asks for the connection, until the pool has answered. */
        private volatile @Nullable Thread asking = Thread.currentThread();

        private Waiting(FutureCallback<AsyncConnectionEndpoint> callback, String host) {
            super(callback);
            this.host = host;
        }

        /**
         * A place that becomes free is given away by the thread that frees it. Were that to make the next connection, and
         * fail in that at once, it would give the place to the next one from within, and so on, until its stack is full.
         */
        @Override
        public void completed(AsyncConnectionEndpoint endpoint) {
            limit.lift();
            if (endpoint.isConnected() || Thread.currentThread() == asking && isAddress(host)) {
                super.completed(endpoint);
            } else {
                lookups.execute(() -> super.completed(endpoint));
            }
        }

        @Override
        public void failed(Exception cause) {
            limit.lift();
            super.failed(cause);
        }

        @Override
        public void cancelled() {
            if (limit.lift()) {
                super.cancelled();
            } else {
                super.failed(new ConnectionRequestTimeoutException("No connection became free in time"));
            }
        }
    }

    /** Tells of what goes wrong in telling: an I/O thread that does so outside of a connection's event would end with it. */
    private static class Guarded<T> implements FutureCallback<T> {

        private final FutureCallback<T> callback;

        private Guarded(FutureCallback<T> callback) {
            this.callback = callback;
        }

        @Override
        public void completed(T result) {
            try {
                callback.completed(result);
            } catch (RuntimeException | Error e) {
                callback.failed(new IOException("the connection could not be used: " + e, e));
            }
        }

        @Override
        public void failed(Exception cause) {
            callback.failed(cause);
        }

        @Override
        public void cancelled() {
            callback.cancelled();
        }
    }

    @Override
    public void release(AsyncConnectionEndpoint endpoint, Object newState, TimeValue validDuration) {
        pool.release(endpoint, newState, validDuration);
    }

    @Override
    public Future<AsyncConnectionEndpoint> connect(AsyncConnectionEndpoint endpoint, ConnectionInitiator initiator,
            Timeout connectTimeout, Object attachment, HttpContext context, FutureCallback<AsyncConnectionEndpoint> callback) {
        if (!HttpClients.mayConnect(context)) {
            ConnectionClosedException gone = new ConnectionClosedException("The tunnel through the proxy ended before it was used");
            callback.failed(gone);
            return CompletableFuture.failedFuture(gone);
        }
        return pool.connect(endpoint, initiator, connectTimeout, attachment, context, new Guarded<>(callback));
    }

    @Override
    public void upgrade(AsyncConnectionEndpoint endpoint, Object attachment, HttpContext context) {
        pool.upgrade(endpoint, attachment, context);
    }

    @Override
    public void upgrade(AsyncConnectionEndpoint endpoint, Object attachment, HttpContext context,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        pool.upgrade(endpoint, attachment, context, callback);
    }

    @Override
    public void close(CloseMode closeMode) {
        pool.close(closeMode);
    }

    @Override
    public void close() throws IOException {
        pool.close();
    }
}
