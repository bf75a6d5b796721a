// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.ReceivedEdit;
import jakarta.activation.DataHandler;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Exchanges that are edited at the same time share nothing. */
class ConcurrentEditsTest extends RouteToStandIn {

    @AfterEach
    void answerAtOnceAgain() {
        GATEWAY.latency(Duration.ZERO);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:two").setHeader("CamelPortkeyImagesImage", body()).multicast().parallelProcessing()
                        .to(bare("prompt=one&model=one"), bare("prompt=two&model=two"), bare("prompt=three&model=three"));
            }
        };
    }

    @Test
    void aHundredEditsAtOnceNeverMixParts() {
        GATEWAY.latency(Duration.ofMillis(200));
        List<CompletableFuture<Exchange>> pending = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int id = i;
            pending.add(template.asyncSend(bare("model=any"), exchange -> {
                exchange.getMessage().setHeader("CamelPortkeyImagesPrompt", "prompt " + id);
                exchange.getMessage().setHeader("CamelPortkeyImagesUser", "user " + id);
                exchange.getMessage().setHeader("CamelPortkeyImagesTraceId", "trace-" + id);
                exchange.getMessage().setHeader("CamelPortkeyImagesMask", AcceptedInputs.oneShot(Pictures.png(10 + id)));
                if (id % 2 == 0) {
                    exchange.getMessage().setBody(AcceptedInputs.oneShot(Pictures.png(10 + id)));
                } else {
                    attachments(exchange).addAttachment("image", new DataHandler(Pictures.png(10 + id), "image/png"));
                }
            }));
        }

        assertThat(pending).allSatisfy(result -> assertThat(result.join().getException()).isNull());
        Set<Integer> seen = new HashSet<>();
        for (ReceivedEdit edit : GATEWAY.edits()) {
            int id = Integer.parseInt(edit.field("prompt").substring(7));
            assertThat(seen.add(id)).isTrue();
            assertThat(edit.field("user")).isEqualTo("user " + id);
            assertThat(edit.header("x-portkey-trace-id")).isEqualTo("trace-" + id);
            assertThat(images(edit)).containsExactly(Pictures.png(10 + id));
            assertThat(edit.files("mask").get(0).bytes()).isEqualTo(Pictures.png(10 + id));
        }
        assertThat(seen).hasSize(100);
    }

    @Test
    void editsThatShareACachedStreamInAHeaderEachSendItWhole() {
        byte[] large = Pictures.noise(900_000);
        for (int i = 0; i < 5; i++) {
            GATEWAY.clear();
            send("direct:two", AcceptedInputs.oneShot(large), Map.of());

            assertThat(GATEWAY.edits()).hasSize(3).allSatisfy(edit -> assertThat(images(edit)).containsExactly(large));
        }
    }
}
