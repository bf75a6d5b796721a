// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelportkey.standin.StagedAnswer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that take a result a byte at a time, because each of them keeps all of it in the studio's memory. */
class SlowReaderTest {

    /** Far more than the buffers of both sockets take. */
    private static final int LENGTH = 24 * 1024 * 1024;
    private static final Pattern RESULT = Pattern.compile("results/[0-9a-f-]{36}\\.png");
    private static final int EDITS = 1;
    /** As many as one edit may have results. */
    private static final int READERS = 4;

    @Test
    void onlySoManyAreServedAtOnceAndEachIsCutOffInTheEnd() throws IOException {
        List<RawClient> readers = new ArrayList<>();
        try (Studio studio = Studio.with(EDITS, 1024 * 1024, Duration.ofSeconds(20))) {
            String result = result(studio);
            for (int i = 0; i < READERS; i++) {
                readers.add(RawClient.reluctant(studio.server.port()).get(result));
                assertThat(readers.get(i).head()).startsWith("HTTP/1.1 200");
            }
            Awaitility.await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> assertThat(studio.server.underWay())
                    .as("no thread is held").isEqualTo("0 uploads, 0 edits, 4 results, 0 exchanges"));
            try (RawClient late = new RawClient(studio.server.port()).get(result)) {
                assertThat(late.answer()).startsWith("HTTP/1.1 503").contains("Retry-After: 10", "\"code\":\"busy\"");
            }

            Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                for (RawClient reader : readers) {
                    reader.readByte();
                }
                assertThat(studio.server.underWay()).isEqualTo("0 uploads, 0 edits, 0 results, 0 exchanges");
            });
            for (RawClient reader : readers) {
                assertThat(reader.rest()).as("bytes that were on the way when it was cut off").isLessThan(LENGTH / 2);
            }
            studio.leavesNothing();
            try (RawClient brisk = new RawClient(studio.server.port()).get(result)) {
                assertThat(brisk.head()).startsWith("HTTP/1.1 200").containsIgnoringCase("content-length: " + LENGTH);
                assertThat(brisk.rest()).isEqualTo(LENGTH);
            }
        } finally {
            for (RawClient reader : readers) {
                reader.close();
            }
        }
    }

    /** Bytes behind the end of a PNG are nobody's business, and make it as large as is needed. */
    private static String result(Studio studio) throws IOException {
        byte[] otter = Files.readAllBytes(Studio.SAMPLES.resolve("otter.png"));
        studio.gateway.answerNext(StagedAnswer.status(200).body("{\"data\":[{\"b64_json\":\""
                + Base64.getEncoder().encodeToString(Arrays.copyOf(otter, LENGTH)) + "\"}]}"));
        try (RawClient client = new RawClient(studio.server.port())
                .form(new RawForm().text("prompt", "a hat").file("image", "otter.png", otter))) {
            Matcher result = RESULT.matcher(client.answer());
            assertThat(result.find()).isTrue();
            return result.group();
        }
    }
}
