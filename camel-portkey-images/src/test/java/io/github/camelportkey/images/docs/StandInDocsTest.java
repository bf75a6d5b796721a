// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.GatewayStandIn;
import io.github.camelportkey.standin.ReceivedEdit;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the page of the gateway stand-in shows of tests. */
class StandInDocsTest {

    @Test
    void aTestOfOnesOwnStagesAnswersAndReadsWhatArrived() throws Exception {
        byte[] picture = Pictures.png(32);
        // tag::own-test[]
        try (GatewayStandIn gateway = GatewayStandIn.start(); CamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:hat").to("portkey-images:edit?model=gpt-image-2&prompt=A beret&baseUrl=" + gateway.baseUrl());
                }
            });
            camel.start();
            // a rate limit first, then an ordinary edit
            gateway.answerNext(StagedAnswer.status(429).header("retry-after", "2").body("{\"error\":{\"message\":\"slow down\"}}"));

            Exchange limited = camel.createProducerTemplate().request("direct:hat", edit -> edit.getMessage().setBody(picture));
            Exchange edited = camel.createProducerTemplate().request("direct:hat", edit -> edit.getMessage().setBody(picture));

            assertThat(limited.getException()).hasMessageContaining("slow down");
            assertThat(edited.getMessage().getBody(byte[].class)).isNotEmpty();
            ReceivedEdit arrived = gateway.edits().get(1);
            assertThat(arrived.status()).isEqualTo(200);
            assertThat(arrived.field("prompt")).isEqualTo("A beret");
            assertThat(arrived.files("image").get(0).contentType()).isEqualTo("image/png");
            assertThat(gateway.editsPaid()).isEqualTo(1);
        }
        // end::own-test[]
    }

    @Test
    void theDependencyIsOfTheVersionOfTheComponent() {
        assertThat(Snippets.text("stand-in-dependency.xml").replace("gateway-stand-in", "camel-portkey-images")
                .replace("  <scope>test</scope>\n", "")).isEqualTo(Snippets.text("dependency.xml"));
    }
}
