// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.faults;

import java.nio.file.Path;

import io.github.camelportkey.images.kit.SpoolFiles;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ExchangePattern;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** A Camel context with one route around the component. */
final class Rig implements AutoCloseable {

    /** Under this name an exchange holds the URI of its edit. */
    static final String URI = "uri";
    /** Under this name an exchange counts how often the route continued behind its edit. */
    static final String CONTINUED = "continued";

    final CamelContext context = new DefaultCamelContext();
    final Path spool;

    Rig(Path spool) throws Exception {
        this.spool = spool;
        context.setStreamCaching(false); // else a stream that can be read once is none any more
        context.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:edit").toD("${exchangeProperty." + URI + "}")
                        .process(exchange -> exchange.setProperty(CONTINUED,
                                exchange.getProperty(CONTINUED, 0, Integer.class) + 1))
                        .process(Parts::areTheResult);
            }
        });
        context.start();
    }

    Endpoint route() {
        return context.getEndpoint("direct:edit");
    }

    DefaultExchange exchange() {
        return new DefaultExchange(context, ExchangePattern.InOut);
    }

    /** How many temporary files there are. */
    long files() {
        return SpoolFiles.below(spool).size();
    }

    @Override
    public void close() {
        context.stop();
    }
}
