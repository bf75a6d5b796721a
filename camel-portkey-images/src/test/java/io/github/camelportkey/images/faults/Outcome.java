// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.faults;

import java.util.concurrent.RejectedExecutionException;

import io.github.camelportkey.images.client.GatewayFailure;
import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.client.GatewayUnreachableException;
import io.github.camelportkey.images.client.InvalidGatewayResponseException;
import org.apache.camel.Exchange;

/**
 * What an exchange ends with.
 *
 * @param ending the simple name of its exception, or {@code delivered}
 * @param retryable {@code yes} or {@code no}; nothing where that is no question
 * @param billed the same for "may have been billed"
 * @param sent whether its request reaches the server, so far that the head is read
 * @param paid whether the server begins a success
 */
record Outcome(String ending, String retryable, String billed, boolean sent, boolean paid) {

    static final String DELIVERED = "delivered";

    /** The picture arrives. */
    static Outcome delivered() {
        return new Outcome(DELIVERED, "", "", true, true);
    }

    static Outcome refusedBeforeSending() {
        return new Outcome(IllegalArgumentException.class.getSimpleName(), "", "", false, false);
    }

    /** The server said no. */
    static Outcome status(boolean retryable, boolean billed) {
        return new Outcome(GatewayStatusException.class.getSimpleName(), yes(retryable), yes(billed), true, false);
    }

    static Outcome neverSent() {
        return new Outcome(GatewayUnreachableException.class.getSimpleName(), "yes", "no", false, false);
    }

    static Outcome sentInPart() {
        return new Outcome(GatewayUnreachableException.class.getSimpleName(), "yes", "no", true, false);
    }

    static Outcome unanswered() {
        return new Outcome(GatewayUnreachableException.class.getSimpleName(), "yes", "yes", true, false);
    }

    static Outcome cutOff() {
        return unanswered().paidFor();
    }

    static Outcome nothingUsable() {
        return new Outcome(InvalidGatewayResponseException.class.getSimpleName(), "no", "yes", true, true);
    }

    /** The edit is done, and the route is not continued. */
    static Outcome rejectedByCamel() {
        return new Outcome(RejectedExecutionException.class.getSimpleName(), "", "", true, true);
    }

    Outcome paidFor() {
        return new Outcome(ending, retryable, billed, sent, true);
    }

    boolean isDelivered() {
        return ending.equals(DELIVERED);
    }

    /** What an exchange did end with. */
    static Outcome of(Exchange exchange, boolean sent, boolean paid) {
        Exception failure = exchange.getException();
        if (failure == null) {
            return new Outcome(DELIVERED, "", "", sent, paid);
        }
        return failure instanceof GatewayFailure said
                ? new Outcome(failure.getClass().getSimpleName(), yes(said.isRetryable()), yes(said.mayHaveBeenBilled()),
                        sent, paid)
                : new Outcome(failure.getClass().getSimpleName(), "", "", sent, paid);
    }

    private static String yes(boolean value) {
        return value ? "yes" : "no";
    }
}
