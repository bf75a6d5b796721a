// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.HexFormat;
import java.security.MessageDigest;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayStandInTest {

    private static final byte[] PNG = Pictures.png(8, 8, (x, y) -> 0);

    private GatewayStandIn gateway;

    @BeforeEach
    void start() {
        gateway = GatewayStandIn.start();
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    private HttpResponse<byte[]> get(URI address) throws Exception {
        return Form.CLIENT.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void saysHeyAtItsRootAndKnowsNoOtherAddress() throws Exception {
        assertThat(gateway.baseUrl()).hasToString("http://127.0.0.1:" + gateway.port() + "/v1");
        assertThat(get(gateway.baseUrl().resolve("/")).body()).asString().isEqualTo("AI Gateway says hey!");
        assertThat(get(gateway.baseUrl().resolve("/v1/images/edits")).statusCode()).isEqualTo(404);
        assertThat(get(gateway.baseUrl().resolve("/files/../x.png")).statusCode()).isEqualTo(404);
    }

    @Test
    void keepsWhatArrived() throws Exception {
        HttpRequest request = Form.prompt("Ein Bärchen ✓").field("tag", "a").field("tag", "b")
                .file("image", "bär.png", "image/png", PNG).header("X-Portkey-Virtual-Key", "vk").to(gateway, "?a=%20b");
        Form.CLIENT.send(request, HttpResponse.BodyHandlers.discarding());

        assertThat(gateway.edits()).singleElement().satisfies(edit -> {
            assertThat(edit.status()).isEqualTo(200);
            assertThat(edit.rawQuery()).isEqualTo("a=%20b");
            assertThat(edit.header("x-PORTKEY-virtual-key")).isEqualTo("vk");
            assertThat(edit.headers().get("x-portkey-virtual-key")).containsExactly("vk");
            assertThat(edit.field("prompt")).isEqualTo("Ein Bärchen ✓");
            assertThat(edit.field("n")).isNull();
            assertThat(edit.fields("tag")).containsExactly("a", "b");
            assertThat(edit.parts()).extracting(ReceivedPart::name).containsExactly("prompt", "tag", "tag", "image");
            assertThat(edit.files("image")).singleElement().satisfies(file -> {
                assertThat(file.fileName()).isEqualTo("bär.png");
                assertThat(file.contentType()).isEqualTo("image/png");
                assertThat(file.bytes()).isEqualTo(PNG);
                assertThat(file.length()).isEqualTo(PNG.length);
                assertThat(file.sha256()).isEqualTo(
                        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(PNG)));
            });
        });
        gateway.clear();
        assertThat(gateway.edits()).isEmpty();
        assertThat(gateway.editsPaid()).isZero();
    }

    @Test
    void answersUnderTheHeadersOfGatewayAndModel() throws Exception {
        Form.Answer answer = Form.prompt("x").png("image", PNG)
                .header("x-portkey-trace-id", "trace-7").header("x-portkey-provider", "azure-openai").post(gateway);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.header("x-request-id")).startsWith("req_");
        assertThat(answer.header("x-portkey-trace-id")).isEqualTo("trace-7");
        assertThat(answer.header("x-portkey-provider")).isEqualTo("azure-openai");
        assertThat(answer.header("x-portkey-retry-attempt-count")).isEqualTo("0");
        assertThat(answer.header("x-portkey-last-used-option-index")).isEqualTo("config");
        assertThat(answer.header("x-portkey-cache-status")).isEqualTo("DISABLED");
        assertThat(answer.header("x-ratelimit-remaining-requests")).isEqualTo("4999");
        assertThat(answer.header("x-ratelimit-remaining-tokens")).matches("[0-9]+");
        assertThat(answer.header("content-length")).isNull();
        assertThat(answer.json().get("created").asLong()).isBetween(
                Instant.now().getEpochSecond() - 60, Instant.now().getEpochSecond());
        assertThat(gateway.editsPaid()).isEqualTo(1);
    }

    @Test
    void servesUrlResults() throws Exception {
        Form.Answer answer = Form.prompt("x").field("size", "256x256").field("n", "2").png("image", PNG).post(gateway);

        assertThat(answer.json().get("data")).hasSize(2);
        for (int i = 0; i < 2; i++) {
            String url = answer.json().at("/data/" + i + "/url").asText();
            assertThat(url).startsWith("http://127.0.0.1:" + gateway.port() + "/files/").endsWith(".png");
            HttpResponse<byte[]> file = get(URI.create(url));
            assertThat(file.headers().firstValue("content-type")).contains("image/png");
            assertThat(file.headers().firstValueAsLong("content-length")).hasValue(file.body().length);
            assertThat(Pictures.read(file.body()).getWidth()).isEqualTo(256);
        }
        assertThat(answer.json().findValue("b64_json")).isNull();
        assertThat(answer.json().findValue("usage")).isNull();
    }

    @Test
    void todaysModelsTellUsageAndAlwaysAnswerBase64() throws Exception {
        Form.Answer answer = Form.prompt("four").field("model", "gpt-image-2").field("quality", "low").field("n", "3")
                .png("image[]", PNG).png("image[]", PNG).post(gateway);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().findValues("b64_json")).hasSize(3);
        assertThat(answer.json().get("size").asText()).isEqualTo("8x8");
        assertThat(answer.json().get("quality").asText()).isEqualTo("low");
        assertThat(answer.json().get("background").asText()).isEqualTo("opaque");
        assertThat(answer.json().get("output_format").asText()).isEqualTo("png");
        assertThat(answer.json().get("usage").toString()).isEqualTo("""
                {"input_tokens":4,"input_tokens_details":{"image_tokens":2,"text_tokens":2},\
                "output_tokens":816,"total_tokens":820}""");
    }

    @Test
    void wantsItsApiKeyWhenItHasOne() throws Exception {
        try (GatewayStandIn locked = GatewayStandIn.builder().requireApiKey("pk-1").start()) {
            Form.Answer refused = Form.prompt("x").png("image", PNG).header("x-portkey-api-key", "pk-2").post(locked);
            Form.Answer served = Form.prompt("x").png("image", PNG).header("x-portkey-api-key", "pk-1").post(locked);

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.json().get("status").asText()).isEqualTo("failure");
            assertThat(refused.json().get("message").asText()).isNotEmpty();
            assertThat(served.status()).isEqualTo(200);
            assertThat(locked.edits()).extracting(ReceivedEdit::status).containsExactly(401, 200);
            assertThat(locked.editsPaid()).isEqualTo(1);
        }
    }

    @Test
    void keepsNoEditsWhenToldSo() throws Exception {
        try (GatewayStandIn forgetful = GatewayStandIn.builder().keepEdits(false).start()) {
            Form.prompt("x").png("image", PNG).post(forgetful);
            assertThat(forgetful.edits()).isEmpty();
            assertThat(forgetful.editsPaid()).isEqualTo(1);
        }
    }
}
