// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EditRulesTest {

    private static final byte[] PNG = Pictures.png(4, 4, (x, y) -> 0);
    private static final byte[] OPAQUE = Pictures.withoutAlpha("png", 4, 4);
    private static final byte[] JPEG = Pictures.withoutAlpha("jpeg", 4, 4);

    private static GatewayStandIn gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayStandIn.start();
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("no prompt", "prompt", "missing_required_parameter", new Form().png("image", PNG)),
                refused("empty prompt", "prompt", "missing_required_parameter", Form.prompt("").png("image", PNG)),
                refused("long prompt", "prompt", "string_above_max_length", Form.prompt("x".repeat(1001)).png("image", PNG)),
                refused("very long prompt", "prompt", "string_above_max_length",
                        gpt().field("prompt", "x".repeat(32001)).png("image", PNG)),
                refused("no image", "image", "missing_required_parameter", Form.prompt("x")),
                refused("image twice", "image", "duplicate_parameter", gptx().png("image", PNG).png("image", PNG)),
                refused("two for dall-e-2", "image", "array_above_max_length",
                        Form.prompt("x").png("image[]", PNG).png("image[]", PNG)),
                refused("17", "image", "array_above_max_length", images(17)),
                refused("text image", "image", "invalid_type", Form.prompt("x").field("image", "abc")),
                refused("nameless file", "image", "invalid_type",
                        Form.prompt("x").file("image", null, "image/png", PNG)),
                refused("empty name", "image", "invalid_type", Form.prompt("x").file("image", "", "image/png", PNG)),
                refused("octet-stream", "image", "unsupported_file_mimetype",
                        Form.prompt("x").file("image", "a.png", "application/octet-stream", PNG)),
                refused("untyped", "image", "unsupported_file_mimetype",
                        Form.prompt("x").file("image", "a.png", null, PNG)),
                refused("gif", "image", "unsupported_file_mimetype",
                        Form.prompt("x").file("image", "a.gif", "image/gif", PNG)),
                refused("no png", "image", "invalid_image_file", gptx().png("image", "hello".getBytes())),
                refused("cut png", "image", "invalid_image_file", gptx().png("image", Arrays.copyOf(PNG, 45))),
                refused("png called jpeg", "image", "invalid_image_file",
                        gptx().file("image", "a.jpg", "image/jpeg", PNG)),
                refused("second broken", "image", "invalid_image_file",
                        gptx().png("image[0]", PNG).png("image[1]", JPEG)),
                refused("jpeg for dall-e-2", "image", "invalid_image_format",
                        Form.prompt("x").file("image", "a.jpg", "image/jpeg", JPEG)),
                refused("not square", "image", "invalid_image_format",
                        Form.prompt("x").png("image", Pictures.png(4, 5, (x, y) -> 0))),
                refused("no alpha, no mask", "image", "invalid_image_format", Form.prompt("x").png("image", OPAQUE)),
                refused("4 MB", "image", "image_too_large",
                        Form.prompt("x").png("image", Arrays.copyOf(PNG, 4 * 1024 * 1024))),
                refused("mask not png", "mask", "invalid_image_file", Form.prompt("x").png("image", PNG)
                        .file("mask", "m.jpg", "image/jpeg", JPEG)),
                refused("mask octets", "mask", "unsupported_file_mimetype", Form.prompt("x").png("image", PNG)
                        .file("mask", "m.png", "application/octet-stream", PNG)),
                refused("mask size", "mask", "invalid_mask_size",
                        Form.prompt("x").png("image", PNG).png("mask", Pictures.mask(5, 1, 2))),
                refused("mask alpha", "mask", "invalid_mask_format",
                        Form.prompt("x").png("image", PNG).png("mask", OPAQUE)),
                refused("n 0", "n", "integer_below_min_value", Form.prompt("x").field("n", "0").png("image", PNG)),
                refused("n 11", "n", "integer_above_max_value", Form.prompt("x").field("n", "11").png("image", PNG)),
                refused("n two", "n", "invalid_type", Form.prompt("x").field("n", "two").png("image", PNG)),
                refused("size", "size", "invalid_value", Form.prompt("x").field("size", "300x300").png("image", PNG)),
                refused("auto size", "size", "invalid_value", Form.prompt("x").field("size", "auto").png("image", PNG)),
                refused("size gpt", "size", "invalid_value", gptx().field("size", "big").png("image", PNG)),
                refused("format", "response_format", "invalid_value",
                        Form.prompt("x").field("response_format", "b64").png("image", PNG)),
                refused("unknown", "colour", "unknown_parameter", gptx().field("colour", "red").png("image", PNG)),
                refused("quality", "quality", "invalid_value", gptx().field("quality", "best").png("image", PNG)),
                refused("compression", "output_compression", "integer_above_max_value",
                        gptx().field("output_compression", "101").png("image", PNG)));
    }

    private static Arguments refused(String rule, String param, String code, Form form) {
        return Arguments.of(rule, param, code, form);
    }

    private static Form gpt() {
        return new Form().field("model", "gpt-image-2");
    }

    private static Form gptx() {
        return gpt().field("prompt", "x");
    }

    private static Form images(int count) {
        Form form = gptx();
        for (int i = 0; i < count; i++) {
            form.png("image[]", PNG);
        }
        return form;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String rule, String param, String code, Object form) throws Exception {
        Form.Answer answer = ((Form) form).post(gateway);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(answer.json().at("/error/param").asText()).isEqualTo(param);
        assertThat(answer.json().at("/error/code").asText()).isEqualTo(code);
        assertThat(answer.json().at("/error/message").asText()).isNotEmpty();
    }

    @Test
    void todaysModelsRefuseResponseFormatInTheseWords() throws Exception {
        Form.Answer answer = gptx().field("response_format", "b64_json").png("image", PNG).post(gateway);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("""
                {"error":{"message":"Unknown parameter: 'response_format'.","type":"invalid_request_error",\
                "param":"response_format","code":"unknown_parameter"}}""");
    }

    static Stream<Form> accepted() {
        return Stream.of(
                Form.prompt("😀".repeat(1000)).field("size", "256x256").field("whatever", "1").png("image", PNG),
                Form.prompt("x").field("model", "dall-e-2").field("size", "256x256").png("image", OPAQUE)
                        .png("mask", Pictures.mask(4, 1, 3)),
                Form.prompt("x").field("size", "256x256").field("quality", "x").png("image[]", PNG),
                images(16),
                gptx().field("size", "32x16").field("background", "transparent").field("output_format", "webp")
                        .file("image[0]", "a.jpg", "image/jpeg", JPEG).png("image[1]", PNG),
                Form.prompt("y".repeat(40_000)).field("model", "flux").field("size", "large").field("seed", "1")
                        .field("response_format", "b64_json").png("image", Pictures.colourful(3, 7)),
                Form.prompt("x").field("model", "flux").file("image", "a.webp", "image/webp", "RIFF0000WEBP".getBytes()));
    }

    @ParameterizedTest
    @MethodSource
    void accepted(Object form) throws Exception {
        Form.Answer answer = ((Form) form).post(gateway);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "multipart/mixed; boundary=xYzZY", "Multipart/Form-Data; boundary=xYzZY",
        "multipart/form-data", "text/plain"})
    void otherContentTypesAreRefusedByTheGateway(String contentType) throws Exception {
        Form.Answer answer = Form.prompt("x").png("image", PNG).header("Content-Type", contentType).post(gateway);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"status\":\"failure\",\"message\":");
    }

    @Test
    void aFormThatCannotBeReadGoesWrong() throws Exception {
        Form.Answer answer = Form.prompt("x").header("Content-Type", "multipart/form-data; boundary=other").post(gateway);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).isEqualTo("{\"status\":\"failure\",\"message\":\"Something went wrong\"}");
    }
}
