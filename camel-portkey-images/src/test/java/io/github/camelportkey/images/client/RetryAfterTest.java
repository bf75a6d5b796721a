// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Retry-After is understood in seconds, as a date, and in milliseconds. */
class RetryAfterTest {

    @ParameterizedTest
    @CsvSource({"3,3000", "0,0", "1.5,1500", "0.0001,1", "-5,0", "99999999999999999999999,315360000000"})
    void inSeconds(String text, long millis) {
        assertThat(RetryAfter.of(null, text, null)).isEqualTo(Duration.ofMillis(millis));
    }

    @Test
    void millisecondsWinUnlessTheyMakeNoSense() {
        assertThat(RetryAfter.of("250", "3", null)).isEqualTo(Duration.ofMillis(250));
        assertThat(RetryAfter.of("soon", "3", null)).isEqualTo(Duration.ofSeconds(3));
        assertThat(RetryAfter.of("-1", null, null)).isZero();
    }

    @Test
    void aDateIsRelativeToTheServersClock() {
        assertThat(RetryAfter.of(null, "Sun, 22 Nov 2026 10:00:30 GMT", "Sun, 22 Nov 2026 10:00:00 GMT"))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(RetryAfter.of(null, "Sun, 22 Nov 2026 09:00:00 GMT", "Sun, 22 Nov 2026 10:00:00 GMT")).isZero();
        assertThat(RetryAfter.of(null, "Fri, 31 Dec 1999 23:59:59 GMT", "nonsense")).isZero();
    }

    /** RFC 9110, 5.6.7: all three forms must be understood. */
    @ParameterizedTest
    @ValueSource(strings = {"Sun, 22 Nov 2026 10:00:30 GMT", "Sunday, 22-Nov-26 10:00:30 GMT", "Sun Nov 22 10:00:30 2026",
            "Sun, 22 Nov 2026 10:00:30 +0000", "Sun, 22 Nov 2026 11:00:30 +0100", "22 Nov 2026 10:00:30 GMT"})
    void inEachFormOfADate(String date) {
        assertThat(RetryAfter.of(null, date, "Sun, 22 Nov 2026 10:00:00 GMT")).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "1e3", "5 s", "0x10", "Sun, 99 Nov 2026 10:00:00 GMT", "--1", "١"})
    void whatMakesNoSenseIsNotSaid(String text) {
        assertThat(RetryAfter.of(null, text, null)).isNull();
    }
}
