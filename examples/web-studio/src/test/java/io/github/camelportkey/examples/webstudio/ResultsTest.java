// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImageContent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Results are kept by number and by age, under names that can't be guessed. */
class ResultsTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final Clock clock = new Clock() {
        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    };

    private static Image picture() throws IOException {
        return Image.of(ImageContent.of(Files.readAllBytes(Studio.SAMPLES.resolve("otter.png")), "image/png"));
    }

    @Test
    void theOldestMakesRoomForTheNewest() throws IOException {
        Results results = new Results(2, Duration.ofMinutes(1), clock);
        String first = results.keep(picture());
        String second = results.keep(picture());
        String third = results.keep(picture());

        assertThat(results.get(first)).isNull();
        assertThat(results.get(second)).isNotNull();
        assertThat(results.get(third)).isNotNull();
        assertThat(first).matches("[0-9a-f-]{36}\\.png");
    }

    @Test
    void whatIsTooOldIsGone() throws IOException {
        Results results = new Results(2, Duration.ofMinutes(1), clock);
        String name = results.keep(picture());

        now.set(Instant.EPOCH.plusSeconds(59));
        assertThat(results.get(name)).isNotNull();
        now.set(Instant.EPOCH.plusSeconds(60));
        assertThat(results.get(name)).isNull();
    }

    @Test
    void whatIsTooOldIsDroppedThoughNobodyAsks() throws IOException {
        Results results = new Results(2, Duration.ofMinutes(1), clock);
        results.keep(picture());

        now.set(Instant.EPOCH.plusSeconds(59));
        results.forgetOld();
        assertThat(results.size()).isOne();
        now.set(Instant.EPOCH.plusSeconds(60));
        results.forgetOld();
        assertThat(results.size()).isZero();
    }
}
