// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.kit;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/** A server on a real socket that does to each connection what a test tells it to, and keeps the bytes that came. */
public final class ScriptedServer implements Closeable {

    /** What to do with one connection. Returning closes it. */
    @FunctionalInterface
    public interface Script {
        void run(Connection connection) throws Exception;
    }

    /** A request as it stood on the wire: ISO-8859-1 text of its head, and the bytes of its body. */
    public record Request(String head, byte[] body) {

        /** The first line. */
        public String line() {
            return head.substring(0, head.indexOf("\r\n"));
        }

        /** The value of a header, without regard to case; or null. */
        public @Nullable String header(String name) {
            for (String line : head.split("\r\n")) {
                if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                    return line.substring(name.length() + 1).trim();
                }
            }
            return null;
        }

        /** The body, one character for each byte. */
        public String text() {
            return new String(body, StandardCharsets.ISO_8859_1);
        }
    }

    private final ServerSocket server;
    private final Script script;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Request> begun = new CopyOnWriteArrayList<>();
    private final AtomicInteger paid = new AtomicInteger();
    private final Set<Connection> open = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Throwable> mistake = new AtomicReference<>();

    private ScriptedServer(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
        Thread thread = new Thread(this::accept, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    public static ScriptedServer running(Script script) throws IOException {
        return on(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), script);
    }

    /** Serves on a socket that a test made, such as one with TLS. */
    public static ScriptedServer on(ServerSocket server, Script script) {
        return new ScriptedServer(server, script);
    }

    /** Answers every request with the same status and body. */
    public static ScriptedServer answering(int status, String headers, String body) throws IOException {
        return running(connection -> {
            while (connection.readRequest() != null) {
                connection.answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    public int port() {
        return server.getLocalPort();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + port() + "/v1";
    }

    /** All requests that were read whole, oldest first. */
    public List<Request> requests() {
        return requests;
    }

    /** All requests whose head was read, oldest first; without their bodies. */
    public List<Request> begun() {
        return begun;
    }

    /** How many POSTs a success was begun for. An edit is paid from then on. */
    public int paid() {
        return paid.get();
    }

    /** How many connections are open and not between two requests. */
    public int busy() {
        return (int) open.stream().filter(connection -> !connection.idle).count();
    }

    /** How many connections are open. */
    public int connections() {
        return open.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Connection connection = new Connection(socket);
                open.add(connection);
                Thread thread = new Thread(() -> serve(connection), "scripted-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Connection connection) {
        try (Socket socket = connection.socket) {
            script.run(connection);
        } catch (IOException e) {
            // the other side went away, which some tests want
        } catch (Throwable e) {
            mistake.compareAndSet(null, e);
        } finally {
            open.remove(connection);
        }
    }

    /** @throws AssertionError when a script failed otherwise than by the other side's going away */
    @Override
    public void close() throws IOException {
        server.close();
        for (Connection connection : open) {
            connection.socket.close();
        }
        if (mistake.get() != null) {
            throw new AssertionError("The script of a server failed", mistake.get());
        }
    }

    /** One connection. */
    public final class Connection {

        private final Socket socket;
        private final InputStream in;
        private final OutputStream out;
        private volatile boolean idle;
        private boolean edits;

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
        }

        public Socket socket() {
            return socket;
        }

        /** Reads up to the empty line; null when the connection ends before. */
        public @Nullable String readHead() throws IOException {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int b = in.read();
                if (b < 0) {
                    return null;
                }
                head.write(b);
            }
            idle = false;
            edits = head.toString(StandardCharsets.ISO_8859_1).startsWith("POST ");
            begun.add(new Request(head.toString(StandardCharsets.ISO_8859_1), new byte[0]));
            return head.toString(StandardCharsets.ISO_8859_1);
        }

        /** Reads some bytes of the body. */
        public byte[] readBody(int count) throws IOException {
            return in.readNBytes(count);
        }

        /** Reads a request whole, and keeps it; null when the connection ends before. */
        public @Nullable Request readRequest() throws IOException {
            String head = readHead();
            if (head == null) {
                return null;
            }
            String length = new Request(head, new byte[0]).header("Content-Length");
            Request request = new Request(head, in.readNBytes(length == null ? 0 : Integer.parseInt(length)));
            requests.add(request);
            return request;
        }

        public void write(String text) throws IOException {
            write(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void write(byte[] bytes) throws IOException {
            if (edits && new String(bytes, 0, Math.min(10, bytes.length), StandardCharsets.ISO_8859_1).matches("HTTP/1.[01] 2")) {
                paid.incrementAndGet();
            }
            out.write(bytes);
            out.flush();
        }

        /** Reads, and forgets, until the client is gone. */
        public void untilGone() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }

        /** Writes a whole answer with a Content-Length. Further headers end with CR LF each. */
        public void answer(int status, String headers, byte[] body) throws IOException {
            write("HTTP/1.1 " + status + " X\r\nContent-Length: " + body.length + "\r\n" + headers + "\r\n");
            idle = true; // before its last byte: the client may be done with it at once
            write(body);
        }

        /** Ends the connection with a reset. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }
}
