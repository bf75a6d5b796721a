// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StagedAnswerTest {

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

    private static Form edit() {
        return Form.prompt("x").field("model", "gpt-image-2").png("image", PNG);
    }

    @Test
    void areGivenInOrderOneToEachRequestBeforeNormalBehaviourResumes() throws Exception {
        gateway.answerNext(
                StagedAnswer.status(429).header("Retry-After", "2").body("{\"error\":{}}"),
                StagedAnswer.status(502).header("content-type", "text/html").body("<html>"));

        Form.Answer first = edit().post(gateway);
        Form.Answer second = Form.prompt("this form has no image").post(gateway);
        Form.Answer third = edit().post(gateway);

        assertThat(first.status()).isEqualTo(429);
        assertThat(first.header("retry-after")).isEqualTo("2");
        assertThat(first.header("content-type")).isEqualTo("application/json");
        assertThat(first.header("x-portkey-cache-status")).isEqualTo("DISABLED");
        assertThat(first.body()).isEqualTo("{\"error\":{}}");
        assertThat(second.status()).isEqualTo(502);
        assertThat(second.response().headers().allValues("content-type")).containsExactly("text/html");
        assertThat(third.status()).isEqualTo(200);
        assertThat(gateway.edits()).extracting(ReceivedEdit::status).containsExactly(429, 502, 200);
        assertThat(gateway.editsPaid()).isEqualTo(1);
    }

    @Test
    void canBeAnEditUnderAnotherStatus() throws Exception {
        gateway.answerNext(StagedAnswer.edit(), StagedAnswer.edit(246).header("x-a", "1").header("x-a", "2"));

        assertThat(edit().post(gateway).status()).isEqualTo(200);
        Form.Answer guarded = edit().post(gateway);
        assertThat(guarded.status()).isEqualTo(246);
        assertThat(guarded.response().headers().allValues("x-a")).containsExactlyInAnyOrder("1", "2");
        assertThat(guarded.image(0)).isNotEmpty();
    }

    @Test
    void canBeEmptyLateMissingOrCut() throws Exception {
        gateway.answerNext(StagedAnswer.status(204));
        assertThat(edit().post(gateway).status()).isEqualTo(204);

        gateway.answerNext(StagedAnswer.status(503).after(Duration.ofMillis(30)));
        long before = System.nanoTime();
        assertThat(edit().post(gateway).status()).isEqualTo(503);
        assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(30_000_000);

        gateway.answerNext(StagedAnswer.hangUp());
        assertThatIOException().isThrownBy(() -> edit().post(gateway));

        gateway.answerNext(StagedAnswer.status(200).body("0123456789").cutAfter(4));
        assertThatIOException().isThrownBy(() -> edit().post(gateway));

        assertThat(gateway.edits()).extracting(ReceivedEdit::status).containsExactly(204, 503, 0, 200);
        assertThatIllegalStateException().isThrownBy(() -> StagedAnswer.edit().cutAfter(3));
    }

    @Test
    void areForgottenOnClear() throws Exception {
        gateway.answerNext(StagedAnswer.status(500));
        gateway.clear();
        assertThat(edit().post(gateway).status()).isEqualTo(200);
    }
}
