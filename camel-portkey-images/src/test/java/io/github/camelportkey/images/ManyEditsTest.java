// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerArray;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.GatewayStandIn;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An exchange in flight holds no thread. */
class ManyEditsTest {

    private static final int EDITS = 1_000;

    @Test
    void aThousandEditsInFlightHoldNoThreadAndEachCallsBackOnce() throws Exception {
        try (GatewayStandIn gateway = GatewayStandIn.builder().latency(Duration.ofSeconds(4)).keepEdits(true).start();
             CamelContext camel = new DefaultCamelContext()) {
            camel.start();
            Endpoint endpoint = camel.getEndpoint("portkey-images:edit?prompt=x&model=gpt-image-2&maxConnections=1000&baseUrl="
                                                  + gateway.baseUrl());
            AsyncProducer producer = endpoint.createAsyncProducer();
            producer.start();
            byte[] picture = Pictures.png(8);
            AtomicIntegerArray called = new AtomicIntegerArray(EDITS);
            List<CompletableFuture<Exchange>> results = new ArrayList<>();
            int threadsBefore = ourThreads();

            for (int i = 0; i < EDITS; i++) {
                int n = i;
                Exchange exchange = endpoint.createExchange();
                exchange.getMessage().setBody(picture);
                CompletableFuture<Exchange> result = new CompletableFuture<>();
                results.add(result);
                AsyncCallback callback = doneSync -> {
                    called.incrementAndGet(n);
                    result.complete(exchange);
                };
                assertThat(producer.process(exchange, callback)).isFalse();
            }

            await().atMost(20, SECONDS).until(() -> gateway.edits().size() == EDITS);
            assertThat(results).noneMatch(CompletableFuture::isDone);
            assertThat(ourThreads() - threadsBefore).isLessThanOrEqualTo(6);
            assertThat(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
                    .noneMatch(ManyEditsTest::standsInTheProducer);
            assertThat(CompletableFuture.allOf(results.toArray(CompletableFuture<?>[]::new))).succeedsWithin(30, SECONDS);
            assertThat(results).allSatisfy(result -> assertThat(result.join().getException()).isNull());
            assertThat(gateway.editsPaid()).isEqualTo(EDITS);
            for (int i = 0; i < EDITS; i++) {
                assertThat(called.get(i)).isEqualTo(1);
            }
            producer.stop();
        }
    }

    /** All threads but the stand-in's. */
    private static int ourThreads() {
        return (int) Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(false, false))
                .filter(thread -> !thread.getThreadName().startsWith("gateway-stand-in")).count();
    }

    private static boolean standsInTheProducer(ThreadInfo thread) {
        return Arrays.stream(thread.getStackTrace()).anyMatch(frame -> frame.getClassName().contains("PortkeyImagesProducer"));
    }
}
