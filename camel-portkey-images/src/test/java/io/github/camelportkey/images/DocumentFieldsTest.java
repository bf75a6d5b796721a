// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.Map;
import java.util.stream.Stream;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.ReceivedEdit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The request fields of the API document, each by option and by header. */
class DocumentFieldsTest extends RouteToStandIn {

    static Stream<Arguments> textFields() {
        return Stream.of(
                arguments("prompt", "prompt", "CamelPortkeyImagesPrompt", "A cute baby sea otter wearing a béret 🦦"),
                arguments("model", "model", "CamelPortkeyImagesModel", "dall-e-2"),
                arguments("n", "n", "CamelPortkeyImagesN", "2"),
                arguments("size", "imageSize", "CamelPortkeyImagesSize", "256x256"),
                arguments("response_format", "responseFormat", "CamelPortkeyImagesResponseFormat", "b64_json"),
                arguments("user", "user", "CamelPortkeyImagesUser", "user-1234"));
    }

    @ParameterizedTest
    @MethodSource("textFields")
    void aFieldOfTheDocumentComesFromItsOption(String field, String option, String header, String value) {
        String prompt = option.equals("prompt") ? "" : "prompt=a red hat";

        ReceivedEdit edit = arrived(bare(prompt, option + "=RAW(" + value + ")"));

        assertThat(edit.fields(field)).containsExactly(value);
        assertThat(edit.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("textFields")
    void aFieldOfTheDocumentComesFromItsHeader(String field, String option, String header, String value) {
        String prompt = option.equals("prompt") ? "" : "prompt=a red hat";

        ReceivedEdit edit = arrived(bare(prompt), PICTURE, Map.of(header, value));

        assertThat(edit.fields(field)).containsExactly(value);
        assertThat(edit.status()).isEqualTo(200);
    }

    @Test
    void theImageIsABinaryPartNamedImage() {
        ReceivedEdit edit = arrived(edit(), "a text that is not needed", Map.of("CamelPortkeyImagesImage", PICTURE));

        assertThat(edit.files("image")).singleElement().satisfies(part -> {
            assertThat(part.bytes()).isEqualTo(PICTURE);
            assertThat(part.contentType()).isEqualTo("image/png");
            assertThat(part.fileName()).isEqualTo("image.png");
        });
    }

    @Test
    void theMaskIsABinaryPartNamedMask() {
        byte[] mask = Pictures.png(16, 16, true);

        ReceivedEdit edit = arrived(edit(), Pictures.png(16, 16, false), Map.of("CamelPortkeyImagesMask", mask));

        assertThat(edit.files("mask")).singleElement().satisfies(part -> {
            assertThat(part.bytes()).isEqualTo(mask);
            assertThat(part.contentType()).isEqualTo("image/png");
            assertThat(part.fileName()).isEqualTo("mask.png");
        });
    }

    @Test
    void theDocumentsExampleIsSentFieldByField() {
        ReceivedEdit edit = arrived(bare("prompt=A cute baby sea otter wearing a beret", "n=2", "imageSize=1024x1024",
                "apiKey=PORTKEY_API_KEY", "virtualKey=PORTKEY_PROVIDER_VIRTUAL_KEY"),
                PICTURE, Map.of("CamelPortkeyImagesMask", PICTURE));

        assertThat(edit.parts()).extracting("name").containsExactly("prompt", "n", "size", "image", "mask");
        assertThat(gatewayHeaders(edit))
                .containsExactly("x-portkey-api-key", "x-portkey-trace-id", "x-portkey-virtual-key");
        assertThat(edit.status()).isEqualTo(200);
    }
}
