// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** Any bytes as an answer: however they are cut they read the same, and as Jackson reads them where it does. */
class AnswerFuzzTest {

    private static final ObjectMapper JACKSON = new ObjectMapper();
    private static final int SPAN = 64 * 1024;
    private static final int MAX_RUNS = 2;

    @FuzzTest(maxDuration = "10m")
    void anyAnswerReadsTheSameInAnySlicesAndAsJacksonReadsIt(FuzzedDataProvider data) throws IOException {
        int[] where = data.consumeInts(data.consumeInt(0, 8));
        byte[] json = withLongRuns(data.consumeRemainingAsBytes());
        int[] cuts = Arrays.stream(where).map(at -> Math.floorMod(at, json.length + 1)).sorted().toArray();

        ImagesResponse whole = read(json);
        ImagesResponse sliced = read(json, cuts);

        assertThat(sliced == null ? null : Reading.seen(sliced)).isEqualTo(whole == null ? null : Reading.seen(whole));
        ImagesResponse expected = readByJackson(json);
        if (expected != null) {
            assertThat(whole).as("what Jackson reads").isNotNull();
            assertSame(whole, expected);
        }
    }

    /** Bytes below 9, which JSON does not know, stand for text of about the size of the reader's buffer. */
    private static byte[] withLongRuns(byte[] bytes) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        int runs = 0;
        for (byte b : bytes) {
            if (b >= 0 && b < 9 && runs++ < MAX_RUNS) {
                byte[] run = new byte[SPAN - 4 + b];
                Arrays.fill(run, (byte) 'A');
                json.writeBytes(run);
            } else {
                json.write(b);
            }
        }
        return json.toByteArray();
    }

    private static @Nullable ImagesResponse read(byte[] json, int... cuts) {
        try {
            return Reading.cut(json, cuts);
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable ImagesResponse readByJackson(byte[] json) {
        try {
            return JACKSON.readValue(json, ImagesResponse.class);
        } catch (IOException e) {
            return null;
        }
    }

    private static void assertSame(ImagesResponse read, ImagesResponse expected) throws IOException {
        assertThat(read.data()).hasSameSizeAs(expected.data());
        for (int i = 0; i < read.data().size(); i++) {
            Image image = read.data().get(i);
            Image other = expected.data().get(i);
            if (!Objects.equals(other.additionalProperties().get("b64_json"), "")) { // empty: unusable, said otherwise
                assertThat(image.hasContent()).as(image.problem()).isEqualTo(other.hasContent());
                if (other.hasContent()) {
                    assertThat(image.bytes()).isEqualTo(other.bytes());
                }
                assertThat(image.additionalProperties()).isEqualTo(other.additionalProperties());
            }
            assertThat(image.url()).isEqualTo(other.url());
            assertThat(image.revisedPrompt()).isEqualTo(other.revisedPrompt());
        }
        assertThat(new ImagesResponse(read.created(), expected.data(), read.usage(), read.size(), read.quality(),
                read.background(), read.outputFormat(), read.additionalProperties())).isEqualTo(expected);
    }
}
