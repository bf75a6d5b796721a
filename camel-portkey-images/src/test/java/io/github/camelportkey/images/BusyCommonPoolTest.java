// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;

import io.github.camelportkey.images.client.GatewayUnreachableException;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static io.github.camelportkey.images.kit.Latches.awaitQuietly;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

/** The JVM's common pool belongs to everybody: when others block all of it, no edit notices. */
@Timeout(60)
class BusyCommonPoolTest extends RouteOverStandIn {

    private final CountDownLatch release = new CountDownLatch(1);
    private final List<CompletableFuture<Void>> blockers = new ArrayList<>();

    @BeforeEach
    void blockTheCommonPool() throws InterruptedException {
        int threads = ForkJoinPool.getCommonPoolParallelism();
        assertThat(threads).as("with fewer the JDK does not use its common pool").isGreaterThan(1);
        CountDownLatch busy = new CountDownLatch(threads);
        for (int i = 0; i < threads; i++) {
            blockers.add(CompletableFuture.runAsync(() -> {
                busy.countDown();
                awaitQuietly(release);
            }));
        }
        assertThat(busy.await(10, SECONDS)).isTrue();
    }

    @AfterEach
    void freeTheCommonPool() {
        release.countDown();
        assertThat(blockers).allSatisfy(blocker -> assertThat(blocker).succeedsWithin(10, SECONDS));
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:download").to(edit("downloadImages=true", "downloadHosts=localhost"));
                from("direct:nested").to(edit("workerPoolCoreSize=1", "workerPoolMaxSize=1")).process(exchange ->
                        exchange.getMessage().setBody(template.requestBody("direct:inner", Pictures.png(8))));
                from("direct:inner").to(edit("workerPoolCoreSize=1", "workerPoolMaxSize=1"));
            }
        };
    }

    private CompletableFuture<Exchange> start(String to) {
        return template.asyncSend(to, exchange -> exchange.getMessage().setBody(Pictures.png(8)));
    }

    private static void assertUnreachable(CompletableFuture<Exchange> edit, String message) {
        assertThat(edit).succeedsWithin(20, SECONDS).extracting(Exchange::getException)
                .isInstanceOfSatisfying(GatewayUnreachableException.class,
                        failure -> assertThat(failure).hasMessageContaining(message));
    }

    @Test
    void anEditEndsAtItsTimeout() throws Exception {
        try (ScriptedServer silent = ScriptedServer.running(connection -> {
            connection.readRequest();
            connection.readHead();
        })) {
            assertUnreachable(start(editAt(silent.baseUrl(), "editTimeout=300")), "editTimeout=300");
        }
    }

    @Test
    void anEditWaitsForAConnectionNoLongerThanItsTimeout() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        try (ScriptedServer silent = ScriptedServer.running(connection -> {
            connection.readRequest();
            first.countDown();
            connection.readHead();
        })) {
            String uri = editAt(silent.baseUrl(), "maxConnections=1", "connectionRequestTimeout=300");
            start(uri);
            assertThat(first.await(10, SECONDS)).isTrue();

            assertUnreachable(start(uri), "connectionRequestTimeout=300");
        }
    }

    @Test
    void aUrlIsFetched() throws Exception {
        byte[] picture = Pictures.png(8);
        try (ScriptedServer store = ScriptedServer.running(connection -> {
            connection.readHead();
            connection.answer(200, "Content-Type: image/png\r\n", picture);
        })) {
            GATEWAY.answerNext(StagedAnswer.status(200).body(
                    "{\"data\":[{\"url\":\"http://localhost:" + store.port() + "/image.png\"}]}"));

            assertThat(start("direct:download")).succeedsWithin(20, SECONDS).satisfies(result -> {
                Image image = result.getMessage().getBody(ImagesResponse.class).data().get(0);
                assertThat(image.problem()).isNull();
                assertThat(image.bytes()).isEqualTo(picture);
            });
        }
    }

    @Test
    void threadsThatWaitForEachOtherAreRelieved() {
        assertThat(start("direct:nested")).succeedsWithin(20, SECONDS)
                .satisfies(result -> assertThat(result.getException()).isNull());
    }
}
