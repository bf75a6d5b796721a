// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.client;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

import io.github.camelportkey.benchmark.work.Scenario;
import org.jspecify.annotations.Nullable;

/** Sends requests on one connection: small ones in one write, large files without passing through this process. */
final class LimitUpload {

    private static final String BOUNDARY = "benchmark-7d81b516112482";
    private static final int LARGE = 256 * 1024;

    private final LimitBuffers buffers;
    private String baseUrl = "";
    private byte[] before = new byte[0];
    private final byte[] after = Form.after(BOUNDARY).getBytes(StandardCharsets.US_ASCII);
    private final byte @Nullable [] memory;
    private final int imageLength;
    private @Nullable FileChannel file;
    private long position;

    LimitUpload(LimitBuffers buffers) throws IOException {
        this.buffers = buffers;
        imageLength = buffers.scenario.uploadBytes();
        memory = buffers.scenario.from() == Scenario.From.MEMORY ? Files.readAllBytes(buffers.upload) : null;
    }

    void begin(String url) {
        position = 0;
        if (url.equals(baseUrl)) {
            return;
        }
        URI uri = URI.create(url);
        String form = Form.before(BOUNDARY, buffers.upload);
        before = ("POST " + uri.getPath() + "/images/edits HTTP/1.1\r\nHost: " + uri.getAuthority()
                  + "\r\nx-portkey-api-key: " + EditClient.KEY + "\r\nContent-Type: multipart/form-data; boundary=" + BOUNDARY
                  + "\r\nContent-Length: " + (form.length() + imageLength + after.length) + "\r\n\r\n" + form)
                .getBytes(StandardCharsets.US_ASCII);
        baseUrl = url;
    }

    /** Returns true when all is sent, false when the socket takes no more now. */
    boolean write(SocketChannel channel) throws IOException {
        long imageEnd = before.length + (long) imageLength;
        long end = imageEnd + after.length;
        while (position < end) {
            if (memory == null && position > before.length && imageEnd - position >= LARGE) {
                long n = file().transferTo(position - before.length, imageEnd - position, channel);
                position += n;
                if (n == 0) {
                    return false;
                }
                continue;
            }
            ByteBuffer out = fill(imageEnd);
            position += channel.write(out);
            if (out.hasRemaining()) {
                return false;
            }
        }
        if (file != null) {
            file.close();
            file = null;
        }
        return true;
    }

    private ByteBuffer fill(long imageEnd) throws IOException {
        ByteBuffer out = buffers.out.clear();
        long at = position;
        if (at < before.length) {
            out.put(before, (int) at, before.length - (int) at);
            at = before.length;
        }
        if (at < imageEnd) {
            int n = (int) Math.min(imageEnd - at, out.remaining());
            if (memory == null) {
                out.limit(out.position() + n);
                file().read(out, at - before.length);
                out.limit(out.capacity());
            } else {
                out.put(memory, (int) (at - before.length), n);
            }
            at += n;
        }
        if (at >= imageEnd) {
            int from = (int) (at - imageEnd);
            out.put(after, from, Math.min(after.length - from, out.remaining()));
        }
        return out.flip();
    }

    private FileChannel file() throws IOException {
        if (file == null) {
            file = FileChannel.open(buffers.upload);
        }
        return file;
    }
}
