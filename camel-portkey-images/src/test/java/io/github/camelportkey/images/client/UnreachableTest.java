// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImageEditRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** No complete answer: always retryable, and billed only when the request had left whole. */
class UnreachableTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nx-request-id: req_7\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 9999\r\n\r\n{\"data\":[{\"b64_json\":\"QUJD\"}",
            "Transfer-Encoding: chunked\r\n\r\n10\r\n{\"data\":[{\"b64_\r\n", "Transfer-Encoding: chunked\r\n\r\n10\r\n{\"da",
            "Transfer-Encoding: chunked\r\n\r\nzz\r\n{\"da\r\n"})
    void anAnswerThatBreaksOffMayHaveBeenBilled(String rest) throws Exception {
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.readRequest();
            connection.write(HEAD + rest);
        })) {
            GatewayUnreachableException failure = unreachable(Edits.failure(server), true);
            assertThat(failure.getRequestId()).isEqualTo("req_7");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aConnectionThatIsResetAfterTheRequestMayHaveBeenBilled() throws Exception {
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.readRequest();
            connection.reset();
        })) {
            unreachable(Edits.failure(server), true);
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aConnectionThatClosesWithoutAnAnswerMayHaveBeenBilled() throws Exception {
        try (ScriptedServer server = ScriptedServer.running(ScriptedServer.Connection::readRequest)) {
            unreachable(Edits.failure(server), true);
        }
    }

    @Test
    void whatIsNoHttpIsNoAnswer() throws Exception {
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.readRequest();
            connection.write("SSH-2.0-OpenSSH_9.6\r\n\r\n");
            connection.readHead();
        })) {
            unreachable(Edits.failure(server), true);
        }
    }

    @Test
    void aConnectionThatIsResetBeforeTheRequestIsWholeIsNotBilled() throws Exception {
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.readHead();
            connection.reset();
        }); ImagesClient client = Edits.client()) {
            unreachable(Edits.failure(client.edit(Edits.ofSize(20 << 20), Edits.route(server))), false);
        }
    }

    @Test
    void aSuccessThatBreaksOffBeforeTheRequestIsWholeMayHaveBeenBilled() throws Exception {
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.readHead();
            connection.write(HEAD + "Content-Length: 9999\r\n\r\n{\"data\"");
            connection.readBody(1 << 20);
            new CountDownLatch(1).await(30, TimeUnit.SECONDS);
        }); ImagesClient client = Edits.client(Edits.timeouts(1_000, 300, 60_000))) {
            assertThat(unreachable(Edits.failure(client.edit(Edits.ofSize(20 << 20), Edits.route(server))), true))
                    .hasMessageContaining("already begun to answer");
        }
    }

    @Test
    void aRefusedConnectionIsNotBilled() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        try (ImagesClient client = Edits.client()) {
            unreachable(Edits.failure(client.edit(Edits.small(), route("http://127.0.0.1:" + port))), false);
        }
    }

    @Test
    void theThreadThatAsksWaitsForNoNameService() throws Exception {
        try (ImagesClient client = Edits.client()) {
            Throwable unknown = Edits.failure(client.edit(Edits.small(), route("http://no-such-host.invalid/v1")));

            assertThat(unknown).rootCause().isInstanceOf(UnknownHostException.class)
                    .satisfies(cause -> assertThat(cause.getStackTrace()).extracting(StackTraceElement::getClassName)
                            .contains(TimedLeases.class.getName()).doesNotContain(ImagesClient.class.getName()));
        }
    }

    @Test
    void anUnknownHostIsNotBilled() throws Exception {
        try (ImagesClient client = Edits.client()) {
            assertThat(unreachable(Edits.failure(client.edit(Edits.small(), route("http://no-such-host.invalid/v1"))), false))
                    .hasMessageContaining("host name that is not known");
        }
    }

    @Test
    void aTlsHandshakeThatFailsIsNotBilled() throws Exception {
        try (ScriptedServer server = ScriptedServer.running(connection -> connection.write("this is no TLS\r\n"));
             ImagesClient client = Edits.client()) {
            unreachable(Edits.failure(client.edit(Edits.small(), route("https://127.0.0.1:" + server.port()))), false);
        }
    }

    @Test
    void silenceEndsAtTheResponseTimeoutAndMayHaveBeenBilled() throws Exception {
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.readRequest();
            connection.readHead();
        }); ImagesClient client = Edits.client(Edits.timeouts(1_000, 200, 60_000))) {
            assertThat(unreachable(Edits.failure(client.edit(Edits.small(), Edits.route(server))), true))
                    .hasMessageContaining("silent for responseTimeout=200 ms");
        }
    }

    @Test
    void aServerThatStopsReadingEndsAtTheResponseTimeoutUnbilled() throws Exception {
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.readHead();
            new CountDownLatch(1).await(30, TimeUnit.SECONDS);
        }); ImagesClient client = Edits.client(Edits.timeouts(1_000, 300, 60_000))) {
            assertThat(unreachable(Edits.failure(client.edit(Edits.ofSize(30 << 20), Edits.route(server))), false))
                    .hasMessageContaining("took nothing more of the request for responseTimeout=300 ms");
        }
    }

    @Test
    void aStreamThatTimesOutIsNotTakenForTheGateway() throws Exception {
        byte[] picture = Pictures.png(8);
        AtomicBoolean sending = new AtomicBoolean();
        ImageContent slow = ImageContent.of(() -> new FilterInputStream(new ByteArrayInputStream(picture)) {
            @Override
            public int read(byte[] into, int from, int count) throws IOException {
                if (sending.get()) {
                    throw new SocketTimeoutException("Read timed out");
                }
                return super.read(into, from, count);
            }
        }, picture.length, "image/png");
        ImageEditRequest request = Edits.draft(slow).build();
        sending.set(true);
        try (ScriptedServer server = ScriptedServer.running(ScriptedServer.Connection::untilGone);
             ImagesClient client = Edits.client()) {
            assertThat(unreachable(Edits.failure(client.edit(request, Edits.route(server))), false))
                    .hasMessageStartingWith("An image could not be read while it was being sent")
                    .hasMessageContaining("Read timed out").hasMessageContaining("nothing was billed");
        }
    }

    @Test
    void aTrickleEndsAtTheEditTimeout() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.readRequest();
            connection.write(HEAD + "Transfer-Encoding: chunked\r\n\r\n");
            try {
                while (!gone.await(50, TimeUnit.MILLISECONDS)) {
                    connection.write("1\r\n \r\n");
                }
            } finally {
                gone.countDown();
            }
        }); ImagesClient client = Edits.client(Edits.timeouts(1_000, 400, 900))) {
            assertThat(unreachable(Edits.failure(client.edit(Edits.small(), Edits.route(server))), true))
                    .hasMessageContaining("editTimeout=900 ms");
            assertThat(gone.await(5, TimeUnit.SECONDS)).as("the connection is ended").isTrue();
            assertThat(client.inFlight()).isZero();
        }
    }

    @Test
    void anEditThatGetsNoConnectionInTimeIsNotBilled() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            while (connection.readRequest() != null) {
                release.await(20, TimeUnit.SECONDS);
                connection.answer(200, "", Reading.bytes(Pictures.answer(Pictures.png(2))));
            }
        }); ImagesClient client = ImagesClient.builder().maxConnections(1)
                .settings(Edits.timeouts(200, 30_000, 60_000)).build()) {
            ImageEdit first = client.edit(Edits.small(), Edits.route(server));
            ImageEdit second = client.edit(Edits.small(), Edits.route(server));
            assertThat(unreachable(Edits.failure(second), false)).hasMessageContaining("connectionRequestTimeout=200 ms");
            release.countDown();
            assertThat(Edits.result(first).isUsable()).isTrue();
            assertThat(server.requests()).hasSize(1);
        }
    }

    private static GatewayRoute route(String baseUrl) {
        return GatewayRoute.builder().baseUrl(URI.create(baseUrl)).build();
    }

    private static GatewayUnreachableException unreachable(Throwable failure, boolean billed) {
        assertThat(failure).isInstanceOf(GatewayUnreachableException.class)
                .hasMessageContaining(billed ? "may have been billed" : "nothing was billed");
        GatewayUnreachableException said = (GatewayUnreachableException) failure;
        assertThat(said.isRetryable()).isTrue();
        assertThat(said.mayHaveBeenBilled()).isEqualTo(billed);
        return said;
    }
}
