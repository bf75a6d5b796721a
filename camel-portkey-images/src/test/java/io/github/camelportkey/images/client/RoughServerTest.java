// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImageEditRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Many threads that ask for edits, over few connections that end in all ways: each edit ends once, and says the truth. */
class RoughServerTest {

    private static final byte[] ANSWER = Reading.bytes(Pictures.answer(Pictures.png(2)));
    private static final Pattern NUMBER = Pattern.compile("edit-(\\d+)-");

    @TempDir
    Path folder;

    /**
     * What a server does with an edit follows from the edit's number: it answers, or refuses before the body came, or closes or
     * resets the connection before or after that. It closes idle connections as it likes.
     */
    private static final class RoughServer {

        private final Map<Integer, AtomicInteger> whole = new ConcurrentHashMap<>();
        private final @Nullable TlsServer tls;

        private RoughServer(@Nullable TlsServer tls) {
            this.tls = tls;
        }

        /** Below TLS: above it the JDK reads, before it closes, whatever still comes, which may be the whole request. */
        private void reset(ScriptedServer.Connection connection) throws IOException {
            Socket socket = tls == null ? connection.socket() : tls.below(connection);
            socket.setSoLinger(true, 0);
            socket.close();
        }

        private void serve(ScriptedServer.Connection connection) throws Exception {
            connection.socket().setReceiveBufferSize(64 * 1024);
            for (String head = connection.readHead(); head != null; head = connection.readHead()) {
                int length = Integer.parseInt(new ScriptedServer.Request(head, new byte[0]).header("Content-Length"));
                byte[] begin = connection.readBody(Math.min(length, 300));
                if (begin.length < Math.min(length, 300)) {
                    return; // cancelled
                }
                Matcher number = NUMBER.matcher(new String(begin, java.nio.charset.StandardCharsets.ISO_8859_1));
                assertThat(number.find()).isTrue();
                int edit = Integer.parseInt(number.group(1));
                if (edit % 20 == 0) {
                    reset(connection);
                    return;
                }
                if (edit % 20 == 1) {
                    connection.answer(429, "Connection: close\r\n", "{}".getBytes());
                    connection.untilGone();
                    return;
                }
                connection.readBody(length - begin.length);
                whole.computeIfAbsent(edit, n -> new AtomicInteger()).incrementAndGet();
                if (edit % 20 == 2) {
                    reset(connection);
                    return;
                }
                if (edit % 20 == 3) {
                    return;
                }
                connection.answer(200, edit % 20 == 4 ? "Connection: close\r\n" : "", ANSWER);
                if (edit % 20 < 7) {
                    return; // without a word about it
                }
            }
        }
    }

    static GatewayRoute route(ScriptedServer server, boolean tls) {
        return GatewayRoute.builder()
                .baseUrl(URI.create(server.baseUrl().replace("http:", tls ? "https:" : "http:"))).build();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void withManyThreadsAndARoughServerEveryEditEndsOnceAndTellsTheTruth(boolean tls) throws Exception {
        SSLContext certificate = tls ? TlsServer.keys(folder, "ip:127.0.0.1") : SSLContext.getDefault();
        TlsServer secured = tls ? new TlsServer(certificate, 0) : null;
        ServerSocket sockets = tls ? secured : new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        RoughServer rough = new RoughServer(secured);
        byte[] large = Pictures.noise(12 << 20);
        byte[] middle = Pictures.noise(400_000);
        int threads = 12;
        int edits = 600;
        AtomicInteger next = new AtomicInteger();
        Map<Integer, ImageEdit> all = new ConcurrentHashMap<>();
        Map<Integer, AtomicInteger> ends = new ConcurrentHashMap<>();
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        try (ScriptedServer server = ScriptedServer.on(sockets, rough::serve);
             ImagesClient client = ImagesClient.builder().sslContext(tls ? certificate : null).maxConnections(6).build()) {
            GatewayRoute route = route(server, tls);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Random random = new Random(i);
                running.add(callers.submit(() -> {
                    for (int number = next.getAndIncrement(); number < edits; number = next.getAndIncrement()) {
                        byte[] picture = number % 20 < 2 ? large : number % 5 == 0 ? middle : Pictures.png(4);
                        int edit = number;
                        ImageEdit sent = client.edit(ImageEditRequest.builder().prompt("edit-" + edit + "-")
                                .image(Edits.draft(ImageContent.of(picture, null)).build().images().get(0)).build(), route);
                        all.put(edit, sent);
                        sent.whenComplete((images, failure) ->
                                ends.computeIfAbsent(edit, n -> new AtomicInteger()).incrementAndGet());
                        if (edit % 20 > 17) {
                            Thread.yield();
                            sent.cancel(true);
                        } else if (random.nextInt(4) > 0) {
                            sent.exceptionally(failure -> null).get(60, TimeUnit.SECONDS);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> caller : running) {
                caller.get(120, TimeUnit.SECONDS);
            }
            await().untilAsserted(() -> assertThat(client.inFlight()).isZero());
            await().untilAsserted(() -> assertThat(ends).hasSize(edits));

            assertThat(ends.values()).allSatisfy(count -> assertThat(count).hasValue(1));
            assertThat(rough.whole.values()).as("times an edit arrived").allSatisfy(count -> assertThat(count).hasValue(1));
            assertThat(rough.whole).isNotEmpty();
            int answered = 0;
            for (int edit = 0; edit < edits; edit++) {
                boolean paid = true;
                try {
                    all.get(edit).join();
                    answered += edit % 20 >= 7 && edit % 20 <= 17 ? 1 : 0;
                } catch (CancellationException e) {
                    assertThat(edit % 20).isGreaterThan(17);
                } catch (CompletionException e) {
                    assertThat(e.getCause()).isInstanceOf(GatewayFailure.class);
                    paid = ((GatewayFailure) e.getCause()).mayHaveBeenBilled();
                }
                if (rough.whole.containsKey(edit)) {
                    assertThat(paid).as("edit %d arrived, and says so", edit).isTrue();
                }
                if (edit % 20 < 2) {
                    assertThat(paid).as("edit %d did not arrive: %s", edit, all.get(edit)).isFalse();
                }
            }
            assertThat(answered).as("edits with an image, of those whose connection stays open").isPositive();
            await().untilAsserted(() -> assertThat(client.pool().leased()).isZero());
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void whoeverAsksWhileTheClientIsClosedLearnsOfAnEnd() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try (ScriptedServer server = ScriptedServer.answering(200, "", Pictures.answer(Pictures.png(2)))) {
            for (int round = 0; round < 6; round++) {
                ImagesClient client = Edits.client();
                CountDownLatch some = new CountDownLatch(100);
                AtomicBoolean closed = new AtomicBoolean();
                List<Future<List<ImageEdit>>> asked = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    asked.add(callers.submit(() -> {
                        List<ImageEdit> edits = new ArrayList<>();
                        while (!closed.get()) {
                            ImageEdit edit = client.edit(Edits.small(), Edits.route(server));
                            edits.add(edit);
                            some.countDown();
                            edit.exceptionally(failure -> null).get(30, TimeUnit.SECONDS);
                        }
                        return edits;
                    }));
                }
                assertThat(some.await(30, TimeUnit.SECONDS)).isTrue();
                client.close();
                closed.set(true);
                List<ImageEdit> all = new ArrayList<>();
                for (Future<List<ImageEdit>> edits : asked) {
                    all.addAll(edits.get(60, TimeUnit.SECONDS));
                }
                assertThat(all).allSatisfy(edit -> assertThat(edit).isDone())
                        .anyMatch(edit -> !edit.isCompletedExceptionally() && edit.join().isUsable());
                assertThat(client.inFlight()).isZero();
            }
        } finally {
            callers.shutdownNow();
        }
    }
}
