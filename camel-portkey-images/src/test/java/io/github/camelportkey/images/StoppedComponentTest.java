// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.IOException;
import java.util.Map;

import io.github.camelportkey.images.client.GatewayUnreachableException;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is asked of a component that is stopped, or not started yet, says that. */
class StoppedComponentTest extends RouteToStandIn {

    @Test
    void aResultInATemporaryFileSaysThatItWentWithTheComponent() throws Exception {
        ImagesResponse response;
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(Pictures.noise(50_000))));
        try (DefaultCamelContext own = new DefaultCamelContext()) {
            own.start();
            response = own.createProducerTemplate().requestBody(edit("spoolThreshold=1000"), PICTURE, ImagesResponse.class);
        }

        assertThatThrownBy(() -> response.data().get(0).bytes()).isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("was stopped").hasMessageContaining("temporary files are gone");
    }

    @Test
    void anEditBehindTheRemovalOfItsComponentIsRefusedForThat() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(noErrorHandler()).to(edit());
            }
        });
        assertThat(send("direct:in", PICTURE, Map.of()).getException()).isNull();

        context.removeComponent("portkey-images");
        Exchange result = send("direct:in", PICTURE, Map.of());

        assertThat(result.getException()).isInstanceOfSatisfying(GatewayUnreachableException.class, failure -> {
            assertThat(failure.mayHaveBeenBilled()).isFalse();
            assertThat(failure).hasMessageContaining("The component portkey-images is stopped")
                    .hasMessageNotContaining("Make room");
        });
    }

    @Test
    void aComponentThatWasNeverStartedSaysSo() {
        SharedResources resources = new PortkeyImagesComponent(context).resources();

        assertThatThrownBy(() -> resources.client(new PortkeyImagesConfiguration()))
                .isExactlyInstanceOf(IllegalStateException.class).hasMessageContaining("is not started");
    }
}
