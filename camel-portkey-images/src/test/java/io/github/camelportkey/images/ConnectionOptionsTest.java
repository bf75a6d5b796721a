// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.client.GatewayUnreachableException;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import io.github.camelportkey.images.kit.ScriptedServer;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.reactor.IOReactorStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The options that say how long to wait, over how many connections, and with which client. */
@Timeout(60)
class ConnectionOptionsTest extends RouteOverStandIn {

    private static void assertUnreachable(Exchange result, boolean billed, String message) {
        assertThat(result.getException()).isInstanceOfSatisfying(GatewayUnreachableException.class, failure -> {
            assertThat(failure).hasMessageContaining(message);
            assertThat(failure.isRetryable()).isTrue();
            assertThat(failure.mayHaveBeenBilled()).isEqualTo(billed);
        });
    }

    /** Well before the ten seconds that are its default. */
    @Test
    @Timeout(8)
    void connectTimeoutEndsAnEditThatFindsNobodyAccepting() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            List<Socket> queue = new ArrayList<>();
            try {
                fill(full, queue);
                Exchange result = send(editAt("http://127.0.0.1:" + full.getLocalPort(), "connectTimeout=300"), Pictures.png(8));

                assertUnreachable(result, false, "nothing was billed");
            } finally {
                for (Socket socket : queue) {
                    socket.close();
                }
            }
        }
    }

    /** Until the system accepts no further connection for it. */
    private static void fill(ServerSocket server, List<Socket> queue) {
        for (int i = 0; i < 20; i++) {
            Socket socket = new Socket();
            queue.add(socket);
            try {
                socket.connect(new InetSocketAddress("127.0.0.1", server.getLocalPort()), 200);
            } catch (IOException e) {
                return;
            }
        }
    }

    @Test
    void responseTimeoutEndsAnEditAfterThatMuchSilence() {
        GATEWAY.latency(Duration.ofSeconds(20));

        assertUnreachable(send(edit("responseTimeout=300"), Pictures.png(8)), true, "responseTimeout=300");
    }

    @Test
    void editTimeoutEndsAlsoATrickle() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ScriptedServer trickle = ScriptedServer.running(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{");
            while (!never.await(50, MILLISECONDS)) {
                connection.write(" ");
            }
        })) {
            Exchange result = send(editAt(trickle.baseUrl(), "editTimeout=700", "responseTimeout=500"), Pictures.png(8));

            assertUnreachable(result, true, "editTimeout=700");
        }
    }

    @Test
    void theEditAfterThe200thWaitsForAConnectionWithoutAThread() {
        GATEWAY.latency(Duration.ofMillis(2500));
        List<CompletableFuture<Exchange>> edits = IntStream.range(0, 201).mapToObj(i -> template.asyncSend(edit(),
                exchange -> exchange.getMessage().setBody(Pictures.png(8)))).toList();

        await().atMost(15, SECONDS).until(() -> GATEWAY.edits().size() == 200);
        assertThat(edits.stream().filter(edit -> !edit.isDone()).count()).isEqualTo(201);
        GATEWAY.latency(Duration.ZERO);
        assertThat(CompletableFuture.allOf(edits.toArray(CompletableFuture<?>[]::new))).succeedsWithin(20, SECONDS);
        assertThat(edits).allSatisfy(edit -> assertThat(edit.join().getException()).isNull());
        assertThat(GATEWAY.edits()).hasSize(201);
    }

    @Test
    void connectionRequestTimeoutEndsThatWaitUnbilled() {
        GATEWAY.latency(Duration.ofMillis(2000));
        String uri = edit("maxConnections=1", "connectionRequestTimeout=300");
        CompletableFuture<Exchange> first = template.asyncSend(uri, exchange -> exchange.getMessage().setBody(Pictures.png(8)));
        await().until(() -> GATEWAY.edits().size() == 1);

        assertUnreachable(send(uri, Pictures.png(8)), false, "connectionRequestTimeout=300");

        assertThat(first).isNotDone();
        assertThat(first).succeedsWithin(10, SECONDS).satisfies(result -> assertThat(result.getException()).isNull());
        assertThat(GATEWAY.edits()).hasSize(1);
    }

    @Test
    void onesOwnClientIsUsedAndNotClosed() throws Exception {
        try (CloseableHttpAsyncClient own = HttpAsyncClients.custom()
                .addRequestInterceptorLast((HttpRequest request, EntityDetails entity, HttpContext at) ->
                        request.addHeader("x-through", "own"))
                .build()) {
            own.start();
            context.getRegistry().bind("own", own);
            assertThat(send(edit("httpAsyncClient=#own"), Pictures.png(8)).getException()).isNull();
            assertThat(GATEWAY.edits().get(0).header("x-through")).isEqualTo("own");

            context.stop();
            assertThat(own.getStatus()).isEqualTo(IOReactorStatus.ACTIVE);
        }
    }

    @Test
    void onesOwnClientThatIsAskedForAPasswordShowsWhatItWasTold() throws Exception {
        BasicCredentialsProvider credentials = new BasicCredentialsProvider();
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.readRequest();
            connection.answer(401, "WWW-Authenticate: Basic realm=\"g\"\r\nx-portkey-trace-id: t-1\r\n", new byte[0]);
        }); CloseableHttpAsyncClient own = HttpAsyncClients.custom().setDefaultCredentialsProvider(credentials).build()) {
            credentials.setCredentials(new AuthScope("127.0.0.1", server.port()),
                    new UsernamePasswordCredentials("jo", "s3cret".toCharArray()));
            own.start();
            context.getRegistry().bind("own", own);
            Exchange result = send(editAt("http://127.0.0.1:" + server.port(), "httpAsyncClient=#own"), Pictures.png(8));

            assertThat(result.getException()).isInstanceOfSatisfying(GatewayStatusException.class, failure -> {
                assertThat(failure.getStatusCode()).isEqualTo(401);
                assertThat(failure.getTraceId()).isEqualTo("t-1");
                assertThat(failure.mayHaveBeenBilled()).isFalse();
            });
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void onesOwnClientThatEndsWithoutAnAnswerEndsTheEdit() throws Exception {
        try (CloseableHttpAsyncClient own = HttpAsyncClients.custom().addExecInterceptorFirst("swallowing",
                (request, body, scope, chain, callback) -> callback.completed()).build()) {
            own.start();
            context.getRegistry().bind("own", own);

            assertUnreachable(send(edit("httpAsyncClient=#own"), Pictures.png(8)), false, "ended the request without its answer");
            assertThat(GATEWAY.edits()).isEmpty();
        }
    }

    @Test
    void aClientInTheRegistryIsNotAutowired() throws Exception {
        try (CloseableHttpAsyncClient own = HttpAsyncClients.createDefault()) {
            context.getRegistry().bind("own", own);

            assertThat(send(edit(), Pictures.png(8)).getException()).isNull();
            assertThat(own.getStatus()).isEqualTo(IOReactorStatus.INACTIVE);
        }
    }
}
