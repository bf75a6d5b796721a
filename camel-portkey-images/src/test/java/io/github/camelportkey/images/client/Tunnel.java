// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelportkey.images.kit.ScriptedServer;

/** A proxy that makes the tunnels it is asked for. */
final class Tunnel implements AutoCloseable {

    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final ScriptedServer server;

    /** @param behindTheAnswer what it says before the server does */
    Tunnel(String behindTheAnswer) throws IOException {
        server = ScriptedServer.running(connection -> {
            ScriptedServer.Request connect = connection.readRequest();
            if (connect == null) {
                return;
            }
            String line = connect.line();
            try (Socket upstream = new Socket("127.0.0.1", Integer.parseInt(line.replaceAll(".*:(\\d+) .*", "$1")))) {
                clients.add(connection.socket());
                connection.write("HTTP/1.1 200 X\r\n\r\n" + behindTheAnswer);
                Thread back = new Thread(() -> pass(upstream, connection.socket()));
                back.setDaemon(true);
                back.start();
                pass(connection.socket(), upstream);
            }
        });
    }

    private static void pass(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.close();
        } catch (IOException e) {
            // one of the two is gone
        }
    }

    /** Says to all clients that nothing more will come, as a proxy does that drops idle connections. */
    void endAll() throws IOException {
        for (Socket client : clients) {
            client.shutdownOutput();
        }
    }

    /** How many clients it has. */
    int connections() {
        return server.connections();
    }

    List<ScriptedServer.Request> requests() {
        return server.requests();
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
