// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Connections are kept, ended and given back. */
class ConnectionTest {

    private static final byte[] ANSWER = Reading.bytes(Pictures.answer(Pictures.png(2)));

    @Test
    void editsOneAfterTheOtherUseTheSameConnections() throws Exception {
        AtomicInteger connections = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connections.incrementAndGet();
            while (connection.readRequest() != null) {
                connection.answer(200, "", ANSWER);
            }
        }); ImagesClient client = Edits.client()) {
            for (int i = 0; i < 20; i++) {
                Edits.result(client.edit(Edits.small(), Edits.route(server)));
                await().until(() -> client.pool().leased() == 0); // an edit ends a moment before its connection is free
            }
            assertThat(connections).hasValue(1);
            assertThat(server.requests()).hasSize(20);
        }
    }

    @Test
    void aServerThatClosesIdleConnectionsLosesNoEdit() throws Exception {
        CountDownLatch[] closed = {new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1)};
        AtomicInteger connections = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.readRequest();
            connection.answer(200, "Keep-Alive: timeout=5\r\n", ANSWER);
            connection.socket().close();
            closed[connections.getAndIncrement()].countDown();
        }); ImagesClient client = Edits.client()) {
            for (CountDownLatch end : closed) {
                assertThat(Edits.result(client.edit(Edits.small(), Edits.route(server))).isUsable()).isTrue();
                end.await(5, TimeUnit.SECONDS);
                awaitNoConnection();
            }
            assertThat(server.requests()).hasSize(3);
        }
    }

    /** The end of an idle connection reaches the client's I/O thread in a moment. */
    private static void awaitNoConnection() {
        await().pollDelay(100, TimeUnit.MILLISECONDS).until(() -> true);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 413, 400, 500})
    void aRefusalInTheMiddleOfALargeUploadIsSeen(int status) throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.readHead();
            connection.readBody(100_000);
            connection.answer(status, "Connection: close\r\n", Reading.bytes("{\"error\":{\"message\":\"too early\"}}"));
            seen.await(20, TimeUnit.SECONDS);
        }); ImagesClient client = Edits.client()) {
            Throwable failure = Edits.failure(client.edit(Edits.ofSize(20 << 20), Edits.route(server)));
            seen.countDown();

            assertThat(failure).isInstanceOf(GatewayStatusException.class).hasMessageContaining(status + ": too early");
        }
    }

    @Test
    void cancellingAnEditEndsItsConnection() throws Exception {
        CountDownLatch came = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.readRequest();
            came.countDown();
            try {
                connection.readHead();
            } finally {
                ended.countDown();
            }
        }); ImagesClient client = Edits.client()) {
            ImageEdit edit = client.edit(Edits.small(), Edits.route(server));
            assertThat(came.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(edit.cancel(true)).isTrue();

            assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(edit::join).isInstanceOf(CancellationException.class);
            assertThat(client.inFlight()).isZero();
            assertThat(edit.cancel(true)).as("a second time").isTrue();
        }
    }

    @Test
    void cancellingAnEditEndsAConnectionThatWasUsedBefore() throws Exception {
        CountDownLatch came = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean(true);
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            if (first.getAndSet(false)) {
                connection.readRequest();
                connection.answer(200, "", ANSWER);
            }
            connection.readRequest();
            came.countDown();
            try {
                connection.readHead();
            } finally {
                ended.countDown();
            }
        }); ImagesClient client = ImagesClient.builder().maxConnections(1).build()) {
            Edits.result(client.edit(Edits.small(), Edits.route(server)));
            ImageEdit edit = client.edit(Edits.small(), Edits.route(server));
            assertThat(came.await(10, TimeUnit.SECONDS)).isTrue();

            edit.cancel(true);

            assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closingTheClientEndsEditsInFlightWithAnException() throws Exception {
        CountDownLatch came = new CountDownLatch(3);
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.readRequest();
            came.countDown();
            connection.readHead();
        })) {
            ImagesClient client = Edits.client();
            List<ImageEdit> edits = new ArrayList<>();
            AtomicInteger completions = new AtomicInteger();
            for (int i = 0; i < 3; i++) {
                ImageEdit edit = client.edit(Edits.small(), Edits.route(server));
                edit.whenComplete((response, failure) -> completions.incrementAndGet());
                edits.add(edit);
            }
            assertThat(came.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(client.inFlight()).isEqualTo(3);

            client.close();

            for (ImageEdit edit : edits) {
                assertThat(edit).isCompletedExceptionally();
                GatewayUnreachableException failure = (GatewayUnreachableException) Edits.failure(edit);
                assertThat(failure).hasMessageContaining("stopped");
                assertThat(failure.mayHaveBeenBilled()).isTrue();
            }
            assertThat(completions).hasValue(3);
            assertThat(client.inFlight()).isZero();
        }
    }

    @Test
    void anEditOnAClosedClientFailsUnbilled() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "", "{}")) {
            ImagesClient client = Edits.client();
            client.close();

            GatewayUnreachableException failure = (GatewayUnreachableException) Edits.failure(
                    client.edit(Edits.small(), Edits.route(server)));

            assertThat(failure.mayHaveBeenBilled()).isFalse();
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void fiftyEditsAtOnceAllComeBackOverTwoConnections() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "", Pictures.answer(Pictures.png(2)));
             ImagesClient client = ImagesClient.builder().maxConnections(2).build()) {
            List<ImageEdit> edits = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                edits.add(client.edit(Edits.small(), Edits.route(server)));
            }
            for (ImageEdit edit : edits) {
                assertThat(Edits.result(edit).isUsable()).isTrue();
            }
            assertThat(server.requests()).hasSize(50);
        }
    }

    /** HttpCore adds it to the time of day: what overflows is over at once, and an edit that is paid for is lost. */
    @Test
    void aResponseTimeoutThatMeansNeverIsNotOverAtOnce() {
        assertThat(Edits.timeouts(1, Long.MAX_VALUE, 1).responseTimeout())
                .isBetween(Duration.ofDays(20), Duration.ofDays(1_000));
    }
}
