package io.github.camelportkey.images.client;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Images far larger than the heap pass through it. */
class SmallHeapTest {

    private static final int MB = 1 << 20;

    @TempDir
    Path folder;

    @Test
    void aFileOf300MegabytesGoesOutAndAnImageOf100MegabytesComesBackThroughAHeapOf64() throws Exception {
        assertPasses(300, 100 * MB, 1);
    }

    @Test
    void tenImagesOf4MegabytesComeBackThroughAHeapOf64() throws Exception {
        assertPasses(1, 4 * MB, 10);
    }

    private void assertPasses(int uploadMegabytes, int imageSize, int images) throws Exception {
        Path file = folder.resolve("big.png");
        MessageDigest expected = MessageDigest.getInstance("SHA-256");
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] slice = Pictures.noise(MB);
            for (int i = 0; i < uploadMegabytes; i++) {
                slice[MB - 1] = (byte) i;
                expected.update(slice);
                out.write(slice);
            }
        }
        byte[] image = Pictures.noise(3 * MB);
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            String head = connection.readHead();
            long left = Long.parseLong(new ScriptedServer.Request(head, new byte[0]).header("Content-Length"));
            left -= readUpToPicture(connection);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < uploadMegabytes; i++) {
                digest.update(connection.readBody(MB));
                left -= MB;
            }
            received.complete(digest.digest());
            connection.readBody((int) left);
            answer(connection, image, imageSize, images);
        })) {
            List<String> printed = run(server.baseUrl(), file);

            assertThat(received.get(1, TimeUnit.SECONDS)).isEqualTo(expected.digest());
            MessageDigest one = MessageDigest.getInstance("SHA-256");
            for (int at = 0; at < imageSize; at += image.length) {
                one.update(image, 0, Math.min(image.length, imageSize - at));
            }
            String digest = HexFormat.of().formatHex(one.digest());
            assertThat(printed).hasSize(images).containsOnly(digest);
            assertThat(Files.size(folder.resolve("answer.json"))).isGreaterThan((long) imageSize * images / 3 * 4);
        }
    }

    private static int readUpToPicture(ScriptedServer.Connection connection) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf("image/png\r\n\r\n") < 0) {
            text.append(new String(connection.readBody(1), StandardCharsets.ISO_8859_1));
        }
        return text.length();
    }

    /** An answer with images that repeat the same bytes, made while it is sent. */
    private static void answer(ScriptedServer.Connection connection, byte[] image, int size, int images) throws IOException {
        OutputStream out = new BufferedOutputStream(connection.socket().getOutputStream(), MB);
        out.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"created\":1,\"data\":[".getBytes(StandardCharsets.US_ASCII));
        byte[] base64 = Base64.getEncoder().encode(image);
        for (int i = 0; i < images; i++) {
            out.write(((i == 0 ? "" : ",") + "{\"b64_json\":\"").getBytes(StandardCharsets.US_ASCII));
            int at = 0;
            for (; at + image.length <= size; at += image.length) {
                out.write(base64);
            }
            out.write(Base64.getEncoder().encode(Arrays.copyOf(image, size - at)));
            out.write("\"}".getBytes(StandardCharsets.US_ASCII));
        }
        out.write("]}".getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    private List<String> run(String baseUrl, Path file) throws Exception {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:MaxDirectMemorySize=16m", "-cp", System.getProperty("java.class.path"), SmallHeapEdit.class.getName(),
                baseUrl, file.toString()).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends in time").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readAllLines(output);
    }
}
