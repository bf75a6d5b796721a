// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import jakarta.jms.ConnectionFactory;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.springframework.jms.core.JmsTemplate;

/**
 * How many edits all workers together have under way: as many as there are messages in the queue of permits. A worker
 * takes one in the transaction of its job and puts one back in the same transaction, so the permit is free again when the
 * job is done, and also when the worker dies.
 *
 * <p>With an interval a permit is not used again before that time has passed since it was taken: no more than so many
 * edits begin in any such time, which is what a provider's rate limit asks for.
 */
public final class Permits {

    static final String QUEUE = "edit.permits";

    private final JmsTemplate jms;
    private final BooleanSupplier stopping;

    public Permits(ConnectionFactory connections, Duration interval, BooleanSupplier stopping) {
        this.jms = new JmsTemplate(connections);
        this.stopping = stopping;
        jms.setReceiveTimeout(1000);
        if (!interval.isZero()) {
            jms.setDeliveryDelay(interval.toMillis());
        }
    }

    /**
     * Waits for a permit. Within a JMS listener it takes part in the listener's transaction, on the listener's thread.
     *
     * @throws IllegalStateException when the worker is told to stop meanwhile
     */
    public void take() {
        while (jms.receive(QUEUE) == null) {
            if (stopping.getAsBoolean()) {
                throw new StoppingException();
            }
        }
        put(1);
    }

    /** Adds permits: all workers together may have so many more edits under way. */
    public void put(int number) {
        for (int i = 0; i < number; i++) {
            jms.send(QUEUE, session -> session.createMessage());
        }
    }

    /** Takes permits away for good; waits until so many are free. */
    public void remove(int number) {
        for (int i = 0; i < number; ) {
            if (jms.receive(QUEUE) != null) {
                i++;
            }
        }
    }

    /** Nothing was paid, and the job goes back to the broker as it was. */
    static final class StoppingException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        StoppingException() {
            super("told to stop while waiting for a permit");
        }
    }
}
