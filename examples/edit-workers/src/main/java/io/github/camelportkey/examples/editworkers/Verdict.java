// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import io.github.camelportkey.images.client.GatewayFailure;
import io.github.camelportkey.images.client.GatewayStatusException;
import java.time.Duration;
import org.apache.camel.StreamCacheException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What becomes of a job that failed.
 *
 * @param delay how long it waits on the broker when it is to be tried again
 * @param next  the job with this failure counted, or {@code null} when the message was none
 */
record Verdict(Kind kind, String reason, Duration delay, @Nullable EditJob next) {

    enum Kind {
        /** Back to the jobs, after the delay. */
        AGAIN,
        /** The object is there: another worker was faster, and this edit was paid for nothing. */
        LOST,
        /** Trying again can't help. */
        REJECTED,
        /** Trying again didn't help. */
        DEAD
    }

    /**
     * @param tries     how many tries a job has
     * @param unclear   how many of these may end so that nobody knows whether they were paid
     * @param backoff   the wait after the first failure; it doubles with each
     * @param longest   the longest wait, unless the gateway asks for a longer one
     * @param settle    how long a job whose worker is gone waits, so that an edit that is still under way can end
     */
    record Limits(int tries, int unclear, Duration backoff, Duration longest, Duration settle) {

        private Duration after(int failures) {
            Duration wait = backoff.multipliedBy(1L << Math.min(failures, 20));
            return wait.compareTo(longest) < 0 ? wait : longest;
        }
    }

    /**
     * @param job  {@code null} when the message was none
     * @param paid whether the edit of this try had succeeded
     */
    static Verdict of(@Nullable EditJob job, Throwable failure, boolean paid, Limits limits) {
        String reason = reason(failure);
        if (failure instanceof S3Exception stored && paid && stored.statusCode() == 412) {
            return new Verdict(Kind.LOST, "already stored", Duration.ZERO, job);
        }
        if (job != null && failure instanceof Permits.StoppingException) {
            return new Verdict(Kind.AGAIN, reason, Duration.ZERO, job);
        }
        if (job == null || !isRetryable(failure)) {
            return new Verdict(Kind.REJECTED, reason, Duration.ZERO, job);
        }
        EditJob next = job.failed(paid || mayHaveBeenPaid(failure));
        if (next.tries() >= limits.tries() || next.unclear() >= limits.unclear()) {
            return new Verdict(Kind.DEAD, "gave up after %d tries, of which %d may have been paid; the last: %s"
                    .formatted(next.tries(), next.unclear(), reason), Duration.ZERO, next);
        }
        Duration delay = failure instanceof WorkerGoneException ? limits.settle() : limits.after(job.tries());
        Duration asked = failure instanceof GatewayStatusException status ? status.getRetryAfter() : null;
        return new Verdict(Kind.AGAIN, reason, asked != null && asked.compareTo(delay) > 0 ? asked : delay, next);
    }

    static boolean mayHaveBeenPaid(Throwable failure) {
        return failure instanceof WorkerGoneException
                || failure instanceof GatewayFailure gateway && gateway.mayHaveBeenBilled();
    }

    static boolean isRetryable(Throwable failure) {
        if (failure instanceof GatewayFailure gateway) {
            return gateway.isRetryable();
        }
        return failure instanceof WorkerGoneException
                || failure instanceof StreamCacheException // of a picture whose download broke off
                || failure instanceof SdkException && !(failure instanceof NoSuchKeyException);
    }

    private static String reason(Throwable failure) {
        String message = failure.getMessage() == null ? "" : ": " + failure.getMessage().replaceAll("\\s+", " ");
        return failure.getClass().getSimpleName() + message;
    }
}
