// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.kit;

import java.time.Duration;

import io.github.camelportkey.standin.GatewayStandIn;
import org.apache.camel.Exchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;

/** A Camel context whose edits go to the stand-in, which all these tests share. */
public abstract class RouteOverStandIn extends CamelTestSupport {

    protected static final GatewayStandIn GATEWAY = GatewayStandIn.start();

    @AfterEach
    void forget() {
        GATEWAY.clear();
        GATEWAY.latency(Duration.ZERO);
    }

    /** The URI of an edit with a prompt and a model, and further options. */
    protected static String edit(String... options) {
        return editAt(GATEWAY.baseUrl().toString(), options);
    }

    /** The URI of an edit elsewhere. */
    protected static String editAt(String baseUrl, String... options) {
        StringBuilder uri = new StringBuilder("portkey-images:edit?prompt=a red hat&model=gpt-image-2&baseUrl=")
                .append(baseUrl);
        for (String option : options) {
            uri.append('&').append(option);
        }
        return uri.toString();
    }

    /** Sends a body and waits for the exchange, failed or not. */
    protected Exchange send(String to, Object body) {
        return template.request(to, exchange -> exchange.getMessage().setBody(body));
    }
}
