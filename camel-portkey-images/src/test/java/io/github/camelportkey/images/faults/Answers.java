// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.faults;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

import io.github.camelportkey.images.faults.Fault.Upstream;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer.Connection;
import io.github.camelportkey.images.kit.ScriptedServer.Request;

/** What servers answer, well or badly, once the request is there. */
final class Answers {

    /** The picture that an edit gives. */
    static final byte[] RESULT = Pictures.noise(100_000);
    /** An answer that holds it. */
    static final String JSON = Pictures.answer(RESULT);
    static final String BASE64 = JSON.replaceAll(".*\"b64_json\":\"([^\"]*)\".*", "$1");
    static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n";

    private Answers() {
    }

    static Upstream picture() {
        return ok(JSON);
    }

    static Upstream ok(String body) {
        return answer(200, "Content-Type: application/json\r\n", body);
    }

    /** Answers each request with the next of these bodies. */
    static Upstream answer(int status, String headers, String... bodies) {
        AtomicInteger next = new AtomicInteger();
        return (connection, stage) -> {
            while (connection.readRequest() != null) {
                String body = bodies[next.getAndIncrement() % bodies.length];
                connection.answer(status, headers, body.getBytes(StandardCharsets.UTF_8));
            }
        };
    }

    static Upstream encoded(int status, String encoding, byte[] body) {
        return (connection, stage) -> {
            while (connection.readRequest() != null) {
                connection.answer(status, "Content-Encoding: " + encoding + "\r\n", body);
            }
        };
    }

    /** Reads the request, writes this, and closes the connection. */
    static Upstream writes(String... texts) {
        return (connection, stage) -> {
            connection.readRequest();
            for (String text : texts) {
                connection.write(text);
            }
        };
    }

    /** Reads the request, writes this, and resets the connection. */
    static Upstream writesAndResets(String text) {
        return (connection, stage) -> {
            connection.readRequest();
            if (!text.isEmpty()) {
                connection.write(text);
            }
            connection.reset();
        };
    }

    /** Reads the request, writes this, and then keeps silent until the client is gone. */
    static Upstream writesAndWaits(String text) {
        return (connection, stage) -> {
            connection.readRequest();
            if (!text.isEmpty()) {
                connection.write(text);
            }
            connection.untilGone();
        };
    }

    /** Reads the request, writes a beginning, and then the same without end, at this pace, until the client is gone. */
    static Upstream endless(String begin, String again, int pauseMillis) {
        return (connection, stage) -> {
            connection.readRequest();
            connection.write(begin);
            byte[] bytes = again.getBytes(StandardCharsets.ISO_8859_1);
            while (!stage.isReleased(pauseMillis)) {
                connection.write(bytes);
            }
        };
    }

    /** A well-formed chunk. */
    static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(text.getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] first(byte[] bytes, int count) {
        return Arrays.copyOf(bytes, count);
    }

    /** How long a head says that its body is. */
    static int length(String head) {
        return Integer.parseInt(new Request(head, new byte[0]).header("Content-Length"));
    }

    /** Reads the head and so much of the body. */
    static boolean readSome(Connection connection, int bytes) throws IOException {
        return connection.readHead() != null && connection.readBody(bytes).length == bytes;
    }
}
