// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.kit.SelfSigned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Images far larger than the heap pass through it. */
class SmallHeapTest {

    private static final int MB = 1 << 20;
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @TempDir
    Path folder;

    @Test
    void aFileOf300MegabytesGoesOutAndAnImageOf100MegabytesComesBackThroughAHeapOf64() throws Exception {
        assertPasses(300, 100 * MB, 1);
    }

    /** Under TLS too, and with a certificate that the JVM trusts for this very host. */
    @Test
    void aFileOf200MegabytesGoesOutAndAnImageOf50MegabytesComesBackOverTls() throws Exception {
        Path store = folder.resolve("store.p12");
        SelfSigned.keyStore(store, "ip:127.0.0.1");
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);

        assertPasses(200, 50 * MB, 1, context.getServerSocketFactory().createServerSocket(0, 1, LOOPBACK), "https://127.0.0.1",
                "-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=changeit");
    }

    @Test
    void tenImagesOf4MegabytesComeBackThroughAHeapOf64() throws Exception {
        assertPasses(1, 4 * MB, 10);
    }

    private void assertPasses(int uploadMegabytes, int imageSize, int images) throws Exception {
        assertPasses(uploadMegabytes, imageSize, images, new ServerSocket(0, 1, LOOPBACK), "http://127.0.0.1");
    }

    private void assertPasses(int uploadMegabytes, int imageSize, int images, ServerSocket socket, String at,
            String... options) throws Exception {
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
        try (ScriptedServer server = ScriptedServer.on(socket, connection -> {
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
            List<String> printed = run(at + ":" + server.port() + "/v1", file, options);

            assertThat(received.get(1, TimeUnit.SECONDS)).isEqualTo(expected.digest());
            MessageDigest one = MessageDigest.getInstance("SHA-256");
            for (int from = 0; from < imageSize; from += image.length) {
                one.update(image, 0, Math.min(image.length, imageSize - from));
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

    private List<String> run(String baseUrl, Path file, String... options) throws Exception {
        Path output = folder.resolve("output.txt");
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m", "-XX:MaxDirectMemorySize=16m"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SmallHeapEdit.class.getName(), baseUrl,
                file.toString()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends in time").isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return Files.readAllLines(output);
    }
}
