// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import io.github.camelportkey.images.PortkeyImagesConstants;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.jspecify.annotations.Nullable;

/** The job in hand, as the route carries it, and when each of its steps was done. */
final class Job {

    /** With the stored object: the trace id of the edit that it came from, which the gateway's log has too. */
    static final String TRACE = "edit-trace";

    private static final String JOB = "job";
    private static final String TEXT = "job-text";
    private static final String REDELIVERED = "redelivered";
    private static final String POSTED = "posted-at";
    private static final String ANSWERED = "answered-at";
    private static final String STORED = "stored-at";

    private Job() {
    }

    /** Reads the message, and keeps all that follows on this thread, whose JMS session holds the transaction. */
    static void begin(Exchange exchange) throws WorkerGoneException {
        exchange.getUnitOfWork().beginTransactedBy(WorkerRoute.ID);
        String text = exchange.getMessage().getBody(String.class);
        exchange.setProperty(TEXT, text);
        exchange.setProperty(REDELIVERED, exchange.getMessage().getHeader("JMSRedelivered", false, boolean.class));
        exchange.setProperty(JOB, EditJob.parse(Objects.requireNonNullElse(text, "")));
    }

    static void refuseUnsettled(Exchange exchange) throws WorkerGoneException {
        if (isUnsettled(exchange)) {
            throw new WorkerGoneException();
        }
    }

    /** Whether another worker had this job, and is gone: the edit may be under way. */
    static boolean isUnsettled(Exchange exchange) {
        return exchange.getProperty(REDELIVERED, false, boolean.class);
    }

    static EditJob of(Exchange exchange) {
        return exchange.getProperty(JOB, EditJob.class);
    }

    static @Nullable EditJob orNull(Exchange exchange) {
        return exchange.getProperty(JOB, EditJob.class);
    }

    static String text(Exchange exchange) {
        return exchange.getProperty(TEXT, "", String.class);
    }

    static void askForPicture(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(AWS2S3Constants.KEY, of(exchange).source());
    }

    static void prepareEdit(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        EditHeaders.set(message, of(exchange));
    }

    static void posted(Exchange exchange) {
        String worker = exchange.getContext().resolvePropertyPlaceholders("{{worker}}");
        exchange.getMessage().setHeader(PortkeyImagesConstants.TRACE_ID,
                of(exchange).id() + "." + worker + "." + UUID.randomUUID().toString().substring(0, 8));
        exchange.setProperty(POSTED, System.nanoTime());
    }

    static void answered(Exchange exchange) {
        exchange.setProperty(ANSWERED, System.nanoTime());
        Message message = exchange.getMessage();
        message.setHeader(AWS2S3Constants.KEY, of(exchange).target());
        message.setHeader(AWS2S3Constants.METADATA,
                Map.of(TRACE, message.getHeader(PortkeyImagesConstants.TRACE_ID, String.class)));
    }

    static void stored(Exchange exchange) {
        exchange.setProperty(STORED, System.nanoTime());
    }

    static boolean isPaid(Exchange exchange) {
        return exchange.getProperty(ANSWERED) != null;
    }

    static long editMillis(Exchange exchange) {
        return between(exchange, POSTED, ANSWERED);
    }

    static long storeMillis(Exchange exchange) {
        return between(exchange, ANSWERED, STORED);
    }

    private static long between(Exchange exchange, String from, String to) {
        Long start = exchange.getProperty(from, Long.class);
        Long end = exchange.getProperty(to, Long.class);
        return start == null || end == null ? 0 : (end - start) / 1_000_000;
    }
}
