// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
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
import static org.awaitility.Awaitility.await;

/** What docs/threads-and-limits.md says of threads. */
class ThreadsDocsTest extends SnippetTestSupport {

    private static final int AT_ONCE = 3;

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

    static final class Bounded extends RouteBuilder {
        @Override
        public void configure() {
            // tag::bounded[]
            from("file:{{inbox}}?move=.done&moveFailed=.error&readLock=changed&readLockMinAge=2s")
                    .throttle(simple("{{atOnce}}")).concurrentRequestsMode()
                    .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head")
                    .to("file:{{outbox}}?fileName=${file:name.noext}.${header.CamelPortkeyImagesExtension}");
            // end::bounded[]
        }
    }

    @Override
    Properties placeholders() {
        Properties properties = super.placeholders();
        properties.setProperty("atOnce", String.valueOf(AT_ONCE));
        return properties;
    }

    @Test
    void aThrottleBoundsTheEditsAtOnce() throws Exception {
        context.addRoutes(new Bounded());
        gateway.latency(Duration.ofSeconds(6));
        for (int i = 0; i < 3 * AT_ONCE; i++) {
            picture("inbox/" + i + ".png");
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> gateway.edits().size() >= AT_ONCE);
        // four more polls
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(4)).until(() -> gateway.edits().size() == AT_ONCE);
        gateway.latency(Duration.ZERO);
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.isDirectory(outbox())
                && outbox().toFile().list().length == 3 * AT_ONCE);
        assertThat(gateway.edits()).hasSize(3 * AT_ONCE);
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
