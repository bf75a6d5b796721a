// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Why something failed, in one line for people. */
final class Reason {

    private Reason() {
    }

    static String of(Exchange exchange) {
        Throwable thrown = exception(exchange);
        return thrown == null ? "unknown" : of(thrown);
    }

    static @Nullable Throwable exception(Exchange exchange) {
        Throwable thrown = exchange.getException();
        return thrown != null ? thrown : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }

    /** The innermost cause says it best: Camel wraps what happened while it starts. */
    static String of(Throwable thrown) {
        Throwable innermost = thrown;
        while (innermost.getCause() != null && innermost.getCause() != innermost) {
            innermost = innermost.getCause();
        }
        String said = thrown.getMessage() == null ? "" : ": " + oneLine(thrown.getMessage());
        String because = innermost == thrown || innermost.getMessage() == null
                || said.contains(oneLine(innermost.getMessage()))
                ? "" : " (because: " + oneLine(innermost.getMessage()) + ")";
        return thrown.getClass().getSimpleName() + said + because;
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
