// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.time.Duration;
import java.util.concurrent.Semaphore;

import io.vertx.core.Handler;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets so many results out at once, and each only for a while, because each is in memory until its reader has taken it. The
 * server calls an answer ended when it has been given all of it, however little has gone; what tells that all has gone is the
 * end of the connection, and so each result has a connection to itself.
 */
final class ResultGate implements Handler<RoutingContext> {

    private final int most;
    private final Semaphore free;
    private final Duration longest;

    ResultGate(int most, Duration longest) {
        this.most = most;
        this.free = new Semaphore(most);
        this.longest = longest;
    }

    @Override
    public void handle(RoutingContext request) {
        if (!free.tryAcquire()) {
            FrontDoor.answer(request, 503, Problem.later("busy", null, BusyException.SECONDS));
            return;
        }
        ConnectionBase connection = (ConnectionBase) request.request().connection();
        // Its own close() and that of its channel wait until what was written has gone, and here it never goes.
        long timer = request.vertx().setTimer(longest.toMillis(), passed -> connection.channelHandlerContext().close());
        connection.closeFuture().onComplete(closed -> {
            request.vertx().cancelTimer(timer);
            free.release();
        });
        request.response().putHeader("Connection", "close");
        request.addEndHandler(given -> request.response().close());
        request.next();
    }

    int underWay() {
        return most - free.availablePermits();
    }
}
