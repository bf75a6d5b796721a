// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Text that grows, in UTF-8 from the beginning: a builder of strings would hold it twice more. Half a character becomes a
 * question mark, also where its other half is appended next. Not thread-safe.
 */
final class Utf8Text {

    /** Up to this many characters are looked at one by one; more are left to the JDK, which needs an array for them. */
    private static final int SHORT = 256;

    /** In bytes, what is left free when it grows at least: it grows for a long text, and short ones follow. */
    private static final int SPARE = 512;
    /** What a JVM gives at most. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private byte[] bytes;
    private int length;
    private int taken;

    /** @param capacity in bytes, what to have room for at first */
    Utf8Text(int capacity) {
        bytes = new byte[capacity];
    }

    Utf8Text append(String text) {
        if (text.length() > SHORT || !isAppended(text)) {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            reserve(encoded.length);
            System.arraycopy(encoded, 0, bytes, length, encoded.length);
            length += encoded.length;
        }
        return this;
    }

    /** Appends a text of ASCII characters; appends nothing, and returns false, when there are others. */
    private boolean isAppended(String text) {
        int count = text.length();
        reserve(count);
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return false;
            }
            bytes[length + i] = (byte) c;
        }
        length += count;
        return true;
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            int needed = Math.addExact(length, count);
            long larger = (long) needed + Math.max(SPARE, length / 2);
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(larger, LARGEST)));
        }
    }

    /** What was appended since this was last asked for; it is not copied. */
    ByteBuffer take() {
        ByteBuffer since = ByteBuffer.wrap(bytes, taken, length - taken);
        taken = length;
        return since;
    }
}
