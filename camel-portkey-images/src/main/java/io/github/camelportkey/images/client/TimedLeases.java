// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.nio.AsyncClientConnectionManager;
import org.apache.hc.client5.http.nio.AsyncConnectionEndpoint;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.ConnectionInitiator;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Connections whose waiting time is kept. The pool of the async client looks at it only when a connection comes back, so
 * an edit would wait for as long as all connections are busy.
 */
final class TimedLeases implements AsyncClientConnectionManager {

    private final AsyncClientConnectionManager pool;
    private final Executor aside;

    /** @param aside where to end what has waited too long */
    TimedLeases(AsyncClientConnectionManager pool, Executor aside) {
        this.pool = pool;
        this.aside = aside;
    }

    @Override
    public Future<AsyncConnectionEndpoint> lease(String id, HttpRoute route, Object state, Timeout requestTimeout,
            FutureCallback<AsyncConnectionEndpoint> callback) {
        Deadline deadline = new Deadline();
        Future<AsyncConnectionEndpoint> lease = pool.lease(id, route, state, requestTimeout, new FutureCallback<>() {
            @Override
            public void completed(AsyncConnectionEndpoint endpoint) {
                deadline.lift();
                callback.completed(endpoint);
            }

            @Override
            public void failed(Exception cause) {
                deadline.lift();
                callback.failed(cause);
            }

            @Override
            public void cancelled() {
                if (deadline.lift()) {
                    callback.cancelled();
                } else {
                    callback.failed(new ConnectionRequestTimeoutException("No connection became free in time"));
                }
            }
        });
        if (!lease.isDone() && Timeout.isPositive(requestTimeout)) {
            deadline.start(requestTimeout.toDuration(), aside, () -> lease.cancel(true));
        }
        return lease;
    }

    @Override
    public void release(AsyncConnectionEndpoint endpoint, Object newState, TimeValue validDuration) {
        pool.release(endpoint, newState, validDuration);
    }

    @Override
    public Future<AsyncConnectionEndpoint> connect(AsyncConnectionEndpoint endpoint, ConnectionInitiator initiator,
            Timeout connectTimeout, Object attachment, HttpContext context, FutureCallback<AsyncConnectionEndpoint> callback) {
        return pool.connect(endpoint, initiator, connectTimeout, attachment, context, callback);
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
