// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.kit.ScriptedServer.Connection;
import io.github.camelportkey.images.model.GatewayRoute;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Connections with TLS that end, well or not, and what that says of the edit. */
class TlsEndTest {

    private static final byte[] ANSWER = Reading.bytes(Pictures.answer(Pictures.noise(40_000)));
    private static final String HEAD = "HTTP/1.1 200 OK\r\nx-request-id: req_7\r\n";

    @TempDir
    static Path folder;
    private static SSLContext keys;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = TlsServer.keys(folder, "ip:127.0.0.1");
    }

    /** With one connection, so that one that is not given back is missed at once. */
    private static ImagesClient client(int connectTimeout, long editTimeout) {
        return ImagesClient.builder().settings(Edits.timeouts(20_000, 15_000, editTimeout)).sslContext(keys)
                .connectTimeoutMillis(connectTimeout).maxConnections(1).build();
    }

    private static ImagesClient client() {
        return client(10_000, 60_000);
    }

    private static GatewayUnreachableException unreachable(ImageEdit edit, boolean billed) throws Exception {
        Throwable failure = Edits.failure(edit);
        assertThat(failure).isInstanceOf(GatewayUnreachableException.class);
        assertThat(((GatewayUnreachableException) failure).mayHaveBeenBilled()).isEqualTo(billed);
        assertThat(((GatewayUnreachableException) failure).isRetryable()).isTrue();
        return (GatewayUnreachableException) failure;
    }

    private static void assertDelivered(ImagesClient client, GatewayRoute route) throws Exception {
        assertThat(Edits.result(client.edit(Edits.small(), route)).isUsable()).isTrue();
    }

    /** The end comes as a record of its own, with the answer or some time later. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void afterAServerClosesTheNextEditTakesANewConnection(String version) throws Exception {
        try (ScriptedServer server = ScriptedServer.on(new TlsServer(keys, 0, version), connection -> {
            connection.readRequest();
            connection.answer(200, "", ANSWER);
        }); ImagesClient client = client()) {
            for (int i = 0; i < 5; i++) {
                assertDelivered(client, TlsServer.route(server));
                await().until(() -> server.connections() == 0);
                await().until(() -> client.pool().leased() == 0);
            }
            assertThat(server.requests()).hasSize(5);
        }
    }

    /** The server says that it ends, and keeps the connection below open: the client must not wait for more. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void anAnswerThatEndsWithTheConnectionIsWholeWhenTheServerSaysSo(String version) throws Exception {
        TlsServer socket = new TlsServer(keys, 0, version).leavingConnectionsOpen();
        try (ScriptedServer server = ScriptedServer.on(socket, connection -> {
            connection.readRequest();
            connection.write(HEAD + "Connection: close\r\n\r\n");
            connection.write(ANSWER);
        }); ImagesClient client = client()) {
            assertDelivered(client, TlsServer.route(server));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theServerIsToldThatTheConnectionEnds(String version) throws Exception {
        try (ScriptedServer server = ScriptedServer.on(new TlsServer(keys, 0, version), connection -> {
            connection.readRequest();
            connection.answer(200, "Connection: close\r\n", ANSWER);
            connection.untilGone();
        }); Relay relay = new Relay(server.port(), 4_096); ImagesClient client = client()) {
            assertDelivered(client, TlsServer.route(relay.port()));
            // the last record: an alert of two bytes, in TLS 1.3 in the guise of data, and padded
            String alert = version.equals("TLSv1.2") ? "\u0015\u0003\u0003\u0000\u001a" : "\u0017\u0003\u0003\u0000#";
            int length = version.equals("TLSv1.2") ? 31 : 40;
            await().untilAsserted(() -> assertThat(relay.sent().substring(relay.sent().length() - length)).startsWith(alert));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aTrustedCertificateOfAnotherHostIsRefused(String version) throws Exception {
        SSLContext other = TlsServer.keys(folder, "dns:other.example.com");
        try (ScriptedServer server = ScriptedServer.on(new TlsServer(other, 0, version), connection -> {
            connection.readRequest();
            connection.answer(200, "", ANSWER);
        }); ImagesClient client = ImagesClient.builder().sslContext(other).build()) {
            unreachable(client.edit(Edits.small(), TlsServer.route(server)), false);
            assertThat(server.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void anAnswerThatIsCutByTheNetworkIsNotTakenForAWholeOne(String version) throws Exception {
        try (TlsServer socket = new TlsServer(keys, 0, version);
             ScriptedServer server = ScriptedServer.on(socket, connection -> {
                 connection.readRequest();
                 connection.write(HEAD + "Connection: close\r\n\r\n");
                 connection.write(new String(ANSWER, 0, ANSWER.length / 2, StandardCharsets.ISO_8859_1));
                 socket.below(connection).close();
             }); ImagesClient client = client()) {
            assertThat(unreachable(client.edit(Edits.small(), TlsServer.route(server)), true).getRequestId()).isEqualTo("req_7");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aPaidResultThatIsWholeIsKeptThoughTheConnectionIsCutBehindIt(String version) throws Exception {
        try (TlsServer socket = new TlsServer(keys, 0, version);
             ScriptedServer server = ScriptedServer.on(socket, connection -> {
                 connection.readRequest();
                 connection.write(HEAD + "Connection: close\r\n\r\n");
                 connection.write(ANSWER);
                 socket.below(connection).close();
             }); ImagesClient client = client()) {
            assertDelivered(client, TlsServer.route(server));
        }
    }

    /** The cut is within a record, of which nothing may be delivered. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 53000\r\n", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n"})
    void anAnswerThatIsCutWithinARecordMayHaveBeenBilled(String framing) throws Exception {
        Relay[] cutting = new Relay[1];
        try (ScriptedServer server = ScriptedServer.on(new TlsServer(keys, 0), connection -> {
            connection.readRequest();
            connection.write(HEAD + framing + "\r\n");
            if (framing.startsWith("T")) {
                connection.write(Integer.toHexString(ANSWER.length) + "\r\n");
            }
            cutting[0].endAfter(9_000);
            connection.write(ANSWER);
            connection.untilGone();
        }); Relay relay = new Relay(server.port(), 4_096); ImagesClient client = client()) {
            cutting[0] = relay;
            unreachable(client.edit(Edits.small(), TlsServer.route(relay.port())), true);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bytesThatAreNotEncryptedEndTheEditAndArriveNowhere(String version) throws Exception {
        try (TlsServer socket = new TlsServer(keys, 0, version);
             ScriptedServer server = ScriptedServer.on(socket, connection -> {
                 connection.readRequest();
                 Socket below = socket.below(connection);
                 below.getOutputStream().write((HEAD + "Content-Length: " + ANSWER.length + "\r\n\r\n")
                         .getBytes(StandardCharsets.ISO_8859_1));
                 below.getOutputStream().write(ANSWER);
                 connection.untilGone();
             }); ImagesClient client = client()) {
            assertThat(unreachable(client.edit(Edits.small(), TlsServer.route(server)), true).getRequestId()).isNull();
        }
    }

    /** A server that refuses a large upload says so at once, and ends when it likes. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aRefusalWithinTheUploadIsHeard(String version) throws Exception {
        try (ScriptedServer server = ScriptedServer.on(new TlsServer(keys, 0, version), connection -> {
            connection.readHead();
            connection.readBody(1 << 20);
            connection.answer(413, "Connection: close\r\n", "too large".getBytes(StandardCharsets.UTF_8));
            connection.untilGone();
        }); ImagesClient client = client()) {
            assertThat(Edits.failure(client.edit(Edits.ofSize(20 << 20), TlsServer.route(server))))
                    .isInstanceOfSatisfying(GatewayStatusException.class, failure -> {
                        assertThat(failure.getStatusCode()).isEqualTo(413);
                        assertThat(failure.mayHaveBeenBilled()).isFalse();
                    });
            await().until(() -> client.pool().leased() == 0);
        }
    }

    /** Each of them would hold the only connection if it were not given back. */
    @Test
    void handshakesThatFailGiveTheirConnectionBack() throws Exception {
        try (ScriptedServer plain = ScriptedServer.running(connection -> connection.write("this is no TLS\r\n"));
             ScriptedServer silent = ScriptedServer.running(Connection::untilGone);
             ScriptedServer gone = ScriptedServer.running(connection -> connection.readBody(20));
             ScriptedServer old = ScriptedServer.on(new TlsServer(keys, 0, "TLSv1.1"), Connection::untilGone);
             ScriptedServer good = ScriptedServer.on(new TlsServer(keys, 0), connection -> {
                 connection.readRequest();
                 connection.answer(200, "", ANSWER);
             });
             ImagesClient client = client(700, 60_000)) {
            for (ScriptedServer bad : new ScriptedServer[] {plain, silent, gone, old, plain, gone}) {
                unreachable(client.edit(Edits.small(), TlsServer.route(bad)), false);
            }
            assertDelivered(client, TlsServer.route(good));
        }
    }

    @Test
    void anEditThatEndsDuringTheHandshakeGivesItsConnectionBack() throws Exception {
        try (ScriptedServer silent = ScriptedServer.running(Connection::untilGone);
             ScriptedServer good = ScriptedServer.on(new TlsServer(keys, 0), connection -> {
                 connection.readRequest();
                 connection.answer(200, "", ANSWER);
             });
             ImagesClient client = client(3_000, 1_000)) {
            unreachable(client.edit(Edits.small(), TlsServer.route(silent)), false);
            await().until(() -> client.pool().leased() == 0);
            assertDelivered(client.with(Edits.timeouts(20_000, 20_000, 60_000)), TlsServer.route(good));
        }
    }

    /** It waited for its connection, so that cancelling it ends what would have told of the connection. */
    @Test
    void aConnectionWhoseEditEndedDuringTheHandshakeIsClosedBehindIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(1);
        try (ScriptedServer good = ScriptedServer.on(new TlsServer(keys, 0), connection -> {
            connection.readRequest();
            connection.answer(200, "Connection: close\r\n", ANSWER);
        }); ScriptedServer slow = ScriptedServer.running(connection -> {
            int first = connection.socket().getInputStream().read(); // from here on the handshake is under way
            begun.countDown();
            cancelled.await();
            try (SSLSocket socket = (SSLSocket) keys.getSocketFactory().createSocket(connection.socket(),
                    new ByteArrayInputStream(new byte[] {(byte) first}), true)) {
                socket.setUseClientMode(false);
                socket.startHandshake();
                if (socket.getInputStream().read() < 0) {
                    gone.countDown();
                }
            }
        }); ImagesClient client = client()) {
            ImageEdit holding = client.edit(Edits.small(), TlsServer.route(good));
            ImageEdit waiting = client.edit(Edits.small(), TlsServer.route(slow));
            assertThat(Edits.result(holding).isUsable()).isTrue();
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

            waiting.cancel(true);
            cancelled.countDown();

            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
            await().until(() -> client.pool().leased() == 0 && client.pool().idle() == 0);
        }
    }

    /** A proxy passes the connection on to a server that says nothing. */
    @Test
    void aHandshakeThroughATunnelTakesNoLongerThanConnectTimeout() throws Exception {
        try (ScriptedServer proxy = ScriptedServer.running(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 X\r\n\r\n");
            connection.untilGone();
        }); ImagesClient client = ImagesClient.builder().settings(Edits.timeouts(20_000, 60_000, 60_000)).sslContext(keys)
                .connectTimeoutMillis(700).proxy("127.0.0.1", proxy.port(), null, null).build()) {
            assertThat(unreachable(client.edit(Edits.small(), TlsServer.route(1)), false)).hasMessageContaining("handshake");
        }
    }

    /** Each byte is something, and together they are never enough. */
    @Test
    void aHandshakeThatTricklesTakesNoLongerThanConnectTimeout() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.write(new byte[] {0x16, 3, 3, 0x3f, 0});
            while (!never.await(20, TimeUnit.MILLISECONDS)) {
                connection.write(new byte[1]);
            }
        }); ImagesClient client = client(700, 15_000)) {
            assertThat(unreachable(client.edit(Edits.small(), TlsServer.route(server)), false)).hasMessageContaining("handshake");
            await().until(() -> client.pool().leased() == 0);
        }
    }

    /** Who is on the way to the server could else begin its answer for it. */
    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nx-request-id: of", "H"})
    void whatComesBehindTheProxysAnswerAndBeforeTheHandshakeEndsTheEdit(String injected) throws Exception {
        try (ScriptedServer server = ScriptedServer.on(new TlsServer(keys, 0), connection -> {
            while (connection.readRequest() != null) {
                connection.answer(200, "", ANSWER);
            }
        }); Tunnel proxy = new Tunnel(injected); ImagesClient client = ImagesClient.builder().sslContext(keys)
                .proxy("127.0.0.1", proxy.port(), null, null).build()) {
            unreachable(client.edit(Edits.small(), TlsServer.route(server)), false);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void anEditGoesThroughATunnelOfAProxy() throws Exception {
        try (ScriptedServer server = ScriptedServer.on(new TlsServer(keys, 0), connection -> {
            while (connection.readRequest() != null) {
                connection.answer(200, "", ANSWER);
            }
        }); Tunnel proxy = new Tunnel(""); ImagesClient client = ImagesClient.builder().sslContext(keys)
                .proxy("127.0.0.1", proxy.port(), null, null).build()) {
            for (int i = 0; i < 2; i++) {
                assertDelivered(client, TlsServer.route(server));
                await().until(() -> client.pool().leased() == 0); // an edit ends a moment before its connection is free
            }
            assertThat(proxy.requests()).singleElement().satisfies(request -> assertThat(request.line())
                    .isEqualTo("CONNECT 127.0.0.1:" + server.port() + " HTTP/1.1"));
            assertThat(server.requests()).hasSize(2);
        }
    }

    /** Edits are given up while an I/O thread encrypts them, from other threads. */
    @Test
    void editsThatAreGivenUpWhileTheyAreEncryptedLeaveNothingBehind() throws Exception {
        try (ScriptedServer server = ScriptedServer.on(new TlsServer(keys, 0), connection -> {
            connection.readRequest();
            connection.answer(200, "", ANSWER);
        }); ImagesClient client = ImagesClient.builder().sslContext(keys).maxConnections(3).build()) {
            for (int i = 0; i < 15; i++) {
                int before = server.begun().size();
                ImageEdit edit = client.edit(Edits.ofSize(8 << 20), TlsServer.route(server));
                await().until(() -> server.begun().size() > before);
                edit.cancel(true);
            }
            await().until(() -> client.inFlight() == 0 && client.pool().leased() == 0);
            assertDelivered(client, TlsServer.route(server));
            assertThat(server.paid()).isLessThanOrEqualTo(16);
        }
    }
}
