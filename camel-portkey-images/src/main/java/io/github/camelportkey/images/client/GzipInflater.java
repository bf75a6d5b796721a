// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates a gzip body (RFC 1952) as it arrives. We ask for none, but some proxies compress all the same. Not
 * thread-safe.
 */
final class GzipInflater {

    /** Takes inflated bytes, which may be reused afterwards. */
    @FunctionalInterface
    interface Output {
        void accept(byte[] bytes, int from, int to) throws IOException;
    }

    private static final int FIXED_HEADER = 10;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int HEADER_CHECKSUM = 2;
    private static final int TRAILER = 8;
    private static final int CHECKSUM = 4;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] inflated = new byte[16 * 1024];
    private final Output output;
    private int headerBytes;
    private int flags;
    private int skip;
    private int extraBytes;
    private int trailer;
    private int members;
    private boolean ended;

    GzipInflater(Output output) {
        this.output = output;
    }

    void accept(byte[] bytes, int from, int to) throws IOException {
        int at = from;
        while (at < to && !ended) {
            if (trailer > 0) {
                trailer(bytes[at++] & 0xff);
            } else if (!headerDone()) {
                header(bytes[at++] & 0xff);
            } else {
                at = inflate(bytes, at, to);
            }
        }
    }

    /** Inflates one member; returns where it ended. */
    private int inflate(byte[] bytes, int from, int to) throws IOException {
        inflater.setInput(bytes, from, to - from);
        try {
            for (int n = inflater.inflate(inflated); n > 0; n = inflater.inflate(inflated)) {
                checksum.update(inflated, 0, n);
                output.accept(inflated, 0, n);
            }
        } catch (DataFormatException e) {
            throw new IOException("its gzip encoding is broken: " + e.getMessage(), e);
        }
        if (inflater.needsDictionary()) {
            throw new IOException("its gzip encoding is broken: it needs a dictionary");
        }
        if (!inflater.finished()) {
            return to;
        }
        int end = to - inflater.getRemaining();
        inflater.reset();
        headerBytes = 0;
        flags = 0;
        skip = 0;
        extraBytes = 0;
        trailer = TRAILER;
        members++;
        return end;
    }

    /** The checksum of what was inflated, the lowest byte first, and its length, which says no more. */
    private void trailer(int b) throws IOException {
        int index = TRAILER - trailer--;
        if (index < CHECKSUM && b != (int) (checksum.getValue() >>> 8 * index & 0xff)) {
            throw new IOException("its gzip encoding is broken: it has another checksum");
        }
        if (trailer == 0) {
            checksum.reset();
        }
    }

    private boolean headerDone() {
        return headerBytes >= FIXED_HEADER && (flags & (EXTRA | NAME | COMMENT | HEADER_CHECKSUM)) == 0;
    }

    private void header(int b) throws IOException {
        if (headerBytes < FIXED_HEADER) {
            if (headerBytes == 0 && members > 0 && b != 0x1f) {
                ended = true; // padding behind the last member
                return;
            }
            if (headerBytes == 0 && b != 0x1f || headerBytes == 1 && b != 0x8b || headerBytes == 2 && b != 8) {
                throw new IOException("its content encoding is gzip, but its bytes are not");
            }
            flags = headerBytes == 3 ? b : flags;
            headerBytes++;
        } else if ((flags & EXTRA) != 0) {
            extra(b);
        } else if ((flags & NAME) != 0) {
            flags = b == 0 ? flags & ~NAME : flags;
        } else if ((flags & COMMENT) != 0) {
            flags = b == 0 ? flags & ~COMMENT : flags;
        } else if (++skip == 2) {
            flags &= ~HEADER_CHECKSUM;
        }
    }

    private void extra(int b) {
        extraBytes++;
        if (extraBytes <= 2) {
            skip |= b << 8 * (extraBytes - 1);
        } else {
            skip--;
        }
        if (extraBytes >= 2 && skip == 0) {
            flags &= ~EXTRA;
        }
    }

    /** Whether the compressed data has come to its end: there may be several members, and the last one is whole. */
    boolean isFinished() {
        return members > 0 && headerBytes == 0;
    }

    void close() {
        inflater.end();
    }
}
