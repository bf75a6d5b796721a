// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelportkey.images.client.GatewayFailure;
import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.client.GatewayUnreachableException;
import io.github.camelportkey.images.client.InvalidGatewayResponseException;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which exception a failed edit leaves on its exchange, and what routes can do with it. */
class FailedEditTest extends RouteOverStandIn {

    private static final String QUOTA = "{\"error\":{\"message\":\"m\",\"type\":\"insufficient_quota\",\"code\":\"insufficient_quota\"}}";

    private final AtomicInteger attempts = new AtomicInteger();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:edit").to(edit());
                from("direct:nowhere").to(editAt("http://127.0.0.1:1/v1"));
            }
        };
    }

    private RouteBuilder withRecipe() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(GatewayStatusException.class, GatewayUnreachableException.class)
                        .onWhen(simple("${exception.retryable} == true && ${exception.mayHaveBeenBilled} == false"))
                        .maximumRedeliveries(2).redeliveryDelay(0).asyncDelayedRedelivery()
                        .onRedelivery(e -> attempts.incrementAndGet()).logExhausted(false);
                from("direct:recipe").to(edit());
                from("direct:recipeNowhere").to(editAt("http://127.0.0.1:1/v1"));
            }
        };
    }

    /** Such as a heap that is full in just that moment. An exchange that nobody ends would hang, and with it each stop. */
    @ParameterizedTest
    @ValueSource(strings = {"CamelPortkeyImagesImage", "CamelPortkeyImagesMask"})
    void anErrorWhileAnInputIsReadEndsTheEdit(String header) {
        InputStream failing = new InputStream() {
            @Override
            public int read() {
                throw new OutOfMemoryError("of a test");
            }
        };

        Exchange result = template.request("direct:edit", exchange -> {
            exchange.getMessage().setBody(Pictures.png(16));
            exchange.getMessage().setHeader(header, failing);
        });

        assertThat(result.getException()).hasRootCauseMessage("of a test");
        assertThat(context.getInflightRepository().size()).isZero();
        assertThat(context.getComponent("portkey-images", PortkeyImagesComponent.class)).satisfies(component -> {
            assertThat(component.getEditsInFlight()).isZero();
            assertThat(component.getEditsFailed()).isEqualTo(1);
        });
        assertThat(GATEWAY.edits()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
            "400, VALIDATION, false, false", "401, AUTH, false, false", "402, UNKNOWN, false, false",
            "403, AUTH, false, false", "404, VALIDATION, false, false", "408, SERVER_ERROR, true, true",
            "409, VALIDATION, false, false", "412, RATE_LIMIT, false, false", "413, VALIDATION, false, false",
            "415, VALIDATION, false, false", "422, VALIDATION, false, false", "429, RATE_LIMIT, true, false",
            "446, VALIDATION, false, false", "302, UNKNOWN, false, false", "500, SERVER_ERROR, true, true",
            "502, SERVER_ERROR, true, true", "503, SERVER_ERROR, true, true", "529, SERVER_ERROR, true, true"})
    void aStatusIsAGatewayStatusExceptionWithItsCategory(int status, String category, boolean retryable, boolean billed) {
        GATEWAY.answerNext(StagedAnswer.status(status).body("{\"error\":{\"message\":\"no\",\"type\":\"t\",\"code\":\"c\"}}"));

        Exchange result = send("direct:edit", Pictures.png(16));

        assertThat(result.getException()).isInstanceOf(HttpOperationFailedException.class)
                .isInstanceOfSatisfying(GatewayStatusException.class, failure -> {
                    assertThat(failure.getStatusCode()).isEqualTo(status);
                    assertThat(failure.getGatewayMessage()).isEqualTo("no");
                    assertThat(failure.isRetryable()).isEqualTo(retryable);
                    assertThat(failure.mayHaveBeenBilled()).isEqualTo(billed);
                    assertThat(failure.getRequestId()).startsWith("req_");
                    assertThat(failure.getTraceId()).isEqualTo(result.getExchangeId());
                });
        assertThat(result.getProperty("CamelAiErrorCategory")).isEqualTo(category);
        assertThat(GATEWAY.edits()).hasSize(1);
    }

    @Test
    void anEmptyPurseIsNotRetryable() {
        GATEWAY.answerNext(StagedAnswer.status(429).body(QUOTA));

        Exchange result = send("direct:edit", Pictures.png(16));

        assertThat(((GatewayFailure) result.getException()).isRetryable()).isFalse();
        assertThat(result.getProperty("CamelAiErrorCategory")).isEqualTo("RATE_LIMIT");
    }

    @Test
    void aGatewayThatHangsUpIsUnreachableAndMayHaveBilled() {
        GATEWAY.answerNext(StagedAnswer.hangUp());

        Exchange result = send("direct:edit", Pictures.png(16));

        assertThat(result.getException()).isInstanceOfSatisfying(GatewayUnreachableException.class, failure -> {
            assertThat(failure.isRetryable()).isTrue();
            assertThat(failure.mayHaveBeenBilled()).isTrue();
            assertThat(failure.getTraceId()).isEqualTo(result.getExchangeId());
        });
        assertThat(result.getProperty("CamelAiErrorCategory")).isEqualTo("SERVER_ERROR");
        assertThat(GATEWAY.edits()).hasSize(1);
    }

    @Test
    void aRefusedConnectionIsUnreachableAndWasNotBilled() {
        Exchange result = send("direct:nowhere", Pictures.png(16));

        assertThat(result.getException()).isInstanceOfSatisfying(GatewayUnreachableException.class, failure -> {
            assertThat(failure.isRetryable()).isTrue();
            assertThat(failure.mayHaveBeenBilled()).isFalse();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":[]}", "{\"data\":[{}]}", "not json", "{\"error\":{\"message\":\"m\"}}"})
    void anAnswerWithoutAUsableImageIsInvalidAndMayHaveBeenBilled(String body) {
        GATEWAY.answerNext(StagedAnswer.status(200).body(body));

        Exchange result = send("direct:edit", Pictures.png(16));

        assertThat(result.getException()).isInstanceOfSatisfying(InvalidGatewayResponseException.class, failure -> {
            assertThat(failure.isRetryable()).isFalse();
            assertThat(failure.mayHaveBeenBilled()).isTrue();
        });
        assertThat(result.getProperty("CamelAiErrorCategory")).isEqualTo("SERVER_ERROR");
        assertThat(GATEWAY.edits()).hasSize(1);
    }

    @Test
    void badInputIsAnIllegalArgumentAndNothingIsSent() {
        Exchange result = send("direct:edit", "text is no image");

        assertThat(result.getException()).isInstanceOf(IllegalArgumentException.class);
        assertThat(result.getProperty("CamelAiErrorCategory")).isEqualTo("VALIDATION");
        assertThat(GATEWAY.edits()).isEmpty();
    }

    @Test
    void theRecipeRetriesWhatIsRetryableAndWasNotBilledForBothClasses() throws Exception {
        context.addRoutes(withRecipe());

        GATEWAY.answerNext(StagedAnswer.status(429), StagedAnswer.status(429));
        assertThat(send("direct:recipe", Pictures.png(16)).getException()).isNull();
        assertThat(GATEWAY.edits()).hasSize(3);
        assertThat(attempts.getAndSet(0)).isEqualTo(2);

        assertThat(send("direct:recipeNowhere", Pictures.png(16)).getException())
                .isInstanceOf(GatewayUnreachableException.class);
        assertThat(attempts.getAndSet(0)).isEqualTo(2);
    }

    @Test
    void theRecipeNeverRetriesWhatMayHaveBeenBilledOrCantSucceed() throws Exception {
        context.addRoutes(withRecipe());

        for (StagedAnswer answer : new StagedAnswer[] {StagedAnswer.status(500), StagedAnswer.status(400),
                StagedAnswer.status(429).body(QUOTA), StagedAnswer.hangUp()}) {
            GATEWAY.clear();
            GATEWAY.answerNext(answer);
            assertThat(send("direct:recipe", Pictures.png(16)).getException()).isInstanceOf(GatewayFailure.class);
            assertThat(GATEWAY.edits()).hasSize(1);
        }
        assertThat(attempts).hasValue(0);
    }
}
