package io.github.camelportkey.examples.webstudio;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets so many requests in at once, and each only for a while: so many uploads lie on the disk, so many results in memory,
 * and a client that sends or reads a byte a minute loses its connection.
 */
final class Turnstile implements Handler<RoutingContext> {

    private final Semaphore free;
    private final Duration longest;
    private final Predicate<RoutingContext> inTime;

    /** @param inTime whether a request that has been in for the longest time may stay */
    Turnstile(int most, Duration longest, Predicate<RoutingContext> inTime) {
        this.free = new Semaphore(most);
        this.longest = longest;
        this.inTime = inTime;
    }

    @Override
    public void handle(RoutingContext request) {
        long timer = request.vertx().setTimer(longest.toMillis(), passed -> {
            if (!inTime.test(request)) {
                tooSlow(request);
            }
        });
        if (!free.tryAcquire()) {
            // The rest of its body is read and dropped, so that a browser gets to reading this.
            request.request().endHandler(ended -> request.vertx().cancelTimer(timer));
            FrontDoor.answer(request, 503, Problem.later("busy", null, BusyException.SECONDS));
            return;
        }
        request.addEndHandler(ended -> {
            free.release();
            if (request.request().isEnded()) {
                request.vertx().cancelTimer(timer);
            }
        });
        request.next();
    }

    private static void tooSlow(RoutingContext request) {
        if (!request.response().ended() && !request.response().headWritten()) {
            request.cancelAndCleanupFileUploads();
            FrontDoor.answer(request, 408, Problem.of("slow", null)).onComplete(sent -> request.request().connection().close());
        } else {
            request.request().connection().close();
        }
    }

    int free() {
        return free.availablePermits();
    }
}
