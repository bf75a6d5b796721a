// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImageEditRequest;
import io.github.camelportkey.images.model.ImagesResponse;
import org.apache.hc.client5.http.config.RequestConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelportkey.images.kit.Latches.awaitQuietly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every edit ends, whatever another one, a name service, an input or a fault of our own does. */
@Timeout(60)
class EditEndTest {

    private static final GatewayRoute NOWHERE = GatewayRoute.builder()
            .baseUrl(URI.create("http://no-such-host.invalid/v1")).build();

    private static ScriptedServer silent() throws IOException {
        return ScriptedServer.running(ScriptedServer.Connection::untilGone);
    }

    /** Each gives its connection to the next one; from within, they would fill the stack of the I/O thread, and end it. */
    @Test
    void aThousandThatWaitForAConnectionAndCanNotMakeItFailEachForItself() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.readRequest();
            waiting.await();
            connection.answer(200, "Connection: close\r\n", Reading.bytes(Pictures.answer(Pictures.png(4))));
        }); ImagesClient client = ImagesClient.builder().maxConnections(1).settings(Edits.timeouts(40_000, 40_000, 40_000))
                .build()) {
            ImageEdit first = client.edit(Edits.small(), Edits.route(server));
            List<ImageEdit> others = IntStream.range(0, 1_000).mapToObj(i -> client.edit(small(), NOWHERE)).toList();
            waiting.countDown();

            assertThat(Edits.result(first).isUsable()).isTrue();
            for (ImageEdit other : others) {
                assertThat(Edits.failure(other)).isInstanceOfSatisfying(GatewayUnreachableException.class,
                        failure -> assertThat(failure.mayHaveBeenBilled()).isFalse())
                        .hasMessageContaining("host name that is not known");
            }
            assertThat(Edits.result(client.edit(Edits.small(), Edits.route(server))).isUsable()).isTrue();
            await().until(() -> client.pool().leased() == 0);
        }
    }

    private static ImageEditRequest small() {
        try {
            return Edits.small();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Here null stands for what can't be: a fault of ours, or a heap that is full in just that moment. */
    @Test
    void anEditEndsAlsoWhenItsEndCanNotBeTold() throws Exception {
        assertEnds(call -> call.onRefused(null, "no"));
        assertEnds(call -> call.onInvalid(null, "no", null));
        ImagesResponse none = Reading.of("{\"data\":[]}");
        assertEnds(call -> call.onImages(null, none));
        assertEnds(call -> call.onFailed(null));
    }

    private static void assertEnds(Consumer<EditCall> end) throws Exception {
        try (ScriptedServer silent = silent(); HttpTransport transport = new HttpTransport(
                new HttpClients.Settings(null, null, null, null, 10_000, 1, null))) {
            EditCall call = new EditCall(transport, Edits.timeouts(10_000, 60_000, 60_000), Edits.route(silent),
                    URI.create(silent.baseUrl() + "/images/edits"), MultipartBody.of(ImageEditForm.parts(Edits.small())));
            ImageEdit edit = call.send(List.of(), RequestConfig.DEFAULT);

            end.accept(call);

            assertThat(Edits.failure(edit)).isInstanceOf(GatewayUnreachableException.class)
                    .hasMessageContaining("NullPointerException").hasMessageContaining("billed");
            assertThat(transport.inFlight()).isZero();
        }
    }

    @Test
    void aNameServiceThatDoesNotAnswerHoldsUpNoEnd() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (ScriptedServer silent = silent(); HttpTransport transport = new HttpTransport(
                new HttpClients.Settings(null, null, null, null, 10_000, 1, null))) {
            for (int i = 0; i < 100; i++) {
                transport.strangers().execute(() -> awaitQuietly(release));
            }
            EditCall call = new EditCall(transport, Edits.timeouts(10_000, 60_000, 300), Edits.route(silent),
                    URI.create(silent.baseUrl() + "/images/edits"), MultipartBody.of(ImageEditForm.parts(Edits.small())));

            assertThat(Edits.failure(call.send(List.of(), RequestConfig.DEFAULT))).hasMessageContaining("editTimeout=300");
        } finally {
            release.countDown();
        }
    }

    /** Such as a file on a share that does not answer. */
    @Test
    void anInputThatCanNotBeReadToItsEndHoldsUpNoEndAndNoStop() throws Exception {
        Semaphore reading = new Semaphore(0);
        CountDownLatch release = new CountDownLatch(1);
        AtomicBoolean sending = new AtomicBoolean();
        byte[] picture = Pictures.png(8);
        ImageContent stuck = ImageContent.of(() -> new ByteArrayInputStream(picture) {
            @Override
            public synchronized int read(byte[] into, int from, int count) {
                if (sending.get()) {
                    reading.release();
                    awaitQuietly(release);
                }
                return super.read(into, from, count);
            }
        }, picture.length, "image/png");
        ImageEditRequest request = Edits.draft(stuck).build();
        sending.set(true);
        try (ScriptedServer silent = silent(); ImagesClient client = Edits.client(Edits.timeouts(10_000, 60_000, 500))) {
            ImageEdit late = client.edit(request, Edits.route(silent));
            assertThat(reading.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            assertThat(Edits.failure(late)).hasMessageContaining("editTimeout=500").hasMessageContaining("nothing was billed");

            ImageEdit stopped = client.with(Edits.timeouts(10_000, 60_000, 60_000)).edit(request, Edits.route(silent));
            assertThat(reading.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            client.close();
            assertThat(Edits.failure(stopped)).hasMessageContaining("component was stopped");
        } finally {
            release.countDown();
        }
    }

    /** Such as an object of a store, whose client reads the rest of it before it closes. */
    @Test
    void anInputThatDoesNotCloseHoldsUpNoEndNoStopAndNoConnection() throws Exception {
        Semaphore closing = new Semaphore(0);
        Semaphore half = new Semaphore(0);
        Semaphore gone = new Semaphore(0);
        CountDownLatch ended = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        byte[] picture = Arrays.copyOf(Pictures.png(8), 40 << 20);
        ImageContent content = ImageContent.of(() -> new ByteArrayInputStream(picture) {
            @Override
            public void close() {
                if (available() < picture.length / 2) {
                    closing.release();
                    awaitQuietly(release);
                }
            }
        }, picture.length, "image/png");
        ImageEditRequest request = Edits.draft(content).build();
        try (ScriptedServer full = ScriptedServer.running(connection -> {
            connection.readHead();
            connection.readBody(20 << 20);
            half.release();
            ended.await();
            connection.untilGone();
            gone.release();
        }); ImagesClient client = Edits.client(Edits.timeouts(10_000, 60_000, 2_000))) {
            ImageEdit late = client.edit(request, Edits.route(full));
            assertThat(Edits.failure(late)).hasMessageContaining("editTimeout=2000").hasMessageContaining("nothing was billed");
            assertThat(closing.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

            ended.countDown();
            ImageEdit stopped = client.with(Edits.timeouts(10_000, 60_000, 60_000)).edit(request, Edits.route(full));
            assertThat(half.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
            client.close();
            assertThat(Edits.failure(stopped)).hasMessageContaining("component was stopped");

            ended.countDown();
            assertThat(gone.tryAcquire(2, 10, TimeUnit.SECONDS)).as("both connections are closed").isTrue();
        } finally {
            release.countDown();
        }
    }

    /** More than there are I/O threads, and none of them ever pauses. */
    @Test
    void serversThatNeverStopTalkingKeepNoOtherEditFromItsAnswer() throws Exception {
        byte[] chunks = "1\r\n \r\n".repeat(10_000).getBytes(StandardCharsets.ISO_8859_1);
        try (ScriptedServer talking = ScriptedServer.running(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (;;) {
                connection.write(chunks);
            }
        }); ScriptedServer server = ScriptedServer.answering(200, "", Pictures.answer(Pictures.png(4)));
             ImagesClient client = Edits.client()) {
            List<ImageEdit> endless = IntStream.range(0, 8).mapToObj(i -> client.edit(small(), Edits.route(talking))).toList();
            await().until(() -> endless.stream().allMatch(edit -> edit.reply() != null));

            assertThat(Edits.result(client.edit(Edits.small(), Edits.route(server))).isUsable()).isTrue();
            assertThat(endless).noneMatch(ImageEdit::isDone);
        }
    }

    @Test
    void interimAnswersWithoutEndEndTheEdit() throws Exception {
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.readRequest();
            for (;;) {
                connection.write("HTTP/1.1 103 X\r\n\r\n");
            }
        })) {
            assertThat(Edits.failure(server)).isInstanceOfSatisfying(GatewayUnreachableException.class,
                    failure -> assertThat(failure.mayHaveBeenBilled()).isTrue()).hasMessageContaining("interim answers");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":[{\"b64_json\":\"iVBORw0KGgo=\"}]}", "{}"})
    void anAnswerThatComesBeforeTheRequestIsWholeGivesItsConnectionBack(String answer) throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (ScriptedServer early = ScriptedServer.running(connection -> {
            connection.readHead();
            connection.answer(200, "", Reading.bytes(answer));
            end.await();
        }); ImagesClient client = Edits.client()) {
            ImageEdit edit = client.edit(Edits.ofSize(50 << 20), Edits.route(early));

            await().until(edit::isDone);
            assertThat(edit.isCompletedExceptionally()).isEqualTo(answer.equals("{}"));
            await().until(() -> client.pool().leased() == 0);
        } finally {
            end.countDown();
        }
    }

    @Test
    void anEarlyAnswerIsDeliveredThoughTheInputDoesNotClose() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        byte[] picture = Arrays.copyOf(Pictures.png(8), 40 << 20);
        ImageContent content = ImageContent.of(() -> new ByteArrayInputStream(picture) {
            @Override
            public void close() {
                if (available() < picture.length - (1 << 20)) {
                    awaitQuietly(release);
                }
            }
        }, picture.length, "image/png");
        ImageEditRequest request = Edits.draft(content).build();
        try (ScriptedServer early = ScriptedServer.running(connection -> {
            connection.readHead();
            connection.readBody(8 << 20);
            connection.answer(200, "", Reading.bytes(Pictures.answer(Pictures.png(4))));
            release.await();
        }); ImagesClient client = Edits.client()) {
            assertThat(Edits.result(client.edit(request, Edits.route(early))).isUsable()).isTrue();
        } finally {
            release.countDown();
        }
    }
}
