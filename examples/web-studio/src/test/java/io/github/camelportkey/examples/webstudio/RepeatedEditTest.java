// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;

import io.github.camelportkey.standin.StagedAnswer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A form with a key is edited once, however often it comes; each time it leads to the same answer. */
class RepeatedEditTest {

    private static final String KEY = "0123456789abcdef";

    private static Studio studio;
    private static byte[] form;

    @BeforeAll
    static void start() throws IOException {
        studio = Studio.with(2, 1024 * 1024, Duration.ofSeconds(60));
        form = new RawForm().text("prompt", "a hat")
                .file("image", "otter.png", Files.readAllBytes(Studio.SAMPLES.resolve("otter.png"))).end();
    }

    @AfterAll
    static void stop() {
        studio.close();
    }

    @AfterEach
    void nothingIsLeft() {
        studio.leavesNothing();
        studio.gateway.clear();
    }

    private static RawClient client() throws IOException {
        return new RawClient(studio.server.port());
    }

    private static RawClient post(String key) throws IOException {
        return client().head(EditAnswers.KEY + ": " + key + "\r\n", form.length).send(form);
    }

    private static String body(String answer) {
        return answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1);
    }

    private static String outcome(String key) throws IOException {
        try (RawClient client = client().get("edits/" + key)) {
            return client.answer();
        }
    }

    private static void isUnderWay(int edits) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> studio.gateway.edits().size() == edits);
    }

    @Test
    void aRepeatIsSentToTheAnswerOfTheFirstWithoutASeatOrAFile() throws IOException {
        String key = KEY + "-repeat";
        studio.gateway.answerNext(StagedAnswer.edit().after(Duration.ofSeconds(6)));
        try (RawClient first = post(key)) {
            isUnderWay(1);
            int files = studio.uploads().size();
            for (int i = 0; i < 3; i++) {
                try (RawClient repeat = post(key)) {
                    assertThat(repeat.head()).startsWith("HTTP/1.1 303").contains("ocation: edits/" + key);
                }
            }
            assertThat(studio.server.underWay()).startsWith("1 uploads, 1 edits");
            assertThat(studio.uploads()).hasSize(files);

            String joined = outcome(key);

            assertThat(joined).startsWith("HTTP/1.1 200").contains("results/");
            assertThat(body(first.answer())).isEqualTo(body(joined));
        }
        assertThat(body(outcome(key))).as("kept").contains("results/");
        try (RawClient late = post(key)) {
            assertThat(late.head()).startsWith("HTTP/1.1 303");
        }
        assertThat(studio.gateway.edits()).hasSize(1);
    }

    @Test
    void whatWasPaidForArrivesThoughTheFirstConnectionIsGone() throws IOException {
        String key = KEY + "-gone";
        studio.gateway.answerNext(StagedAnswer.edit().after(Duration.ofSeconds(3)));
        try (RawClient first = post(key)) {
            isUnderWay(1);
        }
        try (RawClient repeat = post(key)) {
            assertThat(repeat.head()).startsWith("HTTP/1.1 303");
        }
        assertThat(outcome(key)).startsWith("HTTP/1.1 200").contains("results/");
        assertThat(studio.gateway.edits()).hasSize(1);
    }

    @Test
    void ofTwoThatComeSideBySideOneIsEdited() throws IOException {
        String head = EditAnswers.KEY + ": " + KEY + "-both\r\n";
        studio.gateway.answerNext(StagedAnswer.edit().after(Duration.ofSeconds(5)));
        byte[] start = Arrays.copyOf(form, form.length / 2);
        byte[] rest = Arrays.copyOfRange(form, form.length / 2, form.length);
        try (RawClient one = client().head(head, form.length).send(start);
                RawClient other = client().head(head, form.length).send(start)) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> studio.uploads().size() == 2);
            one.send(rest);
            isUnderWay(1);
            other.send(rest);

            assertThat(other.head()).startsWith("HTTP/1.1 303").contains("ocation: edits/" + KEY + "-both");
            Awaitility.await().atMost(Duration.ofSeconds(3)).untilAsserted(() -> {
                assertThat(studio.server.underWay()).startsWith("1 uploads, 1 edits");
                assertThat(studio.uploads()).hasSize(1);
            });
            assertThat(one.answer()).startsWith("HTTP/1.1 200");
        }
        assertThat(studio.gateway.edits()).hasSize(1);
    }

    @Test
    void whatCostNothingMayBeTriedAgain() throws IOException {
        String key = KEY + "-free";
        studio.gateway.answerNext(StagedAnswer.status(429).body("{}"));
        try (RawClient first = post(key)) {
            assertThat(first.answer()).startsWith("HTTP/1.1 429");
        }
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> outcome(key).startsWith("HTTP/1.1 429"));
        try (RawClient again = post(key)) {
            assertThat(again.answer()).startsWith("HTTP/1.1 200");
        }
        assertThat(studio.gateway.edits()).hasSize(2);
    }

    @Test
    void whatMayHaveBeenPaidIsNotTriedAgain() throws IOException {
        String key = KEY + "-paid";
        studio.gateway.answerNext(StagedAnswer.status(500).body("{}"));
        try (RawClient first = post(key)) {
            assertThat(first.answer()).startsWith("HTTP/1.1 502");
        }
        try (RawClient again = post(key)) {
            assertThat(again.head()).startsWith("HTTP/1.1 303");
        }
        assertThat(outcome(key)).startsWith("HTTP/1.1 502").contains("\"mayHaveBeenBilled\":true");
        assertThat(studio.gateway.edits()).hasSize(1);
    }

    @Test
    void aFormWithoutAKeyIsEditedEachTime() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (RawClient client = client().head(form.length).send(form)) {
                assertThat(client.answer()).startsWith("HTTP/1.1 200");
            }
        }
        assertThat(studio.gateway.edits()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "0123456789abcdef/..", "0123456789abcdef\u00e9", "0123456789 abcdef",
            "01234567890123456789012345678901234567890123456789012345678901234"})
    void aKeyThatIsShortLongOrStrangeIsRefused(String key) throws IOException {
        try (RawClient client = post(key)) {
            assertThat(client.answer()).startsWith("HTTP/1.1 400").contains("\"code\":\"form\"");
        }
        assertThat(studio.gateway.edits()).isEmpty();
    }

    @Test
    void anAnswerThatNobodyKnowsIsNotFound() throws IOException {
        assertThat(outcome(KEY + "-nobody")).startsWith("HTTP/1.1 404").contains("\"code\":\"unknown\"");
        assertThat(outcome("..%2f..%2fetc")).startsWith("HTTP/1.1 404");
    }
}
