package io.github.camelportkey.images.client;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.ComplexFuture;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Ends the wait for a connection when its time is up, without a thread. The pool itself looks at the clock only when a
 * connection comes back, which may be many minutes later.
 */
final class PunctualConnections implements AsyncClientConnectionManager {

    private final AsyncClientConnectionManager pool;

    PunctualConnections(AsyncClientConnectionManager pool) {
        this.pool = pool;
    }

    @Override
    public Future<AsyncConnectionEndpoint> lease(String id, HttpRoute route, @Nullable Object state, Timeout timeout,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        ComplexFuture<AsyncConnectionEndpoint> result = new ComplexFuture<>(callback);
        CompletableFuture<Void> clock = new CompletableFuture<>();
        Future<AsyncConnectionEndpoint> lease = pool.lease(id, route, state, timeout, new FutureCallback<>() {
            @Override
            public void completed(AsyncConnectionEndpoint endpoint) {
                clock.cancel(false);
                if (!result.completed(endpoint)) {
                    pool.release(endpoint, state, TimeValue.ZERO_MILLISECONDS);
                }
            }

            @Override
            public void failed(Exception cause) {
                clock.cancel(false);
                result.failed(cause);
            }

            @Override
            public void cancelled() {
                clock.cancel(false);
                result.cancel();
            }
        });
        if (!result.isDone()) {
            result.setDependency(lease);
            clock.completeOnTimeout(null, timeout.toMilliseconds(), TimeUnit.MILLISECONDS).thenRun(() -> {
                if (result.failed(new ConnectionRequestTimeoutException())) {
                    lease.cancel(true);
                }
            });
        }
        return result;
    }

    @Override
    public void release(AsyncConnectionEndpoint endpoint, @Nullable Object state, TimeValue keepAlive) {
        pool.release(endpoint, state, keepAlive);
    }

    @Override
    public Future<AsyncConnectionEndpoint> connect(AsyncConnectionEndpoint endpoint, ConnectionInitiator initiator,
            @Nullable Timeout timeout, @Nullable Object attachment, HttpContext context,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        return pool.connect(endpoint, initiator, timeout, attachment, context, callback);
    }

    @Override
    public void upgrade(AsyncConnectionEndpoint endpoint, @Nullable Object attachment, HttpContext context) {
        pool.upgrade(endpoint, attachment, context);
    }

    @Override
    public void upgrade(AsyncConnectionEndpoint endpoint, @Nullable Object attachment, HttpContext context,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        pool.upgrade(endpoint, attachment, context, callback);
    }

    @Override
    public void close(CloseMode mode) {
        pool.close(mode);
    }

    @Override
    public void close() throws IOException {
        pool.close();
    }
}
