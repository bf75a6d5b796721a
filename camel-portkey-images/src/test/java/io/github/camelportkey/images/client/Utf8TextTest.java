// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each text becomes the bytes that the JDK makes of it, whatever its length. */
class Utf8TextTest {

    private static final List<String> TEXTS = List.of("", "a", "\u007f", "\u0080", "Zürich", "plain, and then 😀", "\uD83D",
            "\uDE00x", "x".repeat(255), "x".repeat(256), "x".repeat(257), "x".repeat(255) + "ü", "ü" + "x".repeat(40_000));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 512, 100_000})
    void everyTextIsAppendedAsTheJdkEncodesIt(int capacity) {
        for (String first : TEXTS) {
            for (String second : TEXTS) {
                Utf8Text text = new Utf8Text(capacity).append(first).append("|").append(second);

                assertThat(text.take()).isEqualTo(StandardCharsets.UTF_8.encode(first + "|" + second));
            }
        }
    }

    @Test
    void theHalvesOfACharacterAreNotJoined() {
        Utf8Text text = new Utf8Text(8).append("a\uD83D").append("\uDE00b");

        assertThat(StandardCharsets.UTF_8.decode(text.take()).toString()).isEqualTo("a??b");
    }

    @Test
    void aLongTextLeavesRoomForShortOnesBehindIt() {
        Utf8Text text = new Utf8Text(512).append("x".repeat(30)).append("long".repeat(8_000));
        int room = text.take().array().length;
        for (int i = 0; i < 10; i++) {
            text.append("x".repeat(50));
        }

        assertThat(text.take().array()).as("the same array").hasSize(room).hasSizeLessThan(33_000);
    }

    @Test
    void whatWasTakenStaysAsItIsWhileTheTextGrows() {
        for (String first : TEXTS) {
            Utf8Text text = new Utf8Text(4).append(first);
            ByteBuffer taken = text.take();
            text.append("more").append("and more".repeat(100));

            assertThat(taken).isEqualTo(StandardCharsets.UTF_8.encode(first));
            assertThat(text.take()).isEqualTo(StandardCharsets.UTF_8.encode("more" + "and more".repeat(100)));
            assertThat(text.take().remaining()).isZero();
        }
    }
}
