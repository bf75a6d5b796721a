// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/** Reads segments one after the other. */
final class SegmentsInputStream extends InputStream {

    private final Iterator<ByteBuffer> rest;
    private ByteBuffer current = ByteBuffer.allocate(0);

    SegmentsInputStream(List<ByteBuffer> segments) {
        rest = segments.iterator();
    }

    @Override
    public int read() {
        return advance() ? current.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        if (!advance()) {
            return -1;
        }
        int count = Math.min(length, current.remaining());
        current.get(bytes, offset, count);
        return count;
    }

    @Override
    public long skip(long count) {
        long left = count;
        while (left > 0 && advance()) {
            int step = (int) Math.min(left, current.remaining());
            current.position(current.position() + step);
            left -= step;
        }
        return Math.max(0, count - Math.max(0, left));
    }

    @Override
    public int available() {
        return advance() ? current.remaining() : 0;
    }

    private boolean advance() {
        while (!current.hasRemaining() && rest.hasNext()) {
            current = rest.next().duplicate();
        }
        return current.hasRemaining();
    }
}
