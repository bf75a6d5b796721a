// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Retry-After, and Camel's own redelivery that waits that long. */
class RedeliveryDelayTest extends RouteOverStandIn {

    private final List<Long> redeliveredAt = new CopyOnWriteArrayList<>();
    private final List<String> delays = new CopyOnWriteArrayList<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:once").errorHandler(noErrorHandler()).to(edit("maxRetryAfter=5000"));
                from("direct:again").errorHandler(noErrorHandler()).doTry().to(edit()).doCatch(GatewayStatusException.class)
                        .process(e -> delays.add(String.valueOf(e.getMessage().getHeader("CamelRedeliveryDelay"))))
                        .to(edit()).end();
                from("direct:retry").streamCache("false").errorHandler(defaultErrorHandler()
                        .maximumRedeliveries(3).redeliveryDelay(0)
                        .asyncDelayedRedelivery().onRedelivery(e -> redeliveredAt.add(System.nanoTime()))
                        .onExceptionOccurred(e -> delays.add(String.valueOf(e.getMessage().getHeader("CamelRedeliveryDelay"))))
                        .logExhausted(false)
                        .logRetryAttempted(false)).to(edit());
            }
        };
    }

    private static StagedAnswer refusal(int status, String name, String value) {
        return StagedAnswer.status(status).header(name, value);
    }

    @ParameterizedTest
    @CsvSource({
            "429, Retry-After, 2, 2000, 2000", "503, Retry-After, 2, 2000, 2000", "429, retry-after-ms, 250, 250, 250",
            "429, Retry-After, 5, 5000, 5000", "429, Retry-After, 6, , 6000", "503, Retry-After, 6, , 6000",
            "500, Retry-After, 2, , 2000", "408, Retry-After, 2, , 2000", "429, Other, 2, ,"})
    void theFailedExchangeCarriesTheDelayFor429And503UpToMaxRetryAfter(int status, String name, String value, Long delay,
            Long said) {
        GATEWAY.answerNext(refusal(status, name, value));

        Exchange result = send("direct:once", Pictures.png(16));

        assertThat(result.getMessage().getHeader("CamelRedeliveryDelay")).isEqualTo(delay);
        assertThat(result.getProperty("CamelAiRetryAfterMillis")).isEqualTo(said);
        assertThat(((GatewayStatusException) result.getException()).getRetryAfter())
                .isEqualTo(said == null ? null : Duration.ofMillis(said));
    }

    @Test
    void redeliveryWaitsThatLongAndNothingOfItIsLeftAfterSuccess() {
        GATEWAY.answerNext(refusal(429, "retry-after-ms", "400"), refusal(503, "retry-after-ms", "300"));

        long start = System.nanoTime();
        Exchange result = send("direct:retry", Pictures.png(16));

        assertThat(result.getException()).isNull();
        assertThat(redeliveredAt).hasSize(2);
        assertThat(redeliveredAt.get(0) - start).isGreaterThan(390_000_000L);
        assertThat(redeliveredAt.get(1) - redeliveredAt.get(0)).isGreaterThan(290_000_000L);
        assertThat(result.getMessage().getHeaders()).doesNotContainKey("CamelRedeliveryDelay");
        assertThat(result.getProperties()).doesNotContainKeys("CamelAiErrorCategory", "CamelAiRetryAfterMillis");
    }

    @Test
    void aDelayOfAnEarlierAttemptDoesNotApplyToTheNext() {
        GATEWAY.answerNext(refusal(429, "retry-after-ms", "30"), StagedAnswer.status(429), StagedAnswer.status(500));

        Exchange result = send("direct:retry", Pictures.png(16));

        assertThat(result.getException()).isNull();
        assertThat(delays).containsExactly("30", "null", "null");
    }

    @Test
    void theUsersOwnDelayIsKept() {
        GATEWAY.answerNext(refusal(429, "retry-after-ms", "30"), StagedAnswer.status(500));

        Exchange redelivered = template.request("direct:retry", exchange -> {
            exchange.getMessage().setBody(Pictures.png(16));
            exchange.getMessage().setHeader("CamelRedeliveryDelay", 20);
        });

        assertThat(delays).containsExactly("30", "20");
        assertThat(redelivered.getMessage().getHeader("CamelRedeliveryDelay")).isEqualTo(20);

        delays.clear();
        GATEWAY.answerNext(refusal(429, "retry-after-ms", "30"));
        Exchange again = template.request("direct:again", exchange -> {
            exchange.getMessage().setBody(Pictures.png(16));
            exchange.getMessage().setHeader("CamelRedeliveryDelay", 20);
        });
        assertThat(delays).containsExactly("30");
        assertThat(again.getMessage().getHeader("CamelRedeliveryDelay")).isEqualTo(20);
    }

    @Test
    void anotherAttemptInTheSameRouteTakesTheDelayBack() {
        GATEWAY.answerNext(refusal(429, "retry-after-ms", "30"));

        Exchange result = send("direct:again", Pictures.png(16));

        assertThat(result.getException()).isNull();
        assertThat(delays).containsExactly("30");
        assertThat(result.getMessage().getHeaders()).doesNotContainKey("CamelRedeliveryDelay");
        assertThat(result.getProperties()).doesNotContainKeys("CamelAiErrorCategory", "CamelAiRetryAfterMillis");
    }

    @Test
    void waitingHoldsNoThreadAndTheSameBytesGoAgain() {
        byte[] picture = Pictures.noise(3_000_000);
        GATEWAY.answerNext(refusal(429, "retry-after-ms", "700"));

        CompletableFuture<Exchange> result = template.asyncSend("direct:retry",
                exchange -> exchange.getMessage().setBody(new ByteArrayInputStream(picture)));

        await().atMost(10, SECONDS).until(() -> GATEWAY.edits().size() == 1);
        assertThat(result).succeedsWithin(10, SECONDS).extracting(Exchange::getException).isNull();
        assertThat(GATEWAY.edits()).hasSize(2);
        assertThat(GATEWAY.edits().get(0).files("image").get(0).length()).isEqualTo(3_000_000);
        assertThat(GATEWAY.edits().get(1).files("image").get(0).sha256())
                .isEqualTo(GATEWAY.edits().get(0).files("image").get(0).sha256());
    }

    @Test
    void aDelayThatTheRouteSetItselfIsLeftAlone() {
        Exchange result = template.request("direct:once", exchange -> {
            exchange.getMessage().setBody(Pictures.png(16));
            exchange.getMessage().setHeader("CamelRedeliveryDelay", 77L);
        });

        assertThat(result.getMessage().getHeader("CamelRedeliveryDelay")).isEqualTo(77L);
    }
}
