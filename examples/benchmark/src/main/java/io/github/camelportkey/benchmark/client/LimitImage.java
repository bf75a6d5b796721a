// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import io.github.camelportkey.benchmark.work.Expected;
import io.github.camelportkey.benchmark.work.Scenario;
import org.jspecify.annotations.Nullable;

/** One image of an answer, or its url. Whole spans are decoded without looking for the quote at their end. */
final class LimitImage {

    private final LimitBuffers buffers;
    private final boolean base64;
    private final byte[] span;
    private final List<byte[]> segments = new ArrayList<>();
    private final @Nullable Path path;
    private final @Nullable FileChannel file;
    private int length;

    LimitImage(LimitBuffers buffers, boolean base64) throws IOException {
        this.buffers = buffers;
        this.base64 = base64;
        span = buffers.takeSpan();
        boolean toFile = base64 && buffers.scenario.to() == Scenario.To.FILE;
        path = toFile ? buffers.folder.resolve(UUID.randomUUID() + ".png") : null;
        file = path == null ? null : FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Returns what follows the closing quote when that was read, else null. */
    @Nullable ByteBuffer accept(ByteBuffer in) throws IOException {
        while (in.hasRemaining()) {
            int n = Math.min(in.remaining(), span.length - length);
            in.get(span, length, n);
            length += n;
            if (length == span.length && !decodeSpan()) {
                int quote = quote();
                ByteBuffer rest = ByteBuffer.wrap(Arrays.copyOfRange(span, quote + 1, length));
                finish(quote);
                return rest;
            }
        }
        return null;
    }

    /** After a read: writes what is decoded; at the end of the answer also what is left. */
    boolean flush(boolean last) throws IOException {
        if (last) {
            finish(quote());
            return true;
        }
        write();
        return false;
    }

    private boolean decodeSpan() throws IOException {
        byte[] to = file == null ? new byte[LimitBuffers.DECODED] : buffers.decoded;
        try {
            Base64.getDecoder().decode(span, to);
        } catch (IllegalArgumentException e) {
            return false;
        }
        keep(to);
        length = 0;
        return true;
    }

    private void keep(byte[] decoded) throws IOException {
        if (file == null) {
            segments.add(decoded);
            return;
        }
        if (buffers.toFile.remaining() < decoded.length) {
            write();
        }
        buffers.toFile.put(decoded);
    }

    private void write() throws IOException {
        if (file != null) {
            buffers.toFile.flip();
            while (buffers.toFile.hasRemaining()) {
                file.write(buffers.toFile);
            }
            buffers.toFile.clear();
        }
    }

    private int quote() {
        int at = 0;
        while (span[at] != '"') {
            at++;
        }
        return at;
    }

    private void finish(int end) throws IOException {
        byte[] rest = Arrays.copyOf(span, end);
        keep(base64 ? Base64.getDecoder().decode(rest) : rest);
        write();
        if (file != null) {
            file.close();
        }
        buffers.giveSpan(span);
    }

    void compare(Expected expected, int index) {
        if (path != null) {
            expected.file(index, path);
        } else if (base64) {
            expected.bytes(index, segments.toArray(byte[][]::new));
        } else {
            expected.url(index, new String(segments.get(0), StandardCharsets.US_ASCII));
        }
    }
}
