// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import io.github.camelportkey.standin.StagedAnswer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Micrometer's meters of edits, in the registry of the application. */
class EditMetersTest extends RouteToStandIn {

    private static final String CANARY = "canary-7f3a";

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        camel.getRegistry().bind("meters", meters);
        return camel;
    }

    private static String gptImage(String... further) {
        return bare("prompt=a very private wish", "apiKey=" + CANARY, String.join("&", further));
    }

    private double count(String name, String... tags) {
        return meters.get(name).tags(tags).counter().count();
    }

    @Test
    void anEditIsTimedAndItsTokensBytesAndImagesAreCountedByModel() {
        Exchange result = send(gptImage("model=@openai/gpt-image-2"), PICTURE, Map.of());

        assertThat(result.getException()).isNull();
        assertThat(meters.get("gen_ai.client.operation").tags("gen_ai.operation.name", "generate_content", "gen_ai.system",
                "portkey", "gen_ai.request.model", "gpt-image-2", "camel.component", "portkey-images", "error.type", "none")
                .timer()).satisfies(timer -> {
                    assertThat(timer.count()).isEqualTo(1);
                    assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isPositive();
                });
        assertThat(count("gen_ai.client.token.usage", "gen_ai.token.type", "input", "gen_ai.request.model", "gpt-image-2"))
                .isPositive().isEqualTo(result.getMessage().getHeader("CamelPortkeyImagesInputTokens", Double.class));
        assertThat(count("gen_ai.client.token.usage", "gen_ai.token.type", "output"))
                .isPositive().isEqualTo(result.getMessage().getHeader("CamelPortkeyImagesOutputTokens", Double.class));
        assertThat(count("portkey.images.bytes", "direction", "input")).isEqualTo(PICTURE.length);
        assertThat(count("portkey.images.bytes", "direction", "output"))
                .isEqualTo(result.getMessage().getHeader("CamelPortkeyImagesLength", Double.class));
        assertThat(count("portkey.images")).isEqualTo(1);
    }

    /** As with a library that does not fit. */
    @Test
    @Timeout(60)
    void anEditEndsAlsoWhenItCanNotBeMetered() {
        meters.config().onMeterAdded(meter -> {
            throw new NoSuchMethodError("of another version");
        });

        assertThat(send(gptImage("model=gpt-image-2"), PICTURE, Map.of()).getException()).isNull();
        assertThat(send(gptImage("model=gpt-image-2"), "no image", Map.of()).getException())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void failuresAreTimedByTheirType() {
        GATEWAY.answerNext(StagedAnswer.status(500), StagedAnswer.status(429), StagedAnswer.hangUp());
        for (int i = 0; i < 4; i++) {
            Object body = i == 3 ? "no image" : PICTURE;
            assertThat(send(gptImage("model=gpt-image-2"), body, Map.of()).getException()).isNotNull();
        }

        assertThat(meters.get("gen_ai.client.operation").tag("error.type", "GatewayStatusException").timer().count()).isEqualTo(2);
        assertThat(meters.get("gen_ai.client.operation").tag("error.type", "GatewayUnreachableException").timer().count())
                .isEqualTo(1);
        assertThat(meters.get("gen_ai.client.operation").tags("error.type", "IllegalArgumentException").timer().count())
                .isEqualTo(1);
        assertThat(count("portkey.images", "gen_ai.request.model", "gpt-image-2")).isZero();
    }

    /** Prometheus refuses a meter that comes with other tags than the first of its name. */
    @Test
    void allMetersOfANameHaveTheSameTagsAndNoSecretOrPrompt() {
        GATEWAY.answerNext(StagedAnswer.status(401).body("{\"error\":{\"message\":\"" + CANARY + "\"}}"), StagedAnswer.edit());
        send(gptImage("model=gpt-image-2"), PICTURE, Map.of());
        send(gptImage("model=gpt-image-2"), PICTURE, Map.of());
        send(gptImage(), "no image", Map.of());

        for (Meter meter : meters.getMeters()) {
            assertThat(meter.getId().toString()).doesNotContain(CANARY).doesNotContain("private");
            assertThat(meters.getMeters().stream().filter(other -> other.getId().getName().equals(meter.getId().getName()))
                    .map(other -> new TreeSet<>(other.getId().getTags().stream().map(Tag::getKey).toList())).distinct())
                    .as(meter.getId().getName()).hasSize(1);
        }
    }

    @Test
    void modelsThatMessagesNameDoNotGrowTheMetersForEver() {
        for (int i = 0; i < 103; i++) {
            send(gptImage("validation=off"), "no image", Map.of("CamelPortkeyImagesModel", "model-" + i));
            send(gptImage("validation=off"), PICTURE, Map.of("CamelPortkeyImagesModel", "model-" + i));
        }

        assertThat(meters.get("gen_ai.client.operation").tag("gen_ai.request.model", "other").timer().count()).isPositive();
        assertThat(meters.find("portkey.images").counters()).hasSize(101);
    }

    @Test
    void norDoModelsOfManyEndpoints() {
        for (int i = 0; i < 103; i++) {
            assertThat(send(gptImage("model=model-" + i, "validation=off"), PICTURE, Map.of()).getException()).isNull();
        }

        assertThat(meters.find("portkey.images").counters()).hasSize(101);
    }

    @Test
    void aRegistryThatComesAfterTheComponentsFirstRunIsFound() throws Exception {
        PortkeyImagesComponent component = context.getComponent("portkey-images", PortkeyImagesComponent.class);
        assertThat(component.meters(camel -> null)).isNull();
        EditObserver first = component.meters(EditMeters::of);
        assertThat(component.meters(EditMeters::of)).isSameAs(first).isNotNull();

        component.stop();
        component.start();

        assertThat(component.meters(EditMeters::of)).isNotSameAs(first).isNotNull();
    }

    @Test
    void ofSeveralRegistriesTheCompositeIsTaken() throws Exception {
        SimpleMeterRegistry part = new SimpleMeterRegistry();
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        composite.add(part);
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            other.getRegistry().bind("a", new SimpleMeterRegistry());
            other.getRegistry().bind("b", part);
            other.getRegistry().bind("z", composite);
            other.start();

            EditMeters.of(other).ended(EditEvent.of("id", null, 1, 1, null, null));

            assertThat(part.get("gen_ai.client.operation").tag("gen_ai.request.model", "unknown").timer().count()).isEqualTo(1);
        }
    }

    @Test
    void withoutARegistryThereAreNoMeters() throws Exception {
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            other.start();

            assertThat(EditMeters.of(other)).isNull();
        }
    }
}
