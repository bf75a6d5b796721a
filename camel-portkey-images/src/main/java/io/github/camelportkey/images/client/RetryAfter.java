// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/** How long a server asks to wait: RFC 9110, 10.2.3, in seconds or as a date, and {@code retry-after-ms}. */
final class RetryAfter {

    /** The third form of RFC 9110, 5.6.7, which names no zone. */
    private static final DateTimeFormatter ASCTIME = DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    /** RFC 1123 with zones of any kind, as some libraries write it. */
    private static final List<DateTimeFormatter> OTHERS = List.of(DateTimeFormatter.RFC_1123_DATE_TIME, ASCTIME);
    private static final Duration LONGEST = Duration.ofDays(3650);

    private RetryAfter() {
    }

    /**
     * @param millis the header in milliseconds, or null
     * @param secondsOrDate the standard header, or null
     * @param date the time at the server, to which a date is relative, or null for our own clock
     * @return null when none of them makes sense
     */
    static @Nullable Duration of(@Nullable String millis, @Nullable String secondsOrDate, @Nullable String date) {
        Duration wait = millis == null ? null : number(millis, 1);
        if (wait == null && secondsOrDate != null) {
            wait = number(secondsOrDate, 1_000);
            if (wait == null) {
                Instant until = instant(secondsOrDate);
                Instant now = date == null ? null : instant(date);
                wait = until == null ? null : Duration.between(now == null ? Instant.now() : now, until);
            }
        }
        if (wait == null) {
            return null;
        }
        if (wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    private static @Nullable Duration number(String text, int millisPerUnit) {
        if (!text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return null;
        }
        double millis = Math.ceil(Double.parseDouble(text) * millisPerUnit);
        return millis >= LONGEST.toMillis() ? LONGEST : Duration.ofMillis((long) millis);
    }

    private static @Nullable Instant instant(String text) {
        Instant standard = DateUtils.parseStandardDate(text);
        if (standard != null) {
            return standard;
        }
        for (DateTimeFormatter form : OTHERS) {
            try {
                return form.parse(text, Instant::from);
            } catch (DateTimeParseException e) {
                // perhaps the next one
            }
        }
        return null;
    }
}
