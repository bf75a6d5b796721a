// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.faults;

/** What was measured of one fault. */
record Row(Fault fault, Outcome outcome, int edits, int posts, int paid, int delivered, long leaks) {

    static final String HEAD = "| Fault | Ends with | Retryable | May have been billed | Edits | POSTs | Paid | Delivered | Leaks "
                               + "| Why not delivered |\n|---|---|---|---|---|---|---|---|---|---|";

    String markdown() {
        String ending = outcome.isDelivered() ? Outcome.DELIVERED : "`" + outcome.ending() + "`";
        return "| " + String.join(" | ", fault.name.replace("|", "\\|"), ending, outcome.retryable(), outcome.billed(),
                "" + edits, "" + posts, "" + paid, "" + delivered, "" + leaks, fault.loss()) + " |";
    }
}
