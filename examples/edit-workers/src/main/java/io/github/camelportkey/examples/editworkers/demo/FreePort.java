// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a server that is started again on the same one. It lies below those that systems give to clients: a client
 * that tries to reconnect while nothing listens could be given the very port, and connect to itself.
 */
final class FreePort {

    private static final int FIRST = 10_000;
    private static final int LAST = 32_000;

    private FreePort() {
    }

    static int find() throws IOException {
        for (int attempt = 0; attempt < 100; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, LAST);
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return port;
            } catch (IOException taken) {
                continue;
            }
        }
        throw new IOException("no free port between " + FIRST + " and " + LAST);
    }
}
