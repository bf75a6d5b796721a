// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import io.github.camelportkey.images.PortkeyImagesConstants;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** Says of each try what it came to, and where a failed job goes. */
public final class Outcomes {

    static final String QUEUE = "queue";

    /** Of messages in {@code edit.rejected} and {@code edit.dead}: why they are there. */
    static final String REASON = "reason";

    /** Artemis delivers a message with this property no sooner than at that time, in milliseconds since 1970. */
    private static final String NOT_BEFORE = "_AMQ_SCHED_DELIVERY";
    private static final String VERDICT = "verdict";

    private final String worker;
    private final Verdict.Limits limits;

    public Outcomes(String worker, Verdict.Limits limits) {
        this.worker = worker;
        this.limits = limits;
    }

    public void found(Exchange exchange) {
        publish(exchange, new Outcome(Outcome.Kind.FOUND, worker, Job.of(exchange).target(), null,
                System.currentTimeMillis(), 0, 0, 0, 0));
    }

    public void done(Exchange exchange) {
        Message message = exchange.getMessage();
        publish(exchange, new Outcome(Outcome.Kind.DONE, worker, Job.of(exchange).target(), null,
                System.currentTimeMillis(), Job.editMillis(exchange), Job.storeMillis(exchange),
                message.getHeader(PortkeyImagesConstants.INPUT_TOKENS, 0L, Long.class),
                message.getHeader(PortkeyImagesConstants.OUTPUT_TOKENS, 0L, Long.class)));
    }

    /** Makes of the exchange the message that goes to another queue, or back to the jobs. */
    public void failed(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (Job.isUnsettled(exchange) && Verdict.isRetryable(failure)) {
            failure = new WorkerGoneException(failure); // whatever came between, such as S3 that could not be asked for the result
        }
        Verdict verdict = Verdict.of(Job.orNull(exchange), failure, Job.isPaid(exchange), limits);
        exchange.setProperty(VERDICT, verdict);
        exchange.setProperty(QUEUE, switch (verdict.kind()) {
            case AGAIN -> "edit.jobs";
            case REJECTED -> "edit.rejected";
            case DEAD -> "edit.dead";
            case LOST -> null;
        });
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setBody(verdict.next() == null ? Job.text(exchange) : verdict.next().json());
        if (verdict.kind() == Verdict.Kind.AGAIN) {
            message.setHeader(NOT_BEFORE, System.currentTimeMillis() + verdict.delay().toMillis());
        } else {
            message.setHeader(REASON, verdict.reason());
        }
    }

    public void tell(Exchange exchange) {
        Verdict verdict = exchange.getProperty(VERDICT, Verdict.class);
        publish(exchange, new Outcome(Outcome.Kind.valueOf(verdict.kind().name()), worker,
                verdict.next() == null ? null : verdict.next().target(), verdict.reason(), System.currentTimeMillis(),
                Job.editMillis(exchange), 0, 0, 0));
    }

    private static void publish(Exchange exchange, Outcome outcome) {
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setBody(outcome.json());
    }
}
