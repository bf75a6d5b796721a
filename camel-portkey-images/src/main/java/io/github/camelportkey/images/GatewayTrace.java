// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/**
 * The id under which the gateway logs an exchange's last edit, as a property of the exchange: camel-mdc puts it into every
 * line that is logged for the exchange, so that these lines join the gateway's own. It is there from before the edit is
 * sent, also when the edit fails; a header would be lost with the message.
 */
final class GatewayTrace {

    /** The same name as that of the header. */
    static final String PROPERTY = PortkeyImagesConstants.GATEWAY_TRACE_ID;

    private GatewayTrace() {
    }

    /** An edit that is refused before it is sent does not belong to the one before it. */
    static void clear(Exchange exchange) {
        exchange.removeProperty(PROPERTY);
    }

    /** Keeps what is known already when the answer names no id. */
    static void set(Exchange exchange, @Nullable String traceId) {
        if (traceId != null) {
            exchange.setProperty(PROPERTY, traceId);
        }
    }
}
