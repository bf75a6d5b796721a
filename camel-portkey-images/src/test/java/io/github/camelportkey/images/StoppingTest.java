// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

import io.github.camelportkey.images.client.GatewayUnreachableException;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.kit.SpoolFiles;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.standin.GatewayStandIn;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What becomes of edits on their way when something stops. */
class StoppingTest extends RouteOverStandIn {

    @TempDir
    Path spool;

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:edit").to(edit("spoolThreshold=1", "spoolDirectory=" + spool));
                from("direct:toD").toD(edit("spoolDirectory=" + spool) + "&user=${header.user}", -1);
                from("direct:toDOne").toD(edit("spoolDirectory=" + spool) + "&user=${header.user}", 1);
            }
        };
    }

    private CompletableFuture<Exchange> start(String route, String user) {
        return template.asyncSend(route, exchange -> {
            exchange.getMessage().setBody(Pictures.png(8));
            exchange.getMessage().setHeader("user", user);
        });
    }

    private List<CompletableFuture<Exchange>> startSome(int count) {
        List<CompletableFuture<Exchange>> edits = IntStream.range(0, count).mapToObj(i -> start("direct:edit", "u")).toList();
        await().until(() -> GATEWAY.edits().size() == count);
        return edits;
    }

    private static void assertStopped(CompletableFuture<Exchange> edit, boolean billed) {
        assertThat(edit).succeedsWithin(15, SECONDS).satisfies(exchange ->
                assertThat(exchange.getException()).isInstanceOfSatisfying(GatewayUnreachableException.class, failure -> {
                    assertThat(failure).hasMessageContaining("stopped");
                    assertThat(failure.mayHaveBeenBilled()).isEqualTo(billed);
                }));
    }

    @Test
    void aGracefulStopWaitsForEditsInFlight() {
        GATEWAY.latency(Duration.ofMillis(1200));
        List<CompletableFuture<Exchange>> edits = startSome(5);

        context.stop();

        assertThat(edits).allSatisfy(edit -> {
            assertThat(edit).isDone();
            assertThat(edit.join().getException()).isNull();
            assertThat(edit.join().getMessage().getBody()).isInstanceOf(ImagesResponse.class);
        });
    }

    @Test
    void aForcedStopEndsWhatIsLeftWithAnException() {
        GATEWAY.latency(Duration.ofSeconds(60));
        List<CompletableFuture<Exchange>> edits = startSome(5);
        context.getShutdownStrategy().setTimeout(1);

        context.stop();

        assertThat(edits).allSatisfy(edit -> assertStopped(edit, true));
        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void aStoppedComponentEndsWhatIsLeftAndRefusesWhatComesAndServesAgainWhenRestarted() {
        GATEWAY.latency(Duration.ofSeconds(60));
        List<CompletableFuture<Exchange>> edits = startSome(5);

        context.getComponent("portkey-images").stop();
        assertThat(edits).allSatisfy(edit -> assertStopped(edit, true));
        assertThat(spool).isEmptyDirectory();

        Exchange late = send("direct:edit", Pictures.png(8));
        assertThat(late.getException()).isInstanceOfSatisfying(GatewayUnreachableException.class, failure -> {
            assertThat(failure).hasMessageContaining("not sent").hasMessageContaining("stopped");
            assertThat(failure.mayHaveBeenBilled()).isFalse();
        });
        assertThat(GATEWAY.edits()).hasSize(5);
        assertThat(spool).isEmptyDirectory();

        GATEWAY.latency(Duration.ZERO);
        context.getComponent("portkey-images").start();
        assertThat(send("direct:edit", Pictures.png(8)).getException()).isNull();
    }

    @Test
    void editsThatStillWaitForAConnectionEndUnsent() {
        GATEWAY.latency(Duration.ofSeconds(60));
        String uri = edit("maxConnections=1");
        List<CompletableFuture<Exchange>> edits = IntStream.range(0, 20).mapToObj(i -> template.asyncSend(uri,
                exchange -> exchange.getMessage().setBody(Pictures.png(8)))).toList();
        await().until(() -> GATEWAY.edits().size() == 1);

        context.getComponent("portkey-images").stop();

        assertThat(edits).allSatisfy(edit -> assertThat(edit).succeedsWithin(15, SECONDS)
                .satisfies(exchange -> assertThat(exchange.getException()).isInstanceOf(GatewayUnreachableException.class)));
        assertThat(edits.stream().filter(edit -> ((GatewayUnreachableException) edit.join().getException()).mayHaveBeenBilled()))
                .hasSize(1);
        assertThat(GATEWAY.edits()).hasSize(1);
    }

    @Test
    void everyEditEndsExactlyOnceWhenTheComponentStopsInTheMidst() throws Exception {
        AtomicIntegerArray called = new AtomicIntegerArray(150);
        try (GatewayStandIn own = GatewayStandIn.builder().latency(Duration.ofMillis(300)).start()) {
            Endpoint endpoint = context.getEndpoint(
                    editAt(own.baseUrl().toString(), "spoolThreshold=1", "spoolDirectory=" + spool));
            AsyncProducer producer = endpoint.createAsyncProducer();
            producer.start();
            for (int i = 0; i < 150; i++) {
                int n = i;
                Exchange exchange = endpoint.createExchange();
                exchange.getMessage().setBody(Pictures.png(8));
                producer.process(exchange, doneSync -> called.incrementAndGet(n));
            }
            await().until(() -> IntStream.range(0, 150).map(called::get).sum() > 20);

            context.getComponent("portkey-images").stop();

            await().untilAsserted(() -> assertThat(IntStream.range(0, 150).map(called::get)).containsOnly(1));
            assertThat(spool).isEmptyDirectory();
        }
    }

    @Test
    void aContextThatIsRestartedEditsAgain() {
        context.stop();
        context.start();

        assertThat(send("direct:edit", Pictures.png(8)).getException()).isNull();
    }

    @Test
    void stoppingAProducerAsToDDoesWithEvictedEndpointsCancelsNothing() {
        GATEWAY.latency(Duration.ofMillis(800));
        List<CompletableFuture<Exchange>> edits = IntStream.range(0, 20)
                .mapToObj(i -> start(i % 2 == 0 ? "direct:toD" : "direct:toDOne", "user" + i)).toList();

        assertThat(edits).allSatisfy(edit -> assertThat(edit).succeedsWithin(15, SECONDS)
                .satisfies(exchange -> assertThat(exchange.getException()).isNull()));
        assertThat(GATEWAY.edits()).extracting(edit -> edit.field("user")).doesNotHaveDuplicates().hasSize(20);
    }

    @Test
    void filesOfAResultThatWasNotDeliveredGoAtOnce() throws Exception {
        byte[] answer = Pictures.answer(Pictures.noise(200_000)).getBytes();
        try (ScriptedServer half = ScriptedServer.running(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + answer.length + "\r\n\r\n");
            connection.write(Arrays.copyOf(answer, answer.length - 10_000));
            connection.readHead();
        })) {
            CompletableFuture<Exchange> edit = template.asyncSend(
                    editAt(half.baseUrl(), "spoolThreshold=1", "spoolDirectory=" + spool, "responseTimeout=1000"),
                    exchange -> exchange.getMessage().setBody(Pictures.png(8)));
            await().until(() -> files() == 1);

            assertThat(edit).succeedsWithin(10, SECONDS).satisfies(exchange -> assertThat(exchange.getException())
                    .isInstanceOf(GatewayUnreachableException.class).hasMessageContaining("responseTimeout=1000"));
            await().until(() -> files() == 0);
        }
    }

    private long files() {
        return SpoolFiles.below(spool).size();
    }
}
