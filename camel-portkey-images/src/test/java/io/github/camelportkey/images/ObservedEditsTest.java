// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each edit is counted once, on its endpoint and on its component, and can be watched over JMX. */
class ObservedEditsTest extends RouteToStandIn {

    private static final String EDIT = bare("prompt=a red hat", "model=gpt-image-2", "validation=off");

    private PortkeyImagesEndpoint endpoint;

    @BeforeEach
    void resolve() {
        endpoint = context.getEndpoint(EDIT, PortkeyImagesEndpoint.class);
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(EDIT);
            }
        };
    }

    @AfterEach
    void noLatency() {
        GATEWAY.latency(Duration.ZERO);
    }

    @Override
    protected boolean useJmx() {
        return true;
    }

    private PortkeyImagesComponent component() {
        return context.getComponent("portkey-images", PortkeyImagesComponent.class);
    }

    @Test
    void anEditThatSucceedsIsCountedWithItsImagesBytesAndTokens() {
        Exchange result = send(EDIT, PICTURE, Map.of("CamelPortkeyImagesMask", PICTURE));

        assertThat(result.getException()).isNull();
        assertThat(endpoint.totals().all()).isEqualTo(component().totals().all());
        assertThat(endpoint.getEditsSucceeded()).isEqualTo(1);
        assertThat(endpoint.getEditsFailed()).isZero();
        assertThat(endpoint.getEditsInFlight()).isZero();
        assertThat(endpoint.getEditedImages()).isEqualTo(1);
        assertThat(endpoint.getInputBytes()).isEqualTo(2L * PICTURE.length);
        assertThat(endpoint.getOutputBytes()).isEqualTo(result.getMessage().getHeader("CamelPortkeyImagesLength"));
        assertThat(endpoint.getInputTokens()).isPositive()
                .isEqualTo(result.getMessage().getHeader("CamelPortkeyImagesInputTokens"));
        assertThat(endpoint.getOutputTokens()).isPositive()
                .isEqualTo(result.getMessage().getHeader("CamelPortkeyImagesOutputTokens"));
    }

    @Test
    void anEditIsCountedOnceHoweverItEnds() {
        GATEWAY.answerNext(StagedAnswer.status(500), StagedAnswer.hangUp(), StagedAnswer.status(401));
        for (int i = 0; i < 3; i++) {
            assertThat(send(EDIT, PICTURE, Map.of()).getException()).isNotNull();
        }
        assertThat(send(EDIT, "no image", Map.of()).getException()).isNotNull();
        assertThat(send(EDIT, PICTURE, Map.of()).getException()).isNull();

        assertThat(component().getEditsFailed()).isEqualTo(4);
        assertThat(component().getEditsSucceeded()).isEqualTo(1);
        assertThat(component().getEditsInFlight()).isZero();
        assertThat(component().failures().all()).extracting(failed -> failed.get("category"))
                .containsExactly("VALIDATION", "AUTH", "SERVER_ERROR", "SERVER_ERROR");
        assertThat(component().failures().all()).extracting(failed -> failed.get("status"))
                .containsExactly(null, 401, null, 500);
    }

    @Test
    void anAnswerThatIsRefusedThoughPaidIsCountedWithItsTokens() {
        GATEWAY.answerNext(StagedAnswer.edit(246));

        Exchange result = send(EDIT + "&failOnGuardrail=true", PICTURE, Map.of());

        assertThat(result.getException()).isNotNull();
        assertThat(component().getEditsFailed()).isEqualTo(1);
        assertThat(component().getEditedImages()).isEqualTo(1);
        assertThat(component().getOutputTokens()).isPositive();
    }

    @Test
    void onlyTheLastFailuresAreKept() {
        for (int i = 0; i < 12; i++) {
            send(EDIT, "no image", Map.of());
        }

        assertThat(component().failures().all()).hasSize(10);
        assertThat(component().getEditsFailed()).isEqualTo(12);
    }

    @Test
    void jmxShowsEditsInFlightAndTheirConnections() throws Exception {
        send(EDIT, PICTURE, Map.of());
        GATEWAY.latency(Duration.ofSeconds(2));
        CompletableFuture<Exchange> edit = template.asyncSend(endpoint.getEndpointUri(),
                exchange -> exchange.getMessage().setBody(PICTURE));

        await().atMost(Duration.ofSeconds(30)).until(() -> component().getConnectionsLeased() == 1);
        for (String type : new String[] {"components", "endpoints"}) {
            assertThat(attribute(type, "EditsInFlight")).isEqualTo(1L);
            assertThat(attribute(type, "EditsSucceeded")).isEqualTo(1L);
            assertThat(attribute(type, "InputBytes")).isEqualTo((long) PICTURE.length);
        }
        assertThat(attribute("components", "ConnectionsLeased")).isEqualTo(1);
        assertThat(attribute("components", "ConnectionsAwaited")).isEqualTo(0);
        assertThat(attribute("components", "SpoolBytes")).isEqualTo(0L);

        assertThat(edit.get(30, TimeUnit.SECONDS).getException()).isNull();
        assertThat(attribute("components", "EditsInFlight")).isEqualTo(0L);
        assertThat((Long) attribute("components", "EditMeanMillis")).isPositive();
    }

    private Object attribute(String type, String name) throws Exception {
        MBeanServer server = context.getManagementStrategy().getManagementAgent().getMBeanServer();
        Set<ObjectName> names = server.queryNames(new ObjectName("org.apache.camel:context=" + context.getManagementName()
                + ",type=" + type + ",name=\"portkey-images*\""), null);
        assertThat(names).as(type).hasSize(1);
        return server.getAttribute(names.iterator().next(), name);
    }
}
