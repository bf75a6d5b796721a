// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.util.Base64;
import java.util.Random;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Base64 with line breaks, without padding, url-safe or as a data URI decodes; what is broken says so. */
class AnswerBase64Test {

    @ParameterizedTest
    @ValueSource(strings = {"SGVsbG8=", "SGVsbG8", "SGVs\\nbG8=", "SGVs\\r\\nbG8=\\r\\n", "SGVs\nbG8=", " SGVs\tbG8 = ",
            "\\u0053GVsbG8=", "SGVsbG8\\u003d", "data:image/png;base64,SGVsbG8=", "data:image\\/png;base64,SGVsbG8",
            "DATA:image/png;base64,SGVsbG8=", "Data:;base64,SGVsbG8=",
            "\\u0064ata:;base64,SGVsbG8=", "\\n data:image/png;charset=x;base64,SGVsbG8=", "SGVsbG8=\\n",
            "SG\\u0000Vs\u0001bG8="})
    void decodes(String text) throws IOException {
        assertThat(Reading.decoded(text)).asString().isEqualTo("Hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+/+/", "-_-_", "+_-/", "\\u002b\\/\\u002B\\u002f", "data:image/webp;base64,-_-_"})
    void takesBothAlphabets(String text) throws IOException {
        assertThat(Reading.decoded(text)).isEqualTo(new byte[] {(byte) 0xfb, (byte) 0xff, (byte) 0xbf});
    }

    @ParameterizedTest
    @ValueSource(strings = {"SGVsbG8=SGVs", "SGVs*bG8=", "SGVsb\u00e9", "A", "AAAAA", "=AAA", "SGVs\\\"bG8", "SGVs\\\\bG8",
            "\\uZ041AAA", "\\u00zzAAAA", "image:image/png;base64,SGVs", "SGVsdata:SGVs", "\\ud83d\\ude00AA"})
    void whatIsBrokenIsUnusableAndSaysSo(String text) throws IOException {
        Image image = Reading.image(text);

        assertThat(image.hasContent()).isFalse();
        assertThat(image.problem()).contains("base64");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \\n ", "====", "data:image/png;base64,"})
    void whatIsEmptyIsUnusableAndSaysSo(String text) throws IOException {
        assertThat(Reading.image(text).problem()).contains("empty");
    }

    @Test
    void oneBrokenImageLeavesTheOthersUsable() throws IOException {
        ImagesResponse response = Reading.of("{\"data\":[{\"b64_json\":\"****\"},{\"b64_json\":\"SGVsbG8=\"},{\"b64_json\":\"A\"}]}");

        assertThat(response.data()).extracting(Image::hasContent).containsExactly(false, true, false);
        assertThat(response.isUsable()).isTrue();
    }

    @Test
    void aLargeImageThatIsBrokenAnywhereIsUnusable() throws IOException {
        String text = Base64.getEncoder().encodeToString(AnswerInSlicesTest.random(150_000));
        for (int at : new int[] {0, 1, 65_535, 65_536, 65_537, 131_071, 131_072, 199_999}) {
            String broken = text.substring(0, at) + "!" + text.substring(at + 1);
            Image image = Reading.image(broken);
            assertThat(image.problem()).as("at %s", at).contains("broken at character " + (at + 1));
        }
    }

    @Test
    void paddingInsideALargeImageIsBroken() throws IOException {
        String half = Base64.getEncoder().encodeToString(AnswerInSlicesTest.random(49_151));

        assertThat(half).hasSize(65_536).endsWith("=");
        assertThat(Reading.image(half + half).problem()).contains("broken");
        assertThat(Reading.image(half).problem()).isNull();
        assertThat(Reading.image(half + "\\n").problem()).isNull();
    }

    @Test
    void agreesWithTheJdkWhateverTheText() throws IOException {
        Random random = new Random(42);
        for (int round = 0; round < 300; round++) {
            byte[] image = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? 200_000 : 200)];
            random.nextBytes(image);
            String text = random.nextBoolean() ? Base64.getEncoder().encodeToString(image)
                    : Base64.getUrlEncoder().withoutPadding().encodeToString(image);
            StringBuilder written = new StringBuilder(random.nextInt(4) == 0 ? "data:image/png;base64," : "");
            int every = 1 + random.nextInt(2) * random.nextInt(5_000);
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                boolean odd = every > 1 && random.nextInt(every) == 0;
                written.append(odd ? String.format(random.nextBoolean() ? "\\u%04x" : "\\n\\u%04X", (int) c) : c);
            }
            byte[] json = Reading.bytes("{\"data\":[{\"b64_json\":\"" + written + "\",\"n\":1}]}");
            assertThat(Reading.inSlicesOf(1 + random.nextInt(100_000), json).data().get(0).bytes())
                    .as("round %s", round).isEqualTo(image);
        }
    }

    @Test
    void anImageAboveMaxImageBytesIsUnusableAndTheOthersAreFine() throws IOException {
        byte[] small = Pictures.noise(5_000);
        String json = Pictures.answer(small, Pictures.noise(5_001), small, Pictures.noise(300_000), small);

        ImagesResponse response = Reading.bounded(json, 5_000);

        assertThat(response.data()).extracting(Image::hasContent).containsExactly(true, false, true, false, true);
        assertThat(response.data().get(1).problem()).contains("maxImageBytes=5000");
        assertThat(response.data().get(3).problem()).contains("maxImageBytes=5000");
        assertThat(response.data().get(4).bytes()).isEqualTo(small);
    }
}
