// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;

import io.github.camelportkey.images.client.GatewayFailure;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.StagedAnswer;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The circuit breaker of docs/recipes.md. */
class CircuitBreakerDocsTest extends SnippetTestSupport {

    private CircuitBreaker breaker;

    @Override
    Properties placeholders() {
        Properties properties = super.placeholders();
        properties.setProperty("waiting", folder.resolve("waiting").toString());
        properties.setProperty("failed", folder.resolve("failed").toString());
        return properties;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                // tag::circuit-breaker[]
                CircuitBreaker gateway = CircuitBreaker.of("gateway", CircuitBreakerConfig.custom()
                        .slidingWindowSize(10).minimumNumberOfCalls(5).failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofMinutes(1))
                        .recordException(e -> e.getCause() instanceof GatewayFailure failure && failure.isRetryable())
                        .build());
                getContext().getRegistry().bind("gateway", gateway);

                from("direct:guarded")
                        .circuitBreaker().resilience4jConfiguration().circuitBreaker("gateway").end()
                            .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head")
                            .to("file:{{outbox}}?fileName=${file:name.noext}.${header.CamelPortkeyImagesExtension}")
                        .onFallback()
                            .choice()
                            .when(exchangeProperty(Exchange.EXCEPTION_CAUGHT).isNull()) // open: nothing was sent
                                .to("file:{{waiting}}")
                            .otherwise()
                                .to("file:{{failed}}")
                        .end();
                // end::circuit-breaker[]

                from("direct:without-fallback")
                        .circuitBreaker().resilience4jConfiguration().circuitBreaker("gateway").end()
                            .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head")
                        .end();
                from("direct:with-timeout")
                        .circuitBreaker().resilience4jConfiguration().timeoutEnabled(true).timeoutDuration(500).end()
                            .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head")
                        .onFallback()
                            .process(exchange -> exchange.setProperty("looks unsent",
                                    exchange.getProperty(Exchange.EXCEPTION_CAUGHT) == null))
                        .end();
                breaker = gateway;
            }
        };
    }

    private void send(String name) {
        Exchange result = template.request("direct:guarded", exchange -> {
            exchange.getMessage().setBody(new ByteArrayInputStream(Pictures.png(32)));
            exchange.getMessage().setHeader(Exchange.FILE_NAME, name);
        });
        assertThat(result.getException()).isNull();
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    @Test
    void afterFiveFailuresNothingIsSentAndThePicturesAreKept() {
        for (int i = 0; i < 5; i++) {
            gateway.answerNext(StagedAnswer.status(503));
            send("failed-" + i + ".png");
        }
        send("late.png");

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.OPEN);
        assertThat(gateway.edits()).hasSize(5);
        assertThat(file("failed/failed-4.png")).hasBinaryContent(Pictures.png(32));
        assertThat(file("waiting/late.png")).hasBinaryContent(Pictures.png(32));
    }

    @Test
    void editsThatSucceedLaterCloseItAgain() {
        breaker.transitionToOpenState();
        breaker.transitionToHalfOpenState();

        for (int i = 0; i < breaker.getCircuitBreakerConfig().getPermittedNumberOfCallsInHalfOpenState(); i++) {
            send("otter.png");
        }

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(file("outbox/otter.png")).isNotEmptyFile();
    }

    @Test
    void aBadPictureSaysNothingAboutTheGateway() {
        for (int i = 0; i < 10; i++) {
            gateway.answerNext(StagedAnswer.status(400).body("{\"error\":{\"code\":\"moderation_blocked\"}}"));
            send("refused.png");
        }

        assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(gateway.edits()).hasSize(10);
        assertThat(file("failed/refused.png")).exists();
    }

    /** Why the page says that there must be one. */
    @Test
    void withoutAFallbackAnOpenBreakerLetsThePicturePassUnedited() {
        breaker.transitionToOpenState();
        byte[] picture = Pictures.png(32);

        Exchange result = template.request("direct:without-fallback", exchange -> exchange.getMessage().setBody(picture));

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getBody()).isSameAs(picture);
        assertThat(gateway.edits()).isEmpty();
    }

    /** Why the page says that its timeout stays off. */
    @Test
    void anEditThatTheBreakersTimeoutGivesUpLooksAsIfItWasNotSent() {
        gateway.latency(Duration.ofSeconds(2));

        Exchange result = template.request("direct:with-timeout", exchange -> exchange.getMessage().setBody(Pictures.png(32)));

        assertThat(result.getProperty("looks unsent")).isEqualTo(true);
        assertThat(gateway.edits()).hasSize(1);
    }

    /** The page says so. */
    @Test
    void anEditInsideHoldsItsThreadUntilItIsDone() throws Exception {
        gateway.latency(Duration.ofMillis(300));
        Exchange exchange = context.getEndpoint("direct:guarded").createExchange();
        exchange.getMessage().setBody(Pictures.png(32));
        exchange.getMessage().setHeader(Exchange.FILE_NAME, "otter.png");
        AsyncProducer route = context.getEndpoint("direct:guarded").createAsyncProducer();
        route.start();

        route.process(exchange, doneSync -> { });
        int paid = gateway.editsPaid();
        gateway.latency(Duration.ZERO);

        assertThat(paid).isEqualTo(1);
    }
}
