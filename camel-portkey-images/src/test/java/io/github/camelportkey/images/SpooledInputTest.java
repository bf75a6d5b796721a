// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import io.github.camelportkey.images.kit.SpoolFiles;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A one-shot stream that an edit had to read is left usable, also for those who come after the exchange. */
class SpooledInputTest extends RouteOverStandIn {

    private static final byte[] PICTURE = Pictures.noise(50_000);

    @TempDir
    Path spool;

    private final CountDownLatch sourceIsDone = new CountDownLatch(1);
    private final List<byte[]> read = new CopyOnWriteArrayList<>();
    /** What was kept of streams: while this holds it, no garbage collection deletes its files. */
    private final List<Object> held = new CopyOnWriteArrayList<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        String edit = edit("spoolThreshold=1000", "spoolDirectory=" + spool);
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:edit").streamCache("false").to(edit).process(exchange ->
                        held.addAll(exchange.getProperty("CamelPortkeyImagesKeptStreams", Set.class)));
                from("direct:deadLetter").streamCache("false").errorHandler(deadLetterChannel("seda:later")).to(edit);
                from("direct:wireTap").streamCache("false").doTry().to(edit).doCatch(Exception.class).wireTap("seda:later").end();
                from("seda:later?pollTimeout=50").streamCache("false").process(exchange -> {
                    sourceIsDone.await();
                    read.add(exchange.getMessage().getMandatoryBody(byte[].class));
                });
            }
        };
    }

    private void sendAndForget(String route) {
        Exchange result = send(route, new ByteArrayInputStream(PICTURE));
        assertThat(result.getException()).isNull();
    }

    private long files() {
        return SpoolFiles.below(spool).size();
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:deadLetter", "direct:wireTap"})
    void aStreamWhoseEditFailedIsReadableBehindTheEndOfItsExchange(String route) {
        GATEWAY.answerNext(StagedAnswer.status(400));

        sendAndForget(route);
        sourceIsDone.countDown();

        await().untilAsserted(() -> assertThat(read).containsExactly(PICTURE));
        await().atMost(20, SECONDS).until(() -> {
            System.gc();
            return files() == 0;
        });
    }

    @Test
    void theTemporaryFileOfAStreamGoesWithItsExchange() {
        sendAndForget("direct:edit");

        assertThat(GATEWAY.edits().get(0).files("image").get(0).bytes()).isEqualTo(PICTURE);
        await().atMost(20, SECONDS).until(() -> files() == 0);
        assertThat(held).hasSize(1);
    }
}
