// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.kit.ScriptedServer.Request;
import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImagesResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is sent and received over TLS is the same byte for byte, whatever the network makes of it. */
class TlsRecordsTest {

    private static final int MB = 1 << 20;
    private static final byte[] ANSWER = Reading.bytes(Pictures.answer(Pictures.png(2)));

    @TempDir
    static Path folder;
    private static SSLContext keys;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = TlsServer.keys(folder, "ip:127.0.0.1");
    }

    private static ImagesClient client() {
        return ImagesClient.builder().settings(EditSettings.defaults(Edits.SPOOL)).sslContext(keys).build();
    }

    private static ScriptedServer answering(byte[] answer, String... versions) throws Exception {
        return ScriptedServer.on(new TlsServer(keys, 0, versions), connection -> {
            while (connection.readRequest() != null) {
                connection.answer(200, "", answer);
            }
        });
    }

    private static void assertSent(ScriptedServer server, byte[] picture) {
        assertPicture(server.requests().get(server.requests().size() - 1).body(), picture);
    }

    private static void assertPicture(byte[] body, byte[] picture) {
        int at = new String(body, StandardCharsets.ISO_8859_1).indexOf("image/png\r\n\r\n") + 13;
        assertThat(Arrays.equals(body, at, at + picture.length, picture, 0, picture.length)).isTrue();
    }

    private static void assertReceived(ImagesResponse response, byte[] picture) throws Exception {
        ByteArrayOutputStream received = new ByteArrayOutputStream(picture.length);
        response.data().get(0).openStream().transferTo(received);
        assertThat(Arrays.equals(received.toByteArray(), picture)).isTrue();
        response.release();
    }

    /** Cut into bytes, and into pieces that end within the heads of records or hold several of them. */
    @ParameterizedTest
    @CsvSource({"TLSv1.2,1", "TLSv1.3,1", "TLSv1.2,7", "TLSv1.3,7", "TLSv1.2,4099", "TLSv1.3,4099", "TLSv1.2,65537",
            "TLSv1.3,65537"})
    void recordsMayComeInPiecesOfAnySize(String version, int piece) throws Exception {
        byte[] sent = Pictures.noise(piece < 10 ? 20_000 : 2 * MB);
        byte[] received = Pictures.noise(piece < 10 ? 30_000 : 3 * MB);
        try (ScriptedServer server = answering(Reading.bytes(Pictures.answer(received)), version);
             Relay relay = new Relay(server.port(), piece); ImagesClient client = client()) {
            for (int i = 0; i < 2; i++) {
                assertReceived(Edits.result(client.edit(Edits.draft(ImageContent.of(sent, null)).build(),
                        TlsServer.route(relay.port()))), received);
                assertSent(server, sent);
            }
            assertThat(server.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void twentyMegabytesOfEachKindOfContentArriveWhole(String version) throws Exception {
        byte[] picture = Pictures.noise(20 * MB);
        Path file = Files.write(folder.resolve(version + ".png"), picture);
        try (ScriptedServer server = answering(ANSWER, version); ImagesClient client = client()) {
            for (ImageContent content : List.of(ImageContent.of(picture, null), ImageContent.of(file, null),
                    ImageContent.of(() -> new ByteArrayInputStream(picture), picture.length, null))) {
                assertThat(Edits.result(client.edit(Edits.draft(content).build(), TlsServer.route(server))).data()).hasSize(1);
                assertSent(server, picture);
            }
            assertThat(server.requests()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void anAnswerOfTwentyMegabytesArrivesWhole(String version) throws Exception {
        byte[] picture = Pictures.noise(20 * MB);
        try (ScriptedServer server = answering(Reading.bytes(Pictures.answer(picture)), version); ImagesClient client = client()) {
            for (int i = 0; i < 2; i++) {
                assertReceived(Edits.result(client.edit(Edits.small(), TlsServer.route(server))), picture);
            }
        }
    }

    /** Neither of a file that the system could send by itself, nor of a head that waits for its body. */
    @Test
    void nothingLeavesThatIsNotEncrypted() throws Exception {
        byte[] picture = Pictures.noise(4 * MB);
        Path file = Files.write(folder.resolve("secret.png"), picture);
        try (ScriptedServer server = answering(ANSWER); Relay relay = new Relay(server.port(), 65_536);
             ImagesClient client = client()) {
            for (ImageContent content : List.of(ImageContent.of(file, null), ImageContent.of(picture, null),
                    ImageContent.of(Pictures.png(2), null))) {
                assertThat(Edits.result(client.edit(Edits.draft(content).build(), TlsServer.route(relay.port()))).data())
                        .hasSize(1);
            }
            assertThat(server.requests()).extracting(Request::head)
                    .allSatisfy(head -> assertThat(head).contains("POST /v1/images/edits"));
            assertThat(server.requests().get(0).text()).contains(text(picture, MB), text(picture, 4 * MB - 40));
            assertThat(relay.sent()).hasSizeGreaterThan(8 * MB);
            assertThat(relay.sent().contains("POST /v1") || relay.sent().contains("a hat")).isFalse();
            for (int at = 0; at < picture.length; at += 100_000) {
                assertThat(relay.sent().contains(text(picture, at))).isFalse();
            }
        }
    }

    private static String text(byte[] picture, int from) {
        return new String(picture, from, 40, StandardCharsets.ISO_8859_1);
    }

    /** The socket takes little each time, so that encrypted bytes are owed again and again. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aServerThatTakesLittleAtATimeGetsEveryByteOnce(String version) throws Exception {
        byte[] picture = Pictures.noise(3 * MB);
        try (ScriptedServer server = ScriptedServer.on(new TlsServer(keys, 2_048, version), connection -> {
            while (connection.readRequest() != null) {
                connection.answer(200, "", ANSWER);
            }
        }); Relay relay = new Relay(server.port(), 999); ImagesClient client = client()) {
            for (GatewayRoute route : List.of(TlsServer.route(server), TlsServer.route(relay.port()))) {
                assertThat(Edits.result(client.edit(Edits.draft(ImageContent.of(picture, null)).build(), route)).data())
                        .hasSize(1);
                assertSent(server, picture);
            }
            assertThat(server.requests()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theSecondConnectionResumesTheSessionOfTheFirst(String version) throws Exception {
        List<SSLSession> sessions = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = ScriptedServer.on(new TlsServer(keys, 0, version), connection -> {
            connection.readRequest();
            sessions.add(((SSLSocket) connection.socket()).getSession());
            connection.answer(200, "Connection: close\r\n", ANSWER);
        }); ImagesClient client = client()) {
            for (int i = 0; i < 2; i++) {
                assertThat(Edits.result(client.edit(Edits.small(), TlsServer.route(server))).data()).hasSize(1);
                await().until(() -> System.currentTimeMillis() > sessions.get(0).getCreationTime() + 10);
            }
        }
        assertThat(sessions).hasSize(2).extracting(SSLSession::getProtocol).containsOnly(version);
        assertThat(sessions.get(1).getCreationTime()).isEqualTo(sessions.get(0).getCreationTime());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aCertificateIsShownToAServerThatDemandsOne(String version) throws Exception {
        List<Object> shown = new CopyOnWriteArrayList<>();
        SSLContext nameless = TlsServer.keys(folder.resolve("ip-127-0-0-1.p12"), false);
        try (ScriptedServer server = ScriptedServer.on(new TlsServer(keys, 0, version).demandingACertificate(), connection -> {
            while (connection.readRequest() != null) {
                shown.add(((SSLSocket) connection.socket()).getSession().getPeerPrincipal());
                connection.answer(200, "", ANSWER);
            }
        }); ImagesClient client = client(); ImagesClient without = ImagesClient.builder().sslContext(nameless).build()) {
            assertThat(Edits.result(client.edit(Edits.small(), TlsServer.route(server))).data()).hasSize(1);
            assertThat(shown).hasToString("[CN=test]");

            Throwable failure = Edits.failure(without.edit(Edits.small(), TlsServer.route(server)));
            assertThat(failure).isInstanceOf(GatewayUnreachableException.class);
            assertThat(server.requests()).hasSize(1);
        }
    }

    /** By a KeyUpdate in TLS 1.3, which the client has to answer with one; by a whole handshake in TLS 1.2. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aServerMayChangeTheKeysWithinARequestAndWithinAnAnswer(String version) throws Exception {
        byte[] sent = Pictures.noise(20 * MB);
        byte[] received = Pictures.noise(2 * MB);
        byte[] answer = Reading.bytes(Pictures.answer(received));
        List<byte[]> bodies = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = ScriptedServer.on(new TlsServer(keys, 0, version), connection -> {
            SSLSocket socket = (SSLSocket) connection.socket();
            for (String head = connection.readHead(); head != null; head = connection.readHead()) {
                ByteArrayOutputStream body = new ByteArrayOutputStream();
                int left = Integer.parseInt(new Request(head, new byte[0]).header("Content-Length"));
                for (int i = 0; i < 200 && version.equals("TLSv1.3"); i++) {
                    socket.startHandshake(); // soon the client owes what it sends, and its answers to these too
                }
                for (; left > 0; left -= MB) {
                    if (version.equals("TLSv1.3") || left <= MB) {
                        socket.startHandshake();
                    }
                    body.write(connection.readBody(Math.min(left, MB)));
                }
                bodies.add(body.toByteArray());
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + answer.length + "\r\n\r\n");
                for (int from = 0; from < answer.length; from += MB) {
                    socket.startHandshake();
                    connection.write(Arrays.copyOfRange(answer, from, Math.min(from + MB, answer.length)));
                }
            }
        }); ImagesClient client = client()) {
            for (int i = 0; i < 2; i++) {
                assertReceived(Edits.result(client.edit(Edits.draft(ImageContent.of(sent, null)).build(),
                        TlsServer.route(server))), received);
            }
        }
        assertThat(bodies).hasSize(2).allSatisfy(body -> assertPicture(body, sent));
    }

    /** The JDK keeps a direct copy of what a thread writes from the heap, as large as the largest, for as long as it lives. */
    @Test
    void aThreadThatSentKeepsNoBufferForIt() throws Exception {
        ExecutorService first = Executors.newSingleThreadExecutor(); // one that has no buffers of its own
        ExecutorService others = Executors.newFixedThreadPool(8);
        byte[] picture = Pictures.noise(100_000);
        try (ScriptedServer server = answering(ANSWER); ImagesClient client = ImagesClient.builder()
                .settings(EditSettings.defaults(Edits.SPOOL)).sslContext(keys).maxConnections(1).build()) {
            Callable<Integer> edit = () -> {
                await().until(() -> client.pool().leased() == 0); // so that this thread sends it
                return Edits.result(client.edit(Edits.draft(ImageContent.of(picture, null)).build(), TlsServer.route(server)))
                        .data().size();
            };
            for (int i = 0; i < 20; i++) { // until the buffers that are lent are all made
                assertThat(first.submit(edit).get()).isEqualTo(1);
            }
            long before = directBytes();
            for (int i = 0; i < 8; i++) {
                assertThat(others.submit(edit).get()).isEqualTo(1);
            }
            assertThat(directBytes()).isLessThan(before + picture.length);
            assertThat(server.requests()).hasSize(28);
        } finally {
            first.shutdown();
            others.shutdown();
        }
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct")).mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
    }

    /** All share the buffers of a few threads. */
    @Test
    void manyEditsAtOnceKeepTheirBytesApart() throws Exception {
        byte[] picture = Pictures.noise(300_000);
        try (ScriptedServer server = ScriptedServer.on(new TlsServer(keys, 0), connection -> {
            for (Request request = connection.readRequest(); request != null; request = connection.readRequest()) {
                int size = request.body().length;
                connection.answer(200, "", Reading.bytes(Pictures.answer(Pictures.noise(size))));
            }
        }); ImagesClient client = client()) {
            List<ImageEdit> edits = new CopyOnWriteArrayList<>();
            for (int i = 0; i < 60; i++) {
                edits.add(client.edit(Edits.draft(ImageContent.of(Arrays.copyOf(picture, picture.length - i * 4_000), null))
                        .build(), TlsServer.route(server)));
            }
            for (int i = 0; i < 60; i++) {
                int length = Edits.result(edits.get(i)).data().get(0).openStream().readAllBytes().length;
                assertThat(length).isBetween(picture.length - i * 4_000, picture.length - i * 4_000 + 2_000);
            }
            assertThat(server.requests()).hasSize(60);
        }
    }
}
