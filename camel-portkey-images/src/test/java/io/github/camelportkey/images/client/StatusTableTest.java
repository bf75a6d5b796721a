// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.ImagesResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What each status means: nothing lost, nothing paid twice. */
class StatusTableTest {

    private static final String ERROR = "{\"error\":{\"message\":\"no\",\"type\":\"t\",\"param\":\"p\",\"code\":\"%s\"}}";

    @ParameterizedTest
    @CsvSource({"301,false,false", "302,false,false", "303,false,false", "304,false,false", "307,false,false", "308,false,false",
            "400,false,false", "401,false,false", "403,false,false", "404,false,false", "407,false,false", "408,true,true",
            "409,false,false", "412,false,false", "413,false,false", "415,false,false", "422,false,false", "429,true,false",
            "431,false,false", "446,false,false", "499,false,false", "500,true,true", "501,true,true", "502,true,true",
            "503,true,true", "504,true,true", "524,true,true", "599,true,true"})
    void aStatusSaysWhetherToRetryAndWhetherItMayHaveBeenBilled(int status, boolean retryable, boolean billed)
            throws Exception {
        GatewayStatusException failure = refused(status, "Location: http://127.0.0.1:1/elsewhere\r\n", ERROR.formatted("c"));

        assertThat(failure.getStatusCode()).isEqualTo(status);
        assertThat(failure.isRetryable()).isEqualTo(retryable);
        assertThat(failure.mayHaveBeenBilled()).isEqualTo(billed);
        assertThat(failure.isMayHaveBeenBilled()).isEqualTo(billed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":{\"code\":\"insufficient_quota\"}}", "{\"error\":{\"type\":\"insufficient_quota\"}}"})
    void aQuotaThatIsUsedUpIsNotRetryable(String body) throws Exception {
        assertThat(refused(429, "", body).isRetryable()).isFalse();
    }

    @Test
    void theProvidersErrorIsReadInItsParts() throws Exception {
        GatewayStatusException failure = refused(400,
                "x-portkey-trace-id: trace-1\r\nx-request-id: req_2\r\nretry-after: 3\r\n", ERROR.formatted("c"));

        assertThat(failure.getGatewayMessage()).isEqualTo("no");
        assertThat(failure.getType()).isEqualTo("t");
        assertThat(failure.getParam()).isEqualTo("p");
        assertThat(failure.getCode()).isEqualTo("c");
        assertThat(failure.getTraceId()).isEqualTo("trace-1");
        assertThat(failure.getRequestId()).isEqualTo("req_2");
        assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofSeconds(3));
        assertThat(failure.getResponseHeaders()).containsEntry("x-request-id", "req_2");
        assertThat(failure.getResponseBody()).isEqualTo(ERROR.formatted("c"));
        assertThat(failure).hasMessageContaining("400: no [type: t] [code: c] [param: p] [trace id: trace-1]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"status\":\"failure\",\"message\":\"Invalid config passed\"} | Invalid config passed",
            "{\"status\":\"failure\",\"errors\":[\"first\",\"second\"]} | first",
            "{\"error\":\"plain words\"} | plain words",
            "{\"error\":{\"message\":\"broken off | {\"error\":{\"message\":\"broken off",
            "{\"error\":null} | {\"error\":null}",
            "Message: fetch failed | Message: fetch failed",
            "<html>no</html> | <html>no</html>",
            "[1] | [1]"})
    void everyShapeOfErrorGivesItsMessage(String body, String message) throws Exception {
        assertThat(refused(500, "", body).getGatewayMessage()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({"moderation_blocked,true", "content_policy_violation,true", "other,false"})
    void aRefusalByModerationIsKnown(String code, boolean blocked) throws Exception {
        assertThat(refused(400, "", ERROR.formatted(code)).isModerationBlocked()).isEqualTo(blocked);
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (ScriptedServer other = ScriptedServer.answering(200, "", "{}")) {
            GatewayStatusException failure = refused(307, "Location: " + other.baseUrl() + "\r\n", "");

            assertThat(failure.getRedirectLocation()).isEqualTo(other.baseUrl());
            assertThat(failure).hasMessageContaining("redirects are not followed");
            assertThat(other.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "{}", "<html>hello</html>", "{\"data\":[]}", "{\"data\":[{}]}",
            "{\"data\":null}", "{\"error\":{\"message\":\"upstream said no\"}}", "{\"data\":[{\"b64_json\":\"****\"}]}",
            "{\"data\":[{\"url\":\"\"}]}", "{\"created\":1"})
    void aSuccessOfWhichNothingIsUsableIsBilledAndNotRetryable(String body) throws Exception {
        Throwable failure = Edits.failure(200, "x-request-id: req_9\r\nx-portkey-trace-id: t9\r\n", body);

        assertThat(failure).isInstanceOf(InvalidGatewayResponseException.class).hasMessageContaining("req_9");
        GatewayFailure said = (GatewayFailure) failure;
        assertThat(said.isRetryable()).isFalse();
        assertThat(said.mayHaveBeenBilled()).isTrue();
        assertThat(said.getTraceId()).isEqualTo("t9");
        assertThat(said.getRequestId()).isEqualTo("req_9");
    }

    @Test
    void anInvalidAnswerGivesWhatCouldBeUnderstoodOfIt() throws Exception {
        String broken = "{\"created\":7,\"data\":[{\"b64_json\":\"****\"},{}]}";

        ImagesResponse response = ((InvalidGatewayResponseException) Edits.failure(200, "", broken)).getResponse();

        assertThat(response.created()).isEqualTo(7);
        assertThat(response.data()).hasSize(2).allMatch(image -> image.problem() != null);
        assertThat(((InvalidGatewayResponseException) Edits.failure(200, "", "no json")).getResponse()).isNull();
    }

    @Test
    void anErrorObjectInASuccessIsRepeatedInTheMessage() throws Exception {
        assertThat(Edits.failure(200, "", "{\"error\":{\"message\":\"upstream said no\"}}"))
                .hasMessageContaining("upstream said no");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', value = {"200|%s", "200|\"%s\"", "200|[{\"b64_json\":\"%s\"}]",
            "200|{\"error\":{\"message\":\"bad image data:image/png;base64,%s\"}}", "400|%s",
            "400|{\"error\":{\"message\":\"bad image data:image/png;base64,%s\"}}"})
    void noMessageRepeatsImageDataOfTheAnswer(int status, String answer) throws Exception {
        String base64 = Base64.getEncoder().encodeToString(Pictures.png(16));

        assertThat(Edits.failure(status, "", answer.formatted(base64))).hasMessageContaining("(base64)")
                .message().doesNotContain(base64.substring(0, 30)).doesNotContain(base64.substring(60, 90));
    }

    @Test
    void aSuccessWithoutContentIsInvalid() throws Exception {
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 204 No Content\r\n\r\n");
            connection.readHead();
        })) {
            assertThat(Edits.failure(server)).isInstanceOf(InvalidGatewayResponseException.class)
                    .hasMessageContaining("204").hasMessageContaining("no body");
        }
    }

    @Test
    void aFailedGuardrailIsDeliveredUnlessItIsToFail() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(246, "", Pictures.answer(Pictures.png(2)));
             ImagesClient client = Edits.client();
             ImagesClient strict = client.with(Edits.failOnGuardrail())) {
            ImageEdit edit = client.edit(Edits.small(), Edits.route(server));
            assertThat(Edits.result(edit).isUsable()).isTrue();
            assertThat(edit.reply().guardrailFailed()).isTrue();

            GatewayStatusException failure = (GatewayStatusException) Edits.failure(
                    strict.edit(Edits.small(), Edits.route(server)));
            assertThat(failure.getStatusCode()).isEqualTo(246);
            assertThat(failure.isRetryable()).isFalse();
            assertThat(failure.mayHaveBeenBilled()).isTrue();
            assertThat(failure.getResponse().data().get(0).bytes()).isEqualTo(Pictures.png(2));
        }
    }

    @Test
    void anAnswerOfWhichSomeImagesAreUsableIsDelivered() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "",
                "{\"data\":[{\"b64_json\":\"*\"},{\"b64_json\":\"QUJD\"},{\"url\":\"https://x\"}");
             ImagesClient client = Edits.client()) {
            ImagesResponse response = Edits.result(client.edit(Edits.small(), Edits.route(server)));

            assertThat(response.data()).extracting(image -> image.problem() == null)
                    .containsExactly(false, true, true, false);
        }
    }

    /** What says that the quota is used up must be found, or the edit is tried again. */
    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF{\"error\":{\"message\":\"m\",\"code\":\"insufficient_quota\"}}",
            "[{\"error\":{\"message\":\"m\",\"code\":\"insufficient_quota\"}}]",
            "{\"error\":{\"code\":\"insufficient_quota\",\"type\":null,\"x\":[1,{}],\"message\":\"You exc",
            "{\"error\":{\"message\":\"m\",\"code\":\"insufficient_quota\","})
    void theCodeOfAnErrorIsFoundAlsoWhereItIsWrappedOrBreaksOff(String body) throws Exception {
        GatewayStatusException failure = refused(429, "", body);

        assertThat(failure.getCode()).isEqualTo("insufficient_quota");
        assertThat(failure.isRetryable()).isFalse();
        assertThat(failure.getGatewayMessage()).isNotBlank();
    }

    @Test
    void typeCodeAndParamAreBoundedInTheMessage() throws Exception {
        String long25 = "x".repeat(25_000);
        assertThat(refused(400, "", "{\"error\":{\"message\":\"m\",\"code\":\"" + long25 + "\",\"param\":\"" + long25 + "\"}}")
                .getMessage()).hasSizeLessThan(2_000);
    }

    private static GatewayStatusException refused(int status, String headers, String body) throws Exception {
        return (GatewayStatusException) Edits.failure(status, headers, body);
    }

    @Test
    void aUselessAnswerWithoutAnyIdDoesNotSayToAskForOne() throws Exception {
        assertThat(Edits.failure(200, "", "{\"data\":[]}")).hasMessageContaining("probably billed")
                .hasMessageNotContaining("null").hasMessageNotContaining("ask");
    }

    @ParameterizedTest
    @CsvSource({"502,<html>Bad Gateway</html>", "200,{\"data\":[]}", "200,<html>hello</html>"})
    void whereTheAnswerNamesNoTraceIdItIsTheOneThatWasSent(int status, String body) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(status, "", body); ImagesClient client = Edits.client()) {
            GatewayRoute route = GatewayRoute.builder().baseUrl(URI.create(server.baseUrl())).traceId("mine").build();

            Throwable failure = Edits.failure(client.edit(Edits.small(), route));

            assertThat(failure).isInstanceOfSatisfying(GatewayFailure.class,
                    refused -> assertThat(refused.getTraceId()).isEqualTo("mine"));
            assertThat(failure).hasMessageContaining("mine").hasMessageNotContaining("null");
        }
    }
}
