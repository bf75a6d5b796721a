// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The beginning of a file, read in small pieces. Its end is no exception, because files that are cut off are common: behind
 * it everything is 0. Numbers are big-endian. Not thread-safe.
 */
final class HeaderBytes {

    private static final int SIZE = 128;

    private final InputStream in;
    private final byte[] buffer = new byte[SIZE];
    private int position;
    private int limit;
    private boolean ended;

    HeaderBytes(InputStream in) {
        this.in = in;
    }

    /** The first bytes, or fewer when there are no more. To be called before all else, which begins at the first byte too. */
    byte[] first(int count) throws IOException {
        while (limit < count && fill()) {
            // and on
        }
        return Arrays.copyOf(buffer, Math.min(count, limit));
    }

    private boolean fill() throws IOException {
        int read = in.read(buffer, limit, SIZE - limit);
        limit += Math.max(0, read);
        return read > 0;
    }

    int u1() throws IOException {
        if (position == limit && !ended) {
            position = 0;
            limit = 0;
            ended = !fill();
        }
        if (ended) {
            return 0;
        }
        return buffer[position++] & 0xff;
    }

    int u2() throws IOException {
        return u1() << 8 | u1();
    }

    int u4() throws IOException {
        return u2() << 16 | u2();
    }

    void skip(long count) throws IOException {
        long left = count;
        while (left > 0 && !ended) {
            long skipped = Math.min(left, limit - position);
            position += (int) skipped;
            if (skipped == 0) {
                skipped = Math.max(0, in.skip(left));
            }
            if (skipped == 0) { // which is not always the end
                u1();
                skipped = 1;
            }
            left -= skipped;
        }
    }

    /** Whether more was asked for than there is. */
    boolean isAtEnd() {
        return ended;
    }
}
