// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Answers are kept by number and by age; what is under way is known for as long as it takes. */
class EditAnswersTest {

    private static final EditAnswers.Answer ANSWER = new EditAnswers.Answer(200, "{}");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    };
    private final EditAnswers answers = new EditAnswers(2, Duration.ofMinutes(1), clock);

    private void edited(String key) {
        answers.begin(key);
        answers.end(key, ANSWER, true);
    }

    @Test
    void theOldestMakesRoomAndWhatIsUnderWayStays() {
        answers.begin("running");
        edited("first");
        edited("second");
        edited("third");

        assertThat(answers.isKnown("first")).isFalse();
        assertThat(answers.isKnown("second")).isTrue();
        assertThat(answers.isKnown("third")).isTrue();
        assertThat(answers.isKnown("running")).isTrue();
        assertThat(answers.size()).isEqualTo(3);
    }

    @Test
    void theTimeBeginsWhenTheEditEnds() {
        answers.begin("long");
        now.set(Instant.EPOCH.plusSeconds(600));
        assertThat(answers.begin("long")).isFalse();
        answers.end("long", ANSWER, true);

        now.set(Instant.EPOCH.plusSeconds(659));
        assertThat(answers.isKnown("long")).isTrue();
        now.set(Instant.EPOCH.plusSeconds(660));
        answers.forgetOld();
        assertThat(answers.size()).isZero();
        assertThat(answers.begin("long")).isTrue();
    }

    @Test
    void allWhoWaitGetTheAnswerUnlessTheyHaveLeft() {
        List<EditAnswers.Answer> one = new ArrayList<>();
        List<EditAnswers.Answer> gone = new ArrayList<>();
        Consumer<EditAnswers.Answer> leaver = gone::add;
        answers.begin("key");
        assertThat(answers.join("key", one::add)).isTrue();
        assertThat(answers.join("key", leaver)).isTrue();
        answers.leave("key", leaver);

        answers.end("key", ANSWER, false);

        assertThat(one).containsExactly(ANSWER);
        assertThat(gone).isEmpty();
    }

    @Test
    void whatCostNothingIsToldMayBeginAgainAndPushesOutNothingThatWasPaidFor() {
        List<EditAnswers.Answer> told = new ArrayList<>();
        edited("paid");
        for (String key : List.of("one", "two", "three")) {
            answers.begin(key);
            answers.end(key, ANSWER, false);
        }

        assertThat(answers.isKnown("paid")).isTrue();
        assertThat(answers.join("one", told::add)).as("made room").isFalse();
        assertThat(answers.join("three", told::add)).isTrue();
        assertThat(told).containsExactly(ANSWER);
        assertThat(answers.begin("three")).isTrue();
        assertThat(answers.size()).isEqualTo(3);
    }
}
