// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/** Tells the front door that a form has come whole, so that it may take as long as its edit. */
final class Arrival implements Processor {

    private final FrontDoor door;

    Arrival(FrontDoor door) {
        this.door = door;
    }

    @Override
    public void process(Exchange exchange) {
        door.arrived(exchange.getMessage(HttpMessage.class).getRequest());
    }
}
