// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.model.ImageEditRequest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A server that answers before it has read the whole request, and then resets the connection, has answered. */
@Timeout(120)
class AnswerBeforeTheEndTest {

    private static final int EDITS = 20;
    private static final String JSON = Pictures.answer(Pictures.png(2));

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"false,300000", "false,3000000", "true,3000000"})
    void aRefusalIsToldThoughTheConnectionBreaks(boolean tls, int size) throws Exception {
        List<Object> told = new ArrayList<>();
        try (Resetting resetting = new Resetting(tls, "HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n", "{}")) {
            ImageEditRequest request = Edits.ofSize(size);
            for (int i = 0; i < EDITS; i++) {
                Throwable failure = Edits.failure(resetting.edit(request));
                told.add(failure instanceof GatewayStatusException refused ? refused.getStatusCode() : failure);
            }
        }

        assertThat(told).hasSize(EDITS).containsOnly(413);
    }

    @ParameterizedTest
    @CsvSource({"false,300000", "false,3000000", "true,3000000"})
    void aResultIsDeliveredThoughTheConnectionBreaks(boolean tls, int size) throws Exception {
        try (Resetting resetting = new Resetting(tls,
                "HTTP/1.1 200 OK\r\nContent-Length: " + JSON.length() + "\r\n", JSON)) {
            ImageEditRequest request = Edits.ofSize(size);
            for (int i = 0; i < EDITS; i++) {
                assertThat(Edits.result(resetting.edit(request)).isUsable()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 429, 500})
    void aRefusalWhoseTextDoesNotEndIsToldWhenTheTimeIsUpAndWhenTheClientStops(int status) throws Exception {
        CountDownLatch said = new CountDownLatch(2);
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            if (connection.readRequest() != null) {
                connection.write("HTTP/1.1 " + status + " X\r\nContent-Length: 2000\r\n\r\n{\"error\":");
                said.countDown();
                connection.untilGone();
            }
        }); ImagesClient hasty = Edits.client(Edits.timeouts(5_000, 60_000, 1_000)); ImagesClient stopped = Edits.client()) {
            ImageEdit other = stopped.edit(Edits.small(), Edits.route(server));
            assertRefused(status, hasty.edit(Edits.small(), Edits.route(server)));
            assertThat(said.await(20, TimeUnit.SECONDS)).isTrue();
            await().until(() -> other.reply() != null);
            stopped.close();
            assertRefused(status, other);
        }
    }

    private static void assertRefused(int status, ImageEdit edit) throws Exception {
        assertThat(Edits.failure(edit)).isInstanceOfSatisfying(GatewayStatusException.class,
                refused -> assertThat(refused.getStatusCode()).isEqualTo(status));
    }

    /** Reads the head and a little more, answers, and resets the connection. */
    private final class Resetting implements AutoCloseable {

        private final boolean tls;
        private final ScriptedServer server;
        private final ImagesClient client;

        private Resetting(boolean tls, String head, String body) throws Exception {
            this.tls = tls;
            String answer = head + "Connection: close\r\n\r\n" + body;
            SSLContext certificate = tls ? TlsServer.keys(folder, "ip:127.0.0.1") : SSLContext.getDefault();
            ServerSocket socket = tls ? new TlsServer(certificate, 0) : new ServerSocket(0);
            server = ScriptedServer.on(socket, connection -> {
                if (connection.readHead() != null) {
                    connection.readBody(1000);
                    connection.write(answer);
                    if (socket instanceof TlsServer secured) {
                        secured.below(connection).close();
                    }
                }
            });
            client = ImagesClient.builder().sslContext(certificate).build();
        }

        private ImageEdit edit(ImageEditRequest request) {
            return client.edit(request, RoughServerTest.route(server, tls));
        }

        @Override
        public void close() throws Exception {
            client.close();
            server.close();
        }
    }
}
