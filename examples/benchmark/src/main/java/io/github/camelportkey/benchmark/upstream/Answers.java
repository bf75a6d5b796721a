// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.upstream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

import io.github.camelportkey.benchmark.work.Expected;
import io.github.camelportkey.benchmark.work.Pictures;
import org.jspecify.annotations.Nullable;

/** What each path asks for, made once. Thread-safe. */
final class Answers {

    /** Waits until released. */
    static final int HOLD = -1;

    /**
     * @param uploadBytes size of the image that has to come
     * @param uploadSum its checksum
     * @param waitMillis how long to wait; or {@link #HOLD}
     * @param whole head and body, in the heap
     * @param direct the same outside of it
     * @param closes whether the connection ends with it
     */
    record Answer(int uploadBytes, long uploadSum, int waitMillis, byte[] whole, ByteBuffer direct, boolean closes) {
    }

    private static final Pattern PATH = Pattern.compile("/u(\\d+)/n(\\d+)/b(\\d+)/w(\\d+|hold)(?:/x(\\w+))?/v1/images/edits");

    private final Pictures pictures;
    private final Map<String, Answer> made = new ConcurrentHashMap<>();
    private final Map<Integer, Long> imageSums = new ConcurrentHashMap<>();

    Answers(Pictures pictures) {
        this.pictures = pictures;
    }

    Answer to(String path) {
        return made.computeIfAbsent(path, this::make);
    }

    /** Checksum of the first image in an answer of images of this size. */
    long imageSum(int bytes) {
        return imageSums.computeIfAbsent(bytes, size -> {
            try {
                return sum(pictures.answer(size, 0));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static long sum(Path file) throws IOException {
        CRC32C sum = new CRC32C();
        sum.update(Files.readAllBytes(file));
        return sum.getValue();
    }

    private Answer make(String path) {
        Matcher asked = PATH.matcher(path);
        if (!asked.matches()) {
            throw new IllegalArgumentException("No such path: " + path);
        }
        int uploadBytes = Integer.parseInt(asked.group(1));
        try {
            long sum = sum(pictures.upload(uploadBytes));
            byte[] whole = whole(asked.group(5), body(Integer.parseInt(asked.group(2)), Integer.parseInt(asked.group(3))));
            ByteBuffer direct = ByteBuffer.allocateDirect(whole.length).put(whole).flip();
            int wait = asked.group(4).equals("hold") ? HOLD : Integer.parseInt(asked.group(4));
            return new Answer(uploadBytes, sum, wait, whole, direct, "cut".equals(asked.group(5)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] whole(@Nullable String fault, byte[] body) {
        return switch (fault == null ? "" : fault) {
            case "error" -> with("500 Internal Server Error", Held.error("staged"));
            case "garbage" -> ok(ascii("<html>no JSON</html>"));
            case "cut" -> Arrays.copyOf(ok(body), ok(body).length - body.length / 2);
            default -> ok(body);
        };
    }

    private byte[] body(int images, int bytes) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(ascii("{\"created\":1795305600,\"data\":["));
        for (int i = 0; i < images; i++) {
            body.writeBytes(ascii(i == 0 ? "{\"" : ",{\""));
            if (bytes == 0) {
                body.writeBytes(ascii("url\":\"" + Expected.url(i)));
            } else {
                body.writeBytes(ascii("b64_json\":\""));
                body.writeBytes(Base64.getEncoder().encode(Files.readAllBytes(pictures.answer(bytes, i))));
            }
            body.writeBytes(ascii("\"}"));
        }
        body.writeBytes(ascii("],\"usage\":{\"input_tokens\":50,\"output_tokens\":100,\"total_tokens\":150}}"));
        return body.toByteArray();
    }

    static byte[] ok(byte[] body) {
        return with("200 OK", body);
    }

    static byte[] with(String status, byte[] body) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream(body.length + 200);
        answer.writeBytes(ascii("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nx-request-id: req-1\r\n"
                                + "Content-Length: " + body.length + "\r\n\r\n"));
        answer.writeBytes(body);
        return answer.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
