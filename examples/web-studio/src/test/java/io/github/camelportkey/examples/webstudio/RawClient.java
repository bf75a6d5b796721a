// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that sends whatever it is told to, over a socket of its own. */
final class RawClient implements AutoCloseable {

    private final Socket socket;
    private final int port;

    RawClient(int port) throws IOException {
        this(port, new Socket());
    }

    private RawClient(int port, Socket socket) throws IOException {
        this.port = port;
        this.socket = socket;
        socket.setSoTimeout(120_000);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** One whose system takes little that it has not asked for. */
    static RawClient reluctant(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        return new RawClient(port, socket);
    }

    RawClient get(String path) throws IOException {
        return send("GET /" + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n\r\n");
    }

    /** Sends the head of a form of so many bytes; {@code -1} for chunks. */
    RawClient head(long length) throws IOException {
        return head("", length);
    }

    /** @param more headers, each with its end of line */
    RawClient head(String more, long length) throws IOException {
        return send("POST /edits HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nContent-Type: multipart/form-data; boundary="
                + RawForm.BOUNDARY + "\r\n" + more
                + (length < 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + length) + "\r\n\r\n");
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawClient send(byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
        return this;
    }

    RawClient form(RawForm form) throws IOException {
        byte[] bytes = form.end();
        return head(bytes.length).send(bytes);
    }

    /** The status line and the headers, up to the empty line. */
    String head() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return head.toString(StandardCharsets.UTF_8);
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.UTF_8);
    }

    /** The status line, the headers, and the body by its length or its chunks, as they stand on the wire. */
    String answer() throws IOException {
        InputStream in = socket.getInputStream();
        String text = head();
        StringBuilder body = new StringBuilder();
        String length = text.toLowerCase(java.util.Locale.ROOT).replaceFirst("(?s).*content-length: (\\d+).*", "$1");
        if (length.matches("\\d+")) {
            body.append(new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8));
        } else {
            while (!body.toString().endsWith("0\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    break;
                }
                body.append((char) next);
            }
        }
        return text + body;
    }

    /** The next byte; negative when there is none, nor will be. */
    int readByte() throws IOException {
        try {
            return socket.getInputStream().read();
        } catch (java.net.SocketException broken) {
            return -1;
        }
    }

    /** How many bytes come before the end, or before the connection breaks. */
    long rest() throws IOException {
        byte[] block = new byte[65536];
        long bytes = 0;
        try {
            for (int read = socket.getInputStream().read(block); read >= 0; read = socket.getInputStream().read(block)) {
                bytes += read;
            }
        } catch (java.net.SocketException broken) {
            return bytes;
        }
        return bytes;
    }

    /** Whether the server has closed the connection; waits for it. */
    boolean isCutOff() throws IOException {
        try {
            while (socket.getInputStream().read() >= 0) {
                // what was still under way
            }
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
