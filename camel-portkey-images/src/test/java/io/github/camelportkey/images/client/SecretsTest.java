// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.model.GatewayRoute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What an answer echoes of our secrets is masked wherever it could be seen. */
class SecretsTest {

    private static final Map<String, String> SECRETS = Map.of("apiKey", "pk-1234567890", "virtualKey", "vk-\"quoted\"-key",
            "providerApiKey", "sk-provider-0987", "gatewayHeader", "azure-key-5555", "httpHeader", "basic-token-6666",
            "leaf", "leaf-key-7777", "deepLeaf", "leaf-value-8888");

    static Collection<String> secrets() {
        return SECRETS.values();
    }

    private static GatewayRoute route(ScriptedServer server) {
        return GatewayRoute.builder().baseUrl(URI.create(server.baseUrl())).apiKey(SECRETS.get("apiKey"))
                .virtualKey(SECRETS.get("virtualKey")).providerApiKey("Bearer " + SECRETS.get("providerApiKey"))
                .config("{\"api_key\":\"" + SECRETS.get("leaf") + "\",\"targets\":[{\"x\":\"" + SECRETS.get("deepLeaf") + "\"}]}")
                .gatewayHeaders(Map.of("azure-key", SECRETS.get("gatewayHeader")))
                .httpHeaders(Map.of("X-Token", "Basic " + SECRETS.get("httpHeader"))).build();
    }

    /** A scheme of authentication may have digits and hyphens. */
    @ParameterizedTest
    @ValueSource(strings = {"OAuth2 tok-SECRET-123", "Api-Key tok-SECRET-123", "Bearer  tok-SECRET-123"})
    void aKeyBehindASchemeIsMasked(String header) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(400, "", "{\"error\":{\"message\":\"bad token tok-SECRET-123!\"}}");
             ImagesClient client = Edits.client()) {
            assertThat(Edits.failure(client.edit(Edits.small(), GatewayRoute.builder().baseUrl(URI.create(server.baseUrl()))
                    .httpHeaders(Map.of("X-A", header)).build()))).hasMessageContaining("bad token").hasMessageNotContaining("SECRET");
        }
    }

    /** As JSON writes it in an answer, and in a string of JSON of that answer; and a line of it alone. */
    @Test
    void aKeyOfSeveralLinesIsMasked() throws Exception {
        String body = "MIIEsecretsecretsecretAAAA";
        String key = "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
        ObjectMapper json = new ObjectMapper();
        String account = json.writeValueAsString(Map.of("private_key", key, "client_email", "robot@example.com"));
        for (GatewayRoute.Builder route : List.of(
                GatewayRoute.builder().config("{\"vertex_service_account_json\":" + account + "}"),
                GatewayRoute.builder().gatewayHeaders(Map.of("vertex-service-account-json", account)))) {
            for (String echo : List.of(key, json.writeValueAsString(key), body, account)) {
                String answer = json.writeValueAsString(Map.of("error", Map.of("message", "cannot parse " + echo, "code", "bad_key")));
                try (ScriptedServer server = ScriptedServer.answering(400, "", answer); ImagesClient client = Edits.client()) {
                    Throwable failure = Edits.failure(client.edit(Edits.small(),
                            route.baseUrl(URI.create(server.baseUrl())).build()));

                    assertThat(failure).isInstanceOfSatisfying(GatewayStatusException.class, refused -> {
                        assertThat(refused.getMessage() + refused.getResponseBody()).doesNotContain("secretsecret");
                        assertThat(refused.getCode()).isEqualTo("bad_key");
                    });
                }
            }
        }
    }

    @Test
    void aKeyIsMaskedAsAUrlWritesIt() throws Exception {
        String answer = "{\"error\":{\"message\":\"bad key aws%2FSecret%2BKey%3D0123\"}}";
        try (ScriptedServer server = ScriptedServer.answering(403, "", answer); ImagesClient client = Edits.client()) {
            assertThat(Edits.failure(client.edit(Edits.small(), GatewayRoute.builder().baseUrl(URI.create(server.baseUrl()))
                    .gatewayHeaders(Map.of("aws-secret-access-key", "aws/Secret+Key=0123")).build())))
                    .isInstanceOfSatisfying(GatewayStatusException.class, failure ->
                            assertThat(failure.getMessage() + failure.getResponseBody()).contains("bad key").doesNotContain("Secret"));
        }
    }

    @Test
    void aKeyInTheErrorOfASuccessIsMaskedInTheResponseToo() throws Exception {
        String answer = "{\"error\":{\"message\":\"bad key pk-SECRET-1\",\"more\":[{\"a\":\"pk-SECRET-1\"}]}}";
        try (ScriptedServer server = ScriptedServer.answering(200, "", answer); ImagesClient client = Edits.client()) {
            assertThat(Edits.failure(client.edit(Edits.small(), GatewayRoute.builder().baseUrl(URI.create(server.baseUrl()))
                    .apiKey("pk-SECRET-1").build()))).isInstanceOfSatisfying(InvalidGatewayResponseException.class, failure ->
                            assertThat(failure.getMessage() + failure.getResponse().additionalProperties())
                                    .contains("bad key").contains("more").doesNotContain("SECRET"));
        }
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void isMaskedInMessageBodyHeadersReasonAndStackTrace(String secret) throws Exception {
        String quoted = secret.replace("\"", "\\\"");
        List<String> answers = List.of(
                "HTTP/1.1 401 " + secret + "\r\nx-request-id: " + secret + "\r\nx-echo: Bearer " + secret
                + "\r\nLocation: http://x/" + secret.replace("\"", "") + "\r\nContent-Length: %d\r\n\r\n%s",
                "HTTP/1.1 200 OK\r\nx-request-id: " + secret + "\r\nContent-Type: " + secret + "\r\nContent-Length: %d\r\n\r\n%s",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nx-request-id: " + secret + "\r\n\r\n" + secret + "%.0s\r\n%.0s",
                secret + "%.0s\r\n%.0s\r\n",
                "HTTP/1.1 200 OK\r\n" + secret + "%.0s\r\n%.0s\r\n");
        List<String> bodies = List.of("{\"error\":{\"message\":\"bad key " + quoted + "\",\"type\":\"" + quoted
                + "\",\"code\":\"" + quoted + "\"}}", secret, "{\"data\":[" + secret + "]}", "x".repeat(65_530) + secret,
                "x".repeat(190) + secret, "<html>" + secret);
        for (String answer : answers) {
            for (String body : bodies) {
                try (ScriptedServer server = ScriptedServer.running(connection -> {
                    connection.readRequest();
                    connection.write(answer.formatted(body.length(), body));
                }); ImagesClient client = Edits.client()) {
                    Throwable failure = Edits.failure(client.edit(Edits.small(), route(server)));
                    assertThat(failure).isInstanceOf(GatewayFailure.class);
                    assertThat(seen(failure)).doesNotContain(secret).doesNotContain(quoted)
                            .doesNotContain(secret.substring(0, 6));
                }
            }
        }
    }

    /** JSON may write any character as an escape, and some write every slash so. */
    @ParameterizedTest
    @ValueSource(strings = {"sk-a\\/b12345678", "sk-a\\\\/b12345678", "sk-a\\u002Fb12345678", "sk-a\\u002fb12345678", "\\u0073k-a/b1234567\\u0038"})
    void isMaskedWhereJsonWritesItWithEscapes(String escaped) throws Exception {
        String secret = "sk-a/b12345678";
        for (String body : List.of("{\"error\":{\"message\":\"bad key %s\",\"code\":\"%s\"},\"n\":[1,\"%s\"]}",
                "{\"message\":\"%s\",\"%s\":[{\"a\":\"%s\"}]}", "{\"errors\":[\"%s\"],\"a\":\"%s%s\"}",
                "{\"error\":{\"message\":\"broken off %s", "{\"a\":\"\\n\"} {\"message\":\"%s\"}")) {
            String answer = body.formatted(escaped, escaped, escaped);
            try (ScriptedServer server = ScriptedServer.answering(401, "", answer); ImagesClient client = Edits.client()) {
                GatewayRoute route = GatewayRoute.builder().baseUrl(URI.create(server.baseUrl())).providerApiKey(secret).build();

                Throwable failure = Edits.failure(client.edit(Edits.small(), route));

                assertThat(seen(failure)).doesNotContain(secret).doesNotContain(escaped).contains("***");
            }
        }
    }

    @Test
    void aLargeConfigIsMaskedToo() {
        String config = "{\"a\":\"" + "k/".repeat(25_000) + "\"}";
        Secrets secrets = Secrets.of(GatewayRoute.builder().config(config).build());

        assertThat(secrets.mask("no " + config.replace("\"", "\\\"").replace("/", "\\/"))).isEqualTo("no ***");
    }

    @Test
    void anAnswerWithEscapesAndNoSecretIsShownAsItCame() throws Exception {
        String body = "{\"error\":{ \"message\":\"see https:\\/\\/h\\/x\"}}";
        try (ScriptedServer server = ScriptedServer.answering(400, "", body); ImagesClient client = Edits.client()) {
            Throwable failure = Edits.failure(client.edit(Edits.small(), route(server)));

            assertThat(failure).isInstanceOfSatisfying(GatewayStatusException.class, refused -> {
                assertThat(refused.getResponseBody()).isEqualTo(body);
                assertThat(refused.getGatewayMessage()).isEqualTo("see https://h/x");
            });
        }
    }

    private static String seen(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        text.append(failure.toString());
        if (failure instanceof GatewayStatusException said) {
            text.append("\n" + said.getResponseBody() + said.getResponseHeaders() + said.getStatusText()
                        + said.getGatewayMessage() + said.getType() + said.getCode() + said.getRedirectLocation());
        }
        GatewayFailure gateway = (GatewayFailure) failure;
        return text + "\n" + gateway.getRequestId() + gateway.getTraceId();
    }

    @Test
    void aRouteShowsNoSecret() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "", Pictures.answer(Pictures.png(2)))) {
            String shown = route(server).toString();

            assertThat(SECRETS.values()).noneMatch(shown::contains);
            assertThat(shown).contains("apiKey=***", "config=***").contains(server.baseUrl());
        }
    }

    @Test
    void theReplyThatASuccessKeepsIsMaskedToo() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "x-echo: pk-1234567890\r\n",
                Pictures.answer(Pictures.png(2))); ImagesClient client = Edits.client()) {
            ImageEdit edit = client.edit(Edits.small(), route(server));
            Edits.result(edit);

            assertThat(edit.reply().toString()).contains("x-echo=***").doesNotContain("pk-1234567890");
        }
    }
}
