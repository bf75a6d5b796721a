// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import io.github.camelportkey.images.client.Base64Text.Buffers;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.model.ImagesResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** However the network cuts an answer, it reads the same. */
class AnswerInSlicesTest {

    private static final String SMALL = """
            {"created":1764000000,"d\\u0061ta":[ {"b64_json" : "iVBORw0KGgo\\/A\\u002bzz\\nAA==","revised_prompt":"a \\"hat\\" \\\\"},
            {"url":"https:\\/\\/x.example\\/a?b=\\u0026","other":{"b64_json":"not this","deep":[[{"b64_json":"nor this"}]]}},
            {"b64\\u005fjson":"data:image\\/png;base64,SGVsbG8","x":null},{"b64_json":"%%%"},{"b64_json":""},
            {"b64_json":"QUJD\\r\\nREVG","size":[1,{"data":[{"b64_json":"QUJD"}]}]}],
            "usage":{"input_tokens":1,"output_tokens":2,"total_tokens":3},"size":"1024x1024","data2":[{"b64_json":"QUJD"}]}
            """;
    private static final int SPAN = 64 * 1024;

    @Test
    void aSmallAnswerReadsTheSameCutAtAnyPosition() throws IOException {
        byte[] json = Reading.bytes(SMALL);
        String whole = Reading.seen(Reading.cut(json));

        for (int at = 1; at < json.length; at++) {
            assertThat(Reading.seen(Reading.cut(json, at))).as("cut at %s", at).isEqualTo(whole);
        }
    }

    @Test
    void aSmallAnswerReadsTheSameCutAtAnyTwoPositions() throws IOException {
        byte[] json = Reading.bytes(SMALL.replaceAll("\"usage\".*", "\"z\":0}").replaceAll("\\{\"url\".*\\n", ""));
        String whole = Reading.seen(Reading.cut(json));

        for (int first = 1; first < json.length - 1; first++) {
            for (int second = first + 1; second < json.length; second += 3) {
                assertThat(Reading.seen(Reading.cut(json, first, second))).as("%s, %s", first, second).isEqualTo(whole);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 64})
    void aSmallAnswerReadsTheSameInSlicesOf(int size) throws IOException {
        byte[] json = Reading.bytes(SMALL);

        assertThat(Reading.seen(Reading.inSlicesOf(size, json))).isEqualTo(Reading.seen(Reading.cut(json)));
    }

    @Test
    void anAnswerInUtf16ReadsTheSameAlsoWhenItsLastByteIsMissing() throws IOException {
        byte[] whole = ("\uFEFF{\"data\":[{\"url\":\"https://x.example\"}],\"padding\":\"" + "a".repeat(5_000) + "\"}")
                .getBytes(StandardCharsets.UTF_16LE);

        for (int missing : List.of(0, 1, 2)) {
            byte[] json = Arrays.copyOf(whole, whole.length - missing);
            assertThat(Reading.seen(Reading.cut(json, 9_000))).as("without the last %s bytes", missing)
                    .isEqualTo(Reading.seen(Reading.cut(json))).contains("x.example");
        }
    }

    /** Buffers go from one answer to the next; none may have two. */
    @Test
    void answersThatComeTogetherDoNotMixThoughOthersEndedOrWereGivenUpBefore() throws IOException {
        for (int i = 0; i < 8; i++) {
            ImagesResponseReader ended = Reading.reader(Long.MAX_VALUE);
            byte[] json = Reading.bytes(Pictures.answer(Pictures.noise(40_000)));
            ended.accept(json, 0, json.length);
            ended.finish();
            ended.discard();
            ImagesResponseReader givenUp = Reading.reader(Long.MAX_VALUE);
            givenUp.accept(json, 0, 30_000);
            givenUp.discard();
            givenUp.discard();
        }
        List<byte[]> pictures = IntStream.range(0, 8).mapToObj(i -> new byte[50_000 + i]).toList();
        Random random = new Random(3);
        pictures.forEach(random::nextBytes);
        List<byte[]> answers = pictures.stream().map(picture -> Reading.bytes(Pictures.answer(picture))).toList();
        List<ImagesResponseReader> readers = pictures.stream().map(picture -> Reading.reader(Long.MAX_VALUE)).toList();

        for (int from = 0; from < 70_000; from += 5_000) {
            for (int i = 0; i < 8; i++) {
                int end = answers.get(i).length;
                readers.get(i).accept(answers.get(i), Math.min(from, end), Math.min(from + 5_000, end));
            }
        }

        for (int i = 0; i < 8; i++) {
            assertThat(readers.get(i).finish().data().get(0).bytes()).as("picture %s", i).isEqualTo(pictures.get(i));
        }
    }

    @Test
    void anAnswerGivesItsBuffersBackOnceWhetherItEndsOrIsGivenUp() throws IOException {
        byte[] json = Reading.bytes(Pictures.answer(Pictures.noise(40_000)));
        Buffers known = spare().get(0);
        known.giveBack();

        ImagesResponseReader ended = Reading.reader(Long.MAX_VALUE);
        ended.accept(json, 0, json.length);
        ended.finish();
        ended.discard();
        assertThat(spare()).containsOnlyOnce(known);

        known.giveBack();
        ImagesResponseReader givenUp = Reading.reader(Long.MAX_VALUE);
        givenUp.accept(json, 0, 30_000);
        assertThat(spare()).doesNotContain(known);
        givenUp.discard();
        givenUp.discard();
        assertThat(spare()).containsOnlyOnce(known);
    }

    /** All that are kept, and one more: none is left. */
    private static List<Buffers> spare() {
        return IntStream.range(0, 5).mapToObj(i -> Buffers.borrow()).toList();
    }

    @Test
    void aSmallAnswerSaysWhatStandsInIt() throws IOException {
        ImagesResponse response = Reading.of(SMALL);

        assertThat(response.data()).hasSize(6);
        assertThat(response.data().get(0).bytes()).isEqualTo(Base64.getDecoder().decode("iVBORw0KGgo/A+zzAA=="));
        assertThat(response.data().get(0).revisedPrompt()).isEqualTo("a \"hat\" \\");
        assertThat(response.data().get(1).url()).isEqualTo("https://x.example/a?b=&");
        assertThat(response.data().get(1).additionalProperties()).containsKey("other");
        assertThat(response.data().get(2).bytes()).asString().isEqualTo("Hello");
        assertThat(response.data().get(3).problem()).contains("broken");
        assertThat(response.data().get(4).problem()).contains("empty");
        assertThat(response.data().get(5).bytes()).asString().isEqualTo("ABCDEF");
        assertThat(response.additionalProperties().get("data2")).hasToString("[{b64_json=QUJD}]");
    }

    @Test
    void imagesWhoseBase64EndsAnywhereNearASpanAreWhole() throws IOException {
        for (int size : List.of(1, 2, 3, 4, 49_149, 49_150, 49_151, 49_152, 49_153, 49_154, 49_155, 49_156, 98_301, 98_302,
                98_303, 98_304, 98_305, 98_306, 98_307)) {
            byte[] image = random(size);
            for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder().withoutPadding())) {
                String text = encoder.encodeToString(image);
                assertThat(Reading.decoded(text)).as("%s bytes", size).isEqualTo(image);
                assertThat(Reading.decoded("data:image/png;base64," + text)).as("%s bytes", size).isEqualTo(image);
                assertThat(Reading.decoded(wrapped(text))).as("%s bytes, wrapped", size).isEqualTo(image);
            }
        }
    }

    @Test
    void threeImagesInARowAreWholeWhereverTheFirstOnesEnd() throws IOException {
        byte[] second = random(10);
        byte[] third = random(SPAN);
        for (int first = SPAN / 4 * 3 - 60; first < SPAN / 4 * 3 + 9; first++) {
            byte[] image = random(first);
            byte[] json = Reading.bytes(Pictures.answer(image, second, third));
            for (ImagesResponse response : List.of(Reading.cut(json), Reading.inSlicesOf(8_192, json))) {
                assertThat(response.data().get(0).bytes()).isEqualTo(image);
                assertThat(response.data().get(1).bytes()).isEqualTo(second);
                assertThat(response.data().get(2).bytes()).isEqualTo(third);
            }
        }
    }

    @Test
    void anEscapeOnTheEdgeOfASpanIsUnderstood() throws IOException {
        byte[] image = random(60_000);
        String text = Base64.getEncoder().encodeToString(image);
        for (String escape : List.of("\\n", "\\r\\n", "\n", "\\u000a", "\\u000D\\u000A")) {
            for (int at = SPAN - 14; at <= SPAN + 1; at++) {
                assertThat(Reading.decoded(text.substring(0, at) + escape + text.substring(at)))
                        .as("%s at %s", escape, at).isEqualTo(image);
            }
        }
    }

    private static String wrapped(String text) {
        return text.replaceAll("(.{76})", "$1\\\\r\\\\n");
    }

    static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
