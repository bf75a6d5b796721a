// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import org.apache.camel.Exchange;
import org.apache.camel.clock.Clock;

/**
 * What an exchange and all copies of it have in common, and no other exchange: a server may use one stream object for many
 * requests, so that the same object alone doesn't mean the same bytes.
 *
 * @param clock shared by copies; Camel uses one again when it pools exchanges
 * @param created milliseconds of the epoch
 */
record ExchangeOrigin(Clock clock, long created) {

    static ExchangeOrigin of(Exchange exchange) {
        return new ExchangeOrigin(exchange.getClock(), exchange.getClock().getCreated());
    }
}
