// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.client;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

import io.github.camelportkey.benchmark.work.Expected;
import org.jspecify.annotations.Nullable;

/** Reads the answers of one connection; knows how this upstream writes its JSON. */
final class LimitAnswer {

    private static final byte[] BASE64 = "\"b64_json\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] URL = "\"url\":\"".getBytes(StandardCharsets.US_ASCII);

    private final LimitBuffers buffers;
    private final StringBuilder head = new StringBuilder();
    private final byte[] marker;
    private @Nullable Expected expected;
    private @Nullable LimitImage image;
    private long left;
    private int matched;
    private int images;

    LimitAnswer(LimitBuffers buffers) {
        this.buffers = buffers;
        marker = buffers.scenario.answerBytes() == 0 ? URL : BASE64;
    }

    void begin(Expected answer) {
        expected = answer;
        head.setLength(0);
        left = -1;
        images = 0;
        matched = 0;
    }

    /** Takes in what has come; returns true when the answer is complete and was compared. */
    boolean read(SocketChannel channel) throws IOException {
        ByteBuffer in = buffers.in.clear();
        if (channel.read(in) < 0) {
            throw new EOFException("The upstream has closed the connection");
        }
        in.flip();
        if (left < 0 && !readHead(in)) {
            return false;
        }
        left -= in.remaining();
        consume(in);
        if (image != null && image.flush(left == 0)) {
            endImage();
        }
        if (left == 0) {
            expected.count(images);
        }
        return left == 0;
    }

    private void consume(ByteBuffer in) throws IOException {
        while (in.hasRemaining()) {
            if (image == null) {
                findImage(in);
                continue;
            }
            ByteBuffer rest = image.accept(in);
            if (rest != null) {
                endImage();
                consume(rest);
            }
        }
    }

    private void endImage() throws IOException {
        image.compare(expected, images++);
        image = null;
    }

    private boolean readHead(ByteBuffer in) throws IOException {
        while (in.hasRemaining()) {
            head.append((char) in.get());
            int n = head.length();
            if (n > 3 && head.charAt(n - 1) == '\n' && head.charAt(n - 3) == '\n') {
                if (head.indexOf("HTTP/1.1 200") != 0) {
                    throw new IOException(head.substring(0, head.indexOf("\r")));
                }
                int at = head.indexOf("Content-Length: ") + 16;
                left = Long.parseLong(head.substring(at, head.indexOf("\r", at)));
                return true;
            }
        }
        return false;
    }

    private void findImage(ByteBuffer in) throws IOException {
        while (in.hasRemaining()) {
            byte b = in.get();
            matched = b == marker[matched] ? matched + 1 : b == marker[0] ? 1 : 0;
            if (matched == marker.length) {
                matched = 0;
                image = new LimitImage(buffers, marker == BASE64);
                return;
            }
        }
    }
}
