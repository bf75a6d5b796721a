package io.github.camelportkey.images.client;

import java.io.IOException;
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

    private final Inflater inflater = new Inflater(true);
    private final byte[] inflated = new byte[16 * 1024];
    private final Output output;
    private int headerBytes;
    private int flags;
    private int skip;
    private int extraBytes;

    GzipInflater(Output output) {
        this.output = output;
    }

    void accept(byte[] bytes, int from, int to) throws IOException {
        int at = from;
        while (at < to && !headerDone()) {
            header(bytes[at++] & 0xff);
        }
        if (at == to || inflater.finished()) {
            return;
        }
        inflater.setInput(bytes, at, to - at);
        try {
            for (int n = inflater.inflate(inflated); n > 0; n = inflater.inflate(inflated)) {
                output.accept(inflated, 0, n);
            }
        } catch (DataFormatException e) {
            throw new IOException("its gzip encoding is broken: " + e.getMessage(), e);
        }
        if (inflater.needsDictionary()) {
            throw new IOException("its gzip encoding is broken: it needs a dictionary");
        }
    }

    private boolean headerDone() {
        return headerBytes >= FIXED_HEADER && (flags & (EXTRA | NAME | COMMENT | HEADER_CHECKSUM)) == 0;
    }

    private void header(int b) throws IOException {
        if (headerBytes < FIXED_HEADER) {
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

    /** Whether the compressed data has come to its end. */
    boolean isFinished() {
        return inflater.finished();
    }

    void close() {
        inflater.end();
    }
}
