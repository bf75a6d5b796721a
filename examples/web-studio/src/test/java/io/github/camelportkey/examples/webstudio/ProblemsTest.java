// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.IOException;
import java.nio.file.Files;

import io.github.camelportkey.standin.StagedAnswer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What the gateway's refusals become: a code that the page has words for, and whether they may cost something. */
class ProblemsTest {

    private static Studio studio;

    @BeforeAll
    static void start() {
        studio = Studio.start();
    }

    @AfterAll
    static void stop() {
        studio.close();
    }

    @ParameterizedTest
    @CsvSource({
            "400, '', 422, refused, false",
            "400, moderation_blocked, 422, moderation, false",
            "401, '', 502, access, false",
            "402, '', 502, setup, false",
            "404, '', 422, refused, false",
            "408, '', 502, gateway, true",
            "409, '', 422, refused, false",
            "412, '', 502, quota, false",
            "429, '', 429, rate-limit, false",
            "429, insufficient_quota, 502, quota, false",
            "446, '', 422, guardrail, false",
            "500, '', 502, gateway, true"})
    void aRefusalIsToldByItsKind(int status, String error, int answered, String code, boolean billed) throws IOException {
        studio.gateway.answerNext(StagedAnswer.status(status)
                .body("{\"error\":{\"message\":\"because\",\"code\":\"" + error + "\"}}"));
        byte[] otter = Files.readAllBytes(Studio.SAMPLES.resolve("otter.png"));
        try (RawClient client = new RawClient(studio.server.port())
                .form(new RawForm().text("prompt", "a hat").file("image", "otter.png", otter))) {
            String answer = client.answer();

            assertThat(answer).startsWith("HTTP/1.1 " + answered + " ").contains("\"code\":\"" + code + "\"");
            assertThat(answer.contains("\"mayHaveBeenBilled\":true")).isEqualTo(billed);
        }
    }
}
