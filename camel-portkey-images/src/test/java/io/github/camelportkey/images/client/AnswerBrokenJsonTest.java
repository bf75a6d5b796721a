// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/** What a broken or hostile answer leaves of its images. */
class AnswerBrokenJsonTest {

    private static final String GOOD = "{\"b64_json\":\"SGVsbG8=\"}";

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":[" + GOOD, "{\"data\":[" + GOOD + ",", "{\"data\":[" + GOOD + "]",
            "{\"data\":[" + GOOD + ",{\"b64_json\":\"SGVs", "{\"data\":[" + GOOD + ",}]}", "{\"data\":[" + GOOD + ",xyz]}",
            "{\"data\":[" + GOOD + "],\"usage\":{]}", "{\"data\":[{\"b64_json\":\"SGVsbG8=\"", "{\"data\":[{\"b64_json\":\"SGVsbG8=\",",
            "{\"created\":0x5,\"data\":[" + GOOD + "]}", "{created:1,\"data\":[" + GOOD + "]}",
            "{\"data\":[" + GOOD + "],\"created\":tru", "{\"data\":[" + GOOD + "]\u0000"})
    void theImagesOfBrokenJsonAreDelivered(String json) throws IOException {
        ImagesResponse response = Reading.of(json);

        assertThat(response.data().get(0).bytes()).asString().isEqualTo("Hello");
        assertThat(response.data()).filteredOn(image -> !image.isUsable()).isNotEmpty()
                .allSatisfy(image -> assertThat(image.problem()).isNotBlank());
    }

    @Test
    void allImagesAreDeliveredThoughACommaBetweenThemIsMissing() throws IOException {
        ImagesResponse response = Reading.of("{\"data\":[" + GOOD + " " + GOOD + "]}");

        assertThat(response.data()).extracting(Image::hasContent).containsExactlyInAnyOrder(true, true, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "\"text\"", "<html>", "1", "}", "]{\"data\":[" + GOOD + "]}"})
    void whatIsNoJsonObjectIsRefused(String json) {
        assertThatThrownBy(() -> Reading.of(json)).isInstanceOf(IOException.class);
    }

    @Test
    void anAnswerInUtf16NeverTakesAnIndexForAnImage() {
        String json = "{\"data\":[{\"b64_json\":\"SGVsbG8=\"},{\"b64_json\":\"0\"},{\"b64_json\":\"-1\"}]}";
        assertThatThrownBy(() -> {
            ImagesResponse response = Reading.cut(json.getBytes(StandardCharsets.UTF_16BE));
            if (!response.isUsable()) {
                throw new IOException("not usable");
            }
        }).isInstanceOf(IOException.class);
    }

    @Test
    void anAnswerInUtf16WithOneImageSaysWhyItCantBeUsed() throws IOException {
        byte[] json = ("{\"data\":[" + GOOD + "]}").getBytes(StandardCharsets.UTF_16BE);

        assertThat(Reading.cut(json).data()).singleElement().satisfies(image -> {
            assertThat(image.hasContent()).isFalse();
            assertThat(image.problem()).isEqualTo("its base64 is not encoded in UTF-8");
        });
    }

    @Test
    void aByteOrderMarkDoesNoHarm() throws IOException {
        assertThat(Reading.of("\ufeff{\"data\":[" + GOOD + "]}").data().get(0).bytes()).asString().isEqualTo("Hello");
    }

    @Test
    void aMessageAboutBrokenJsonRepeatsNothingOfTheAnswer() throws IOException {
        ImagesResponse response = Reading.of("{\"data\":[" + GOOD + "],\"x\":sk-secret}");

        assertThat(response.data().get(1).problem()).doesNotContain("sk-").doesNotContain("secret");
    }

    @Test
    void aHundredThousandLevelsBehindAnImageLeaveTheImage() throws IOException {
        for (String level : new String[] {"[", "{\"a\":"}) {
            ImagesResponse response = Reading.of("{\"data\":[" + GOOD + "],\"x\":" + level.repeat(100_000));
            assertThat(response.data().get(0).hasContent()).isTrue();
        }
    }

    @Test
    void aHundredThousandLevelsInFrontOfAnImageLeaveTheImage() throws IOException {
        ImagesResponse response = Reading.of(
                "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + ",\"data\":[" + GOOD + "]}");

        assertThat(response.isUsable()).isTrue();
    }

    @Test
    void aNumberOfMillionsOfDigitsIsNotCalculated() {
        String json = "{\"data\":[" + GOOD + "],\"created\":" + "9".repeat(8_000_000) + "}";

        assertTimeout(Duration.ofSeconds(5),
                () -> assertThat(Reading.of(json).data().get(0).hasContent()).isTrue());
    }

    @Test
    void anAnswerOfThousandsOfImagesIsRefusedBeforeItFillsTheMemory() {
        String json = "{\"data\":[" + "{\"b64_json\":\"AAAA\"},".repeat(200_000) + GOOD + "]}";

        assertThatThrownBy(() -> Reading.of(json)).isInstanceOf(AnswerTooLargeException.class);
    }

    @Test
    void moreThanSixteenMegabytesBesideTheImagesAreRefused() {
        String json = "{\"x\":\"" + "a".repeat(17 << 20) + "\"}";

        assertThatThrownBy(() -> Reading.of(json)).isInstanceOf(AnswerTooLargeException.class);
    }
}
