// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.ByteArrayInputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImageEditRequest;
import io.github.camelportkey.images.model.InputImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelportkey.images.kit.Latches.awaitQuietly;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Edits on connections that are there already, whose requests the thread that asks for them begins to send. */
class SendingTest {

    private static final byte[] ANSWER = Reading.bytes(Pictures.answer(Pictures.png(2)));

    private static final int IO_THREADS = Math.min(4, Math.max(2, Runtime.getRuntime().availableProcessors()));

    @TempDir
    Path folder;

    private static ScriptedServer answering() throws Exception {
        return ScriptedServer.running(connection -> {
            while (connection.readRequest() != null) {
                connection.answer(200, "", ANSWER);
            }
        });
    }

    /** HttpCore would end the thread, and with the next connection that is to be made all others. */
    @Test
    void anErrorOnAnIoThreadFailsItsEditAndNoOther() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "Connection: close\r\n", new String(ANSWER, UTF_8));
             ImagesClient client = ImagesClient.builder().build()) {
            for (int i = 0; i < 2 * IO_THREADS; i++) {
                AtomicInteger opened = new AtomicInteger();
                ImageContent failing = ImageContent.of(() -> {
                    if (opened.getAndIncrement() == 0) {
                        return new ByteArrayInputStream(Pictures.png(4));
                    }
                    throw new NoClassDefFoundError("a/class/of/the/user");
                }, Pictures.png(4).length, "image/png");

                assertThat(Edits.failure(client.edit(Edits.draft(failing).build(), Edits.route(server))))
                        .isInstanceOf(GatewayUnreachableException.class).hasMessageContaining("a/class/of/the/user");
                assertThat(Edits.result(client.edit(Edits.small(), Edits.route(server))).data()).hasSize(1);
            }
        }
    }

    /** Leaves the client with an idle connection. */
    private static void warm(ImagesClient client, ScriptedServer server) throws Exception {
        Edits.result(client.edit(Edits.small(), Edits.route(server)));
        await().until(() -> client.pool().leased() == 0);
    }

    /** On a thread that was no I/O thread in some other test. */
    private static <T> T asCaller(Callable<T> asking) throws Exception {
        FutureTask<T> task = new FutureTask<>(asking);
        new Thread(task).start();
        return task.get(30, TimeUnit.SECONDS);
    }

    /** Ends two edits on each I/O thread, and keeps it busy with the second one; the connections of the first ones are idle. */
    private static void occupy(ImagesClient client, GatewayRoute route, CountDownLatch end) throws Exception {
        Map<Thread, AtomicInteger> ended = new ConcurrentHashMap<>();
        CountDownLatch busy = new CountDownLatch(IO_THREADS);
        for (int i = 0; i < 2 * IO_THREADS; i++) { // which the client spreads evenly
            client.edit(Edits.small(), route).thenAccept(images -> {
                if (ended.computeIfAbsent(Thread.currentThread(), io -> new AtomicInteger()).incrementAndGet() == 2) {
                    busy.countDown();
                    awaitQuietly(end);
                }
            });
        }
        assertThat(busy.await(30, TimeUnit.SECONDS)).as("every I/O thread has ended two edits: %s", ended).isTrue();
    }

    @Test
    void aSmallEditIsSentThoughAllIoThreadsAreBusy() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch allCame = new CountDownLatch(2 * IO_THREADS);
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            while (connection.readRequest() != null) {
                allCame.countDown();
                allCame.await();
                connection.answer(200, "", ANSWER);
            }
        }); ImagesClient client = Edits.client()) {
            occupy(client, Edits.route(server), end);

            ImageEdit edit = asCaller(() -> client.edit(Edits.small(), Edits.route(server)));
            await().untilAsserted(() -> assertThat(server.requests()).hasSize(2 * IO_THREADS + 1));
            assertThat(edit).isNotDone();
            end.countDown();
            assertThat(Edits.result(edit).isUsable()).isTrue();
        } finally {
            end.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anEditIsNotSentToAServerThatHasLeftThoughNoIoThreadHasSeenIt(boolean tls) throws Exception {
        SSLContext certificate = tls ? TlsServer.keys(folder, "ip:127.0.0.1") : SSLContext.getDefault();
        ServerSocketFactory sockets = tls ? certificate.getServerSocketFactory() : ServerSocketFactory.getDefault();
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        CountDownLatch allCame = new CountDownLatch(2 * IO_THREADS);
        try (ScriptedServer server = ScriptedServer.on(sockets.createServerSocket(0, 200, InetAddress.getLoopbackAddress()), connection -> {
            connection.readRequest();
            allCame.countDown();
            allCame.await();
            connection.answer(200, "", ANSWER);
            leave.await();
        }); ImagesClient client = ImagesClient.builder().sslContext(tls ? certificate : null).build()) {
            GatewayRoute route = RoughServerTest.route(server, tls);
            occupy(client, route, end);
            leave.countDown();
            await().until(() -> server.connections() == 0);

            ImageEdit edit = asCaller(() -> client.edit(Edits.small(), route));
            end.countDown();
            try {
                Edits.result(edit); // over a new connection, where the client looked at the old one after a second
                assertThat(server.requests()).hasSize(2 * IO_THREADS + 1);
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(GatewayUnreachableException.class);
                assertThat(((GatewayFailure) e.getCause()).mayHaveBeenBilled()).isFalse();
            }
        } finally {
            end.countDown();
        }
    }

    private static boolean hasBuffers() {
        boolean lent = IoBuffers.borrow();
        if (lent) {
            IoBuffers.giveBack();
        }
        return lent;
    }

    @Test
    void ofALargeEditTheIoThreadSendsTheRest() throws Exception {
        byte[] picture = Pictures.noise(20 << 20);
        Path file = Files.write(folder.resolve("big.png"), picture);
        try (ScriptedServer server = answering(); ImagesClient client = Edits.client()) {
            for (ImageContent content : List.of(ImageContent.of(picture, null), ImageContent.of(file, null))) {
                warm(client, server);
                Edits.result(asCaller(() -> client.edit(Edits.draft(content).build(), Edits.route(server))));
                ScriptedServer.Request request = server.requests().get(server.requests().size() - 1);
                int at = request.text().indexOf("image/png\r\n\r\n") + 13;
                assertThat(Arrays.equals(request.body(), at, at + picture.length, picture, 0, picture.length)).isTrue();
            }
        }
    }

    @Test
    void aStreamIsNotReadByTheThreadThatAsksWhichMayBeWhoFillsIt() throws Exception {
        byte[] picture = Pictures.png(64);
        try (ScriptedServer server = answering(); ImagesClient client = Edits.client();
             PipedOutputStream out = new PipedOutputStream(); PipedInputStream in = new PipedInputStream(out)) {
            warm(client, server);
            AtomicBoolean opened = new AtomicBoolean();
            Set<Thread> readers = ConcurrentHashMap.newKeySet();
            ImageEditRequest request = ImageEditRequest.builder().prompt("p")
                    .image(new InputImage("a.png", "image/png", ImageContent.of(() -> {
                        readers.add(Thread.currentThread());
                        opened.set(true);
                        return in;
                    }, picture.length, null), null)).build();
            ImageEdit edit = asCaller(() -> client.edit(request, Edits.route(server)));
            await().untilTrue(opened);
            out.write(picture);
            out.close();

            assertThat(Edits.result(edit).isUsable()).isTrue();
            assertThat(readers).allSatisfy(reader -> assertThat(reader.getName()).startsWith("portkey-images"));
        }
    }

    @Test
    void aFileThatIsGoneEndsTheEditUnbilledAndTheNextOneIsSentAsEver() throws Exception {
        try (ScriptedServer server = answering(); ImagesClient client = Edits.client()) {
            for (int i = 0; i < 10; i++) { // more often than there are buffers to borrow
                Path file = Files.write(folder.resolve("cat.png"), Pictures.png(4));
                ImageEditRequest request = Edits.draft(ImageContent.of(file, null)).build();
                Files.delete(file);
                warm(client, server);
                Throwable failure = Edits.failure(asCaller(() -> client.edit(request, Edits.route(server))));

                assertThat(failure).hasMessageContaining("cat.png").hasMessageContaining("nothing was billed");
                assertThat(client.inFlight()).isZero();
                assertThat(asCaller(SendingTest::hasBuffers)).isTrue();
            }
            await().untilAsserted(() -> assertThat(client.pool().leased()).isZero());
        }
    }
}
