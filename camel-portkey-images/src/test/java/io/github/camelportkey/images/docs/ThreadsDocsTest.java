// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.github.camelportkey.images.kit.Pictures;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What docs/threads-and-limits.md says of threads. */
class ThreadsDocsTest extends SnippetTestSupport {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:edit")
                        .to("portkey-images:edit?model=gpt-image-2&prompt=a red hat")
                        .process(exchange -> exchange.setProperty("thread", Thread.currentThread().getName()));
            }
        };
    }

    @Test
    void oneThreadStartsAllEditsAndNoneWaits() throws Exception {
        gateway.latency(Duration.ofSeconds(2));
        List<CompletableFuture<Exchange>> edits = new ArrayList<>();
        AsyncProducer route = context.getEndpoint("direct:edit").createAsyncProducer();
        route.start();

        for (int i = 0; i < 60; i++) {
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setBody(Pictures.png(16));
            CompletableFuture<Exchange> done = new CompletableFuture<>();
            edits.add(done);
            route.process(exchange, doneSync -> done.complete(exchange));
        }
        boolean returnedFirst = edits.stream().noneMatch(CompletableFuture::isDone);
        long during = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("portkey-images") || thread.getName().contains("PortkeyImages"))
                .count();
        CompletableFuture.allOf(edits.toArray(CompletableFuture<?>[]::new)).get(30, TimeUnit.SECONDS);

        assertThat(returnedFirst).isTrue();
        assertThat(during).isLessThan(10);
        assertThat(edits).allSatisfy(edit -> {
            assertThat(edit.join().getException()).isNull();
            assertThat(edit.join().getProperty("thread", String.class)).contains("PortkeyImagesWorker");
        });
    }
}
