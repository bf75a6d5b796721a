// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.StagedAnswer;
import jakarta.activation.DataHandler;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** An edit follows an edit, also when the result between them was turned into a stream of its bytes. */
class EditAfterDataTypeTest extends RouteToStandIn {

    private static final byte[] EDITED = Pictures.png(8);

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:dataType").to(edit("quality=low")).transformDataType(new DataType("portkey-images:image"))
                        .to(edit("quality=high"));
                from("direct:multicast").to(edit("quality=low")).transformDataType(new DataType("portkey-images:image"))
                        .multicast().to(edit("quality=high"));
                from("direct:bytes").to(edit("quality=low")).transformDataType(new DataType("portkey-images:image"))
                        .convertBodyTo(byte[].class).to(edit("quality=high"));
                from("direct:failed").streamCache("false").doTry().to(edit("quality=low")).doCatch(Exception.class)
                        .process(exchange -> attach(exchange, "image")).to(edit("quality=high")).end();
            }
        };
    }

    private static void attach(Exchange exchange, String name) {
        attachments(exchange).addAttachment(name, new DataHandler(PICTURE, "image/png"));
    }

    private Exchange send(String route, Object body, String attachment) {
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(EDITED)));
        Exchange result = template.request(route, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader("CamelFileName", "otter.jpeg");
            attach(exchange, attachment);
        });
        assertThat(result.getException()).isNull();
        assertThat(GATEWAY.edits()).hasSize(2);
        return result;
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:dataType", "direct:multicast"})
    void behindAnUploadTheSecondEditTakesTheResultOfTheFirst(String route) {
        send(route, "text", "image");

        assertThat(images(GATEWAY.edits().get(0))).containsExactly(PICTURE);
        assertThat(images(GATEWAY.edits().get(1))).containsExactly(EDITED);
        assertThat(GATEWAY.edits().get(1).files("image").get(0).fileName()).isEqualTo("otter.png");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:dataType", "direct:multicast"})
    void anAttachedMaskIsNotAppliedToTheResult(String route) {
        send(route, PICTURE.clone(), "mask");

        assertThat(GATEWAY.edits().get(0).files("mask")).hasSize(1);
        assertThat(images(GATEWAY.edits().get(1))).containsExactly(EDITED);
        assertThat(GATEWAY.edits().get(1).files("mask")).isEmpty();
    }

    @Test
    void bytesAreNoResultAndAnUploadComesBeforeThem() {
        send("direct:bytes", "text", "image");

        assertThat(images(GATEWAY.edits().get(1))).containsExactly(PICTURE);
    }

    @Test
    void aStreamThatAFailedEditLeftReadableIsNoResult() {
        GATEWAY.answerNext(StagedAnswer.status(400).body("{}"));

        Exchange result = template.request("direct:failed",
                exchange -> exchange.getMessage().setBody(AcceptedInputs.oneShot(EDITED)));

        assertThat(result.getException()).isNull();
        assertThat(images(GATEWAY.edits().get(0))).containsExactly(EDITED);
        assertThat(images(GATEWAY.edits().get(1))).containsExactly(PICTURE);
    }
}
