// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.health.DefaultHealthCheckRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Camel's health says from the last edits, and from nothing else, whether the gateway can be worked with. */
class EditHealthCheckTest extends RouteToStandIn {

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        HealthCheckRegistry registry = new DefaultHealthCheckRegistry(camel);
        camel.getCamelContextExtension().addContextPlugin(HealthCheckRegistry.class, registry);
        return camel;
    }

    @BeforeEach
    void route() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("edits").to(edit("apiKey=canary"));
            }
        });
    }

    private void enable() {
        HealthCheckRepository repository = HealthCheckHelper.getHealthCheckRepository(context, "producers");
        repository.setEnabled(true);
    }

    private HealthCheck.Result result() {
        Collection<HealthCheck.Result> ours = HealthCheckHelper.invokeReadiness(context).stream()
                .filter(result -> result.getCheck().getId().startsWith("producer:portkey-images")).toList();
        assertThat(ours).hasSize(1);
        return ours.iterator().next();
    }

    private void fails(StagedAnswer... answers) {
        GATEWAY.answerNext(answers);
        for (int i = 0; i < answers.length; i++) {
            assertThat(send("direct:in", PICTURE, Map.of()).getException()).isNotNull();
        }
    }

    @Test
    void isOffLikeAllProducerChecksUntilTheyAreEnabled() {
        assertThat(HealthCheckHelper.invoke(context)).noneMatch(result -> result.getCheck().getId().startsWith("producer:"));

        enable();

        assertThat(result().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(GATEWAY.edits()).isEmpty();
    }

    @Test
    void isDownAfterThreeFailuresInARowUntilAnEditSucceeds() {
        enable();
        fails(StagedAnswer.status(500), StagedAnswer.hangUp());
        assertThat(result().getState()).isEqualTo(HealthCheck.State.UP);

        fails(StagedAnswer.status(401));

        assertThat(result().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(result().getMessage()).hasValueSatisfying(message -> assertThat(message)
                .startsWith("The last 3 edits failed, the last one with GatewayStatusException").doesNotContain("canary"));
        assertThat(result().getDetails()).containsEntry(HealthCheck.HTTP_RESPONSE_CODE, 401);
        assertThat((String) result().getDetails().get(HealthCheck.ENDPOINT_URI)).startsWith("portkey-images:")
                .contains("xxxxxx").doesNotContain("canary", "hat");
        assertThat(send("direct:in", PICTURE, Map.of()).getException()).isNull();
        assertThat(result().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 413, 429})
    void whatIsWrongWithThePictureOrTheRateSaysNothingAgainstTheGateway(int status) {
        enable();

        fails(StagedAnswer.status(status), StagedAnswer.status(status), StagedAnswer.status(status));
        for (int i = 0; i < 3; i++) {
            assertThat(send("direct:in", "no image", Map.of()).getException()).isNotNull();
        }

        assertThat(result().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void aQuotaThatIsUsedUpCountsAgainstIt() {
        enable();
        StagedAnswer broke = StagedAnswer.status(429).body("{\"error\":{\"message\":\"pay\",\"code\":\"insufficient_quota\"}}");

        fails(broke, broke, broke);

        assertThat(result().getState()).isEqualTo(HealthCheck.State.DOWN);
    }

    /** Else what was taken out of service for it would get no edit that could put it back. */
    @Test
    void aMinuteAfterTheLastFailureItIsUpAgain() {
        AtomicLong now = new AtomicLong();
        EditHealthCheck check = new EditHealthCheck(context.getEndpoint(edit(), PortkeyImagesEndpoint.class), now::get);
        check.setCamelContext(context);
        GATEWAY.answerNext(StagedAnswer.hangUp());
        Exception failure = send("direct:in", PICTURE, Map.of()).getException();
        for (int i = 0; i < 3; i++) {
            check.ended(EditEvent.of("id", "any", 1, 1, null, failure));
        }

        now.set(EditHealthCheck.REMEMBERED_NANOS);
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.DOWN);
        now.set(EditHealthCheck.REMEMBERED_NANOS + 1);
        assertThat(check.call().getState()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void theComponentCanSwitchItsChecksOff() throws Exception {
        enable();
        context.getComponent("portkey-images", PortkeyImagesComponent.class).setHealthCheckProducerEnabled(false);
        context.getRouteController().stopRoute("edits");
        context.removeRoute("edits");
        route();

        fails(StagedAnswer.status(500), StagedAnswer.status(500), StagedAnswer.status(500));

        assertThat(result().getState()).isEqualTo(HealthCheck.State.UNKNOWN);
    }

    @Test
    void theCheckGoesWithItsProducer() throws Exception {
        enable();

        context.getRouteController().stopRoute("edits");
        context.removeRoute("edits");

        assertThat(HealthCheckHelper.invoke(context)).noneMatch(check -> check.getCheck().getId().startsWith("producer:"));
    }
}
