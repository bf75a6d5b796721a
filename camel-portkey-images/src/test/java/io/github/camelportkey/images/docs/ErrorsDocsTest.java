// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

import io.github.camelportkey.images.client.GatewayFailure;
import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.client.GatewayUnreachableException;
import io.github.camelportkey.images.client.InvalidGatewayResponseException;
import io.github.camelportkey.images.kit.CapturedLog;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The recipes and the table of statuses of docs/errors-and-redelivery.md. */
class ErrorsDocsTest extends SnippetTestSupport {

    private static final String EDIT = "portkey-images:edit?model=gpt-image-2&prompt=a red hat";

    @Override
    protected RoutesBuilder[] createRouteBuilders() {
        return new RoutesBuilder[] {new Careful(), new Once(), new Refused(), new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:plain").to(EDIT);
            }
        }};
    }

    static final class Careful extends RouteBuilder {
        @Override
        public void configure() {
            // tag::careful[]
            onException(GatewayStatusException.class, GatewayUnreachableException.class)
                    .onWhen(simple("${exception.retryable} == true && ${exception.mayHaveBeenBilled} == false"))
                    .maximumRedeliveries(5)
                    .redeliveryDelay(2000).useExponentialBackOff().backOffMultiplier(2)
                    .asyncDelayedRedelivery();
            onException(Exception.class).maximumRedeliveries(0);

            from("direct:careful")
                    .to("portkey-images:edit?model=gpt-image-2&prompt=a red hat");
            // end::careful[]
        }
    }

    static final class Once extends RouteBuilder {
        @Override
        public void configure() {
            // tag::once-more[]
            onException(GatewayStatusException.class, GatewayUnreachableException.class)
                    .onWhen(simple("${exception.retryable}"))
                    .maximumRedeliveries(1).redeliveryDelay(2000).asyncDelayedRedelivery();
            onException(Exception.class).maximumRedeliveries(0);
            // end::once-more[]
            from("direct:once-more").to(EDIT);
        }
    }

    static final class Refused extends RouteBuilder {
        @Override
        public void configure() {
            // tag::refused[]
            onException(GatewayStatusException.class)
                    .onWhen(simple("${exception.moderationBlocked}"))
                    .handled(true)
                    .setBody(simple("${exception.gatewayMessage}"))
                    .to("file:{{refused}}?fileName=${exchangeId}.txt");
            // end::refused[]
            from("direct:refused").to(EDIT);
        }
    }

    @Override
    Properties placeholders() {
        Properties folders = super.placeholders();
        folders.setProperty("refused", folder.resolve("refused").toString());
        return folders;
    }

    private Exchange send(String route) {
        return template.request(route, exchange -> exchange.getMessage().setBody(Pictures.png(32)));
    }

    @Test
    void aRateLimitIsTriedAgainAfterTheTimeThatItNames() {
        gateway.answerNext(StagedAnswer.status(429).header("retry-after-ms", "20"));
        byte[] picture = Pictures.png(32);

        Exchange result = template.request("direct:careful",
                exchange -> exchange.getMessage().setBody(new ByteArrayInputStream(picture)));

        assertThat(result.getException()).isNull();
        assertThat(gateway.edits()).hasSize(2).allSatisfy(
                edit -> assertThat(edit.files("image").get(0).bytes()).isEqualTo(picture));
        assertThat(gateway.editsPaid()).isEqualTo(1);
        assertThat(result.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isNull();
    }

    @Test
    void whatMayHaveBeenPaidIsNotTriedAgain() {
        gateway.answerNext(StagedAnswer.hangUp());

        assertThat(send("direct:careful").getException(GatewayUnreachableException.class).mayHaveBeenBilled()).isTrue();
        assertThat(gateway.edits()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 500})
    void whatMayHaveBeenPaidIsNotTriedAgainAfterARateLimitEither(int status) {
        gateway.answerNext(StagedAnswer.status(429).header("retry-after-ms", "20"), StagedAnswer.status(status));

        assertThat(send("direct:careful").getException(GatewayStatusException.class).getStatusCode()).isEqualTo(status);
        assertThat(gateway.edits()).hasSize(2);
    }

    @Test
    void oncePerChoiceItIs() {
        gateway.answerNext(StagedAnswer.status(503).header("retry-after-ms", "20"));

        assertThat(send("direct:once-more").getException()).isNull();
        assertThat(gateway.edits()).hasSize(2);
    }

    @Test
    void aRefusalOfTheModerationCanBeToldApart() {
        gateway.answerNext(StagedAnswer.status(400)
                .body("{\"error\":{\"message\":\"Not this.\",\"code\":\"moderation_blocked\"}}"));

        Exchange result = send("direct:refused");

        assertThat(folder.resolve("refused").resolve(result.getExchangeId() + ".txt")).hasContent("Not this.");
    }

    @ParameterizedTest
    @CsvSource({
            "302, '', false, false, UNKNOWN",
            "400, '', false, false, VALIDATION",
            "401, '', false, false, AUTH",
            "403, '', false, false, AUTH",
            "408, '', true, true, SERVER_ERROR",
            "412, '', false, false, RATE_LIMIT",
            "429, '', true, false, RATE_LIMIT",
            "429, insufficient_quota, false, false, RATE_LIMIT",
            "446, '', false, false, VALIDATION",
            "500, '', true, true, SERVER_ERROR",
            "503, '', true, true, SERVER_ERROR"})
    void theTableOfStatuses(int status, String code, boolean retryable, boolean billed, String category) {
        gateway.answerNext(StagedAnswer.status(status).body("{\"error\":{\"message\":\"no\",\"code\":\"" + code + "\"}}"));

        Exchange result = send("direct:plain");

        GatewayFailure failure = (GatewayFailure) result.getException();
        assertThat(failure.isRetryable()).isEqualTo(retryable);
        assertThat(failure.mayHaveBeenBilled()).isEqualTo(billed);
        assertThat(result.getProperty("CamelAiErrorCategory")).isEqualTo(category);
        assertThat(gateway.edits()).as("sent once").hasSize(1);
    }

    @Test
    void noConnectionIsRetryableAndNotBilled() {
        Exchange result = template.request(EDIT + "&baseUrl=http://127.0.0.1:1/v1",
                exchange -> exchange.getMessage().setBody(Pictures.png(32)));

        GatewayFailure failure = result.getException(GatewayUnreachableException.class);
        assertThat(failure.isRetryable()).isTrue();
        assertThat(failure.mayHaveBeenBilled()).isFalse();
    }

    @Test
    void anAnswerWithoutAnImageIsBilledAndNotRetryable() {
        gateway.answerNext(StagedAnswer.status(200).body("{\"created\":1,\"data\":[]}"));

        GatewayFailure failure = send("direct:plain").getException(InvalidGatewayResponseException.class);

        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure.mayHaveBeenBilled()).isTrue();
    }

    @Test
    void aFailedGuardrailIsASuccessUnlessToldOtherwise() {
        gateway.answerNext(StagedAnswer.edit(246), StagedAnswer.edit(246));

        Exchange success = send("direct:plain");
        Exchange failure = template.request(EDIT + "&failOnGuardrail=true",
                exchange -> exchange.getMessage().setBody(Pictures.png(32)));

        assertThat(success.getException()).isNull();
        assertThat(success.getMessage().getHeader("CamelPortkeyImagesGuardrailFailed")).isEqualTo(true);
        GatewayStatusException refused = failure.getException(GatewayStatusException.class);
        assertThat(refused.getResponse()).isNotNull();
        assertThat(refused.mayHaveBeenBilled()).isTrue();
        assertThat(refused.isRetryable()).isFalse();
    }

    @Test
    void theShutdownTimeoutInJava() {
        // tag::shutdown[]
        context.getShutdownStrategy().setTimeout(960); // seconds
        // end::shutdown[]
        assertThat(context.getShutdownStrategy().getTimeout()).isEqualTo(960);
    }

    @Test
    void theLoggersThatThePageSilencesAreThoseThatPrintKeys() throws IOException {
        Properties silenced = new Properties();
        silenced.load(new StringReader(Snippets.text("log4j2-silence.properties")));
        Set<String> names = new TreeSet<>();
        silenced.forEach((key, value) -> {
            if (key.toString().endsWith(".name")) {
                names.add(value.toString());
            }
        });
        try (CapturedLog log = CapturedLog.ofEverything();
             CloseableHttpAsyncClient own = HttpAsyncClients.createDefault()) {
            own.start();
            context.getRegistry().bind("own", own);
            for (String client : List.of("", "&httpAsyncClient=#own")) {
                Exchange result = template.request(EDIT + "&apiKey=find-this-key" + client,
                        exchange -> exchange.getMessage().setBody(Pictures.png(32)));
                assertThat(result.getException()).isNull();
            }

            assertThat(log.events()).filteredOn(event -> event.text().contains("find-this-key"))
                    .filteredOn(event -> !event.logger().startsWith("org.apache.camel."))
                    .extracting(CapturedLog.Event::logger).containsOnly(names.toArray(String[]::new));
        }
    }
}
