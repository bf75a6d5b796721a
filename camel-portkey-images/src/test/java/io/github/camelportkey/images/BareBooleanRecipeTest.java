// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.client.GatewayUnreachableException;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The recipe as it may be written up to Camel 4.21; later versions want "== true" before an &&. */
class BareBooleanRecipeTest extends RouteOverStandIn {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(GatewayStatusException.class, GatewayUnreachableException.class)
                        .onWhen(simple("${exception.retryable} && ${exception.mayHaveBeenBilled} == false"))
                        .maximumRedeliveries(2).redeliveryDelay(0);
                from("direct:edit").to(edit());
            }
        };
    }

    @Test
    void aRateLimitIsTriedAgain() {
        GATEWAY.answerNext(StagedAnswer.status(429).body("{}"));

        assertThat(send("direct:edit", Pictures.png(16)).getException()).isNull();
        assertThat(GATEWAY.edits()).hasSize(2);
    }

    @Test
    void aServerErrorIsNot() {
        GATEWAY.answerNext(StagedAnswer.status(500).body("{}"));

        assertThat(send("direct:edit", Pictures.png(16)).getException()).isInstanceOf(GatewayStatusException.class);
        assertThat(GATEWAY.edits()).hasSize(1);
    }
}
