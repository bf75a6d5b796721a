// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.vertx.core.Handler;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets so many uploads in at once, and each only for a while: so many lie on the disk, and a client that sends a byte a minute
 * loses its connection.
 */
final class Turnstile implements Handler<RoutingContext> {

    private final Semaphore free;
    private final Duration longest;
    private final Predicate<RoutingContext> answered;
    private final Predicate<RoutingContext> inTime;
    private final Consumer<RoutingContext> left;

    /**
     * @param answered answers what needs no upload, and says whether it did
     * @param inTime whether a request that has been in for the longest time may stay
     * @param left told of each that has left
     */
    Turnstile(int most, Duration longest, Predicate<RoutingContext> answered, Predicate<RoutingContext> inTime,
            Consumer<RoutingContext> left) {
        this.free = new Semaphore(most);
        this.longest = longest;
        this.answered = answered;
        this.inTime = inTime;
        this.left = left;
    }

    @Override
    public void handle(RoutingContext request) {
        long timer = request.vertx().setTimer(longest.toMillis(), passed -> {
            if (!inTime.test(request)) {
                tooSlow(request);
            }
        });
        boolean done = answered.test(request);
        if (done || !free.tryAcquire()) {
            // The rest of its body is read and dropped, so that a browser gets to reading this.
            request.request().endHandler(ended -> request.vertx().cancelTimer(timer));
            if (!done) {
                FrontDoor.answer(request, 503, Problem.later("busy", null, BusyException.SECONDS));
            }
            return;
        }
        request.addEndHandler(ended -> {
            free.release();
            if (!inTime.test(request)) {
                deleteUploads(request);
            }
            left.accept(request);
            if (request.request().isEnded()) {
                request.vertx().cancelTimer(timer);
            } else if (!request.response().closed()) {
                // refused before it had come whole: else the timer would end what follows on this connection
                request.request().endHandler(whole -> request.vertx().cancelTimer(timer));
            }
        });
        request.next();
    }

    private static void tooSlow(RoutingContext request) {
        if (!request.response().ended() && !request.response().headWritten()) {
            FrontDoor.answer(request, 408, Problem.of("slow", null)).onComplete(sent -> request.request().connection().close());
        } else {
            request.request().connection().close();
        }
    }

    /**
     * As the server does when it sees the connection end; but that fails for a part whose end never comes, whose file stays.
     * What is cancelled here is not cancelled there once more, which it would log at length.
     */
    private static void deleteUploads(RoutingContext request) {
        try {
            request.cancelAndCleanupFileUploads();
        } catch (IllegalStateException closedAlready) {
            // as it should be
        }
        for (FileUpload upload : request.fileUploads()) {
            request.vertx().fileSystem().delete(upload.uploadedFileName());
        }
    }

    int free() {
        return free.availablePermits();
    }
}
