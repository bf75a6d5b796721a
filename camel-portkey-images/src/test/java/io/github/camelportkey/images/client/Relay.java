// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Passes bytes on between clients and a server, in pieces of one size, as a network does that has no regard for records. */
final class Relay implements Closeable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    private final int target;
    private final int piece;
    private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();

    Relay(int target, int piece) throws IOException {
        this.target = target;
        this.piece = piece;
        begin(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** What the clients sent, one character for each byte. */
    String sent() {
        return sent.toString(StandardCharsets.ISO_8859_1);
    }

    /** Ends each connection after so many more bytes that come from the server. */
    void endAfter(long bytes) {
        left.set(bytes);
    }

    private static void begin(Runnable work) {
        Thread thread = new Thread(work, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket upstream = new Socket("127.0.0.1", target);
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                begin(() -> pass(client, upstream, new AtomicLong(Long.MAX_VALUE), sent));
                begin(() -> pass(upstream, client, left, new ByteArrayOutputStream()));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void pass(Socket from, Socket to, AtomicLong bytes, ByteArrayOutputStream seen) {
        byte[] buffer = new byte[piece];
        try (from; to) {
            InputStream in = from.getInputStream();
            int count = in.read(buffer);
            while (count > 0) {
                seen.write(buffer, 0, count);
                long rest = bytes.getAndAdd(-count);
                to.getOutputStream().write(buffer, 0, (int) Math.min(count, rest));
                count = rest <= count ? -1 : in.read(buffer);
            }
        } catch (IOException e) {
            // one of the two is gone
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
