// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.faults;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.camelportkey.images.faults.Fault.Staging;
import io.github.camelportkey.images.faults.Fault.Upstream;
import io.github.camelportkey.images.kit.ReadOnlySource;
import io.github.camelportkey.images.kit.ScriptedServer.Request;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.io.CloseMode;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What goes wrong on this side, and what becomes of urls. */
final class OwnFaults {

    /** So much of the answer that its file is begun. */
    private static final int ENOUGH = 100_000;

    private OwnFaults() {
    }

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>(inputs());
        all.addAll(spool());
        all.addAll(pools());
        all.addAll(stopping());
        all.addAll(downloads());
        return all;
    }

    private static List<Fault> inputs() {
        return List.of(
                Fault.of("Inputs", "a stream that throws half-way").inputs(Input.STREAM, Input.ATTACHMENT, Input.SEVERAL)
                        .staged(stage -> {
                            send(stage, Input.STREAM, exchange -> exchange.getMessage().setBody(torn(stage.picture())));
                            send(stage, Input.ATTACHMENT, exchange -> exchange.getMessage(AttachmentMessage.class)
                                    .addAttachment("image", new DataHandler(tornSource(stage.picture()))));
                            send(stage, Input.SEVERAL, exchange -> exchange.getMessage().setBody(
                                    List.of(stage.picture(), torn(stage.picture()))));
                        }).ends(Outcome.refusedBeforeSending()),
                Fault.of("Inputs", "a file that is gone").inputs(Input.FILE, Input.SEVERAL).staged(stage -> {
                    Files.delete(stage.file);
                    stage.sendAll();
                }).ends(Outcome.refusedBeforeSending()),
                Fault.of("Inputs", "a picture that is none").inputs(Input.MEMORY, Input.STREAM, Input.SEVERAL).staged(stage -> {
                    send(stage, Input.MEMORY, exchange -> exchange.getMessage().setBody(new byte[100]));
                    send(stage, Input.STREAM, exchange -> exchange.getMessage().setBody(new ByteArrayInputStream(new byte[100])));
                    send(stage, Input.SEVERAL, exchange -> exchange.getMessage().setBody(List.of(stage.picture(), new byte[0])));
                }).ends(Outcome.refusedBeforeSending()));
    }

    private static void send(Stage stage, Input input, Consumer<Exchange> put) throws Exception {
        stage.sent.add(stage.send(input, put, stage.uri()));
    }

    private static InputStream torn(byte[] picture) {
        return new InputStream() {
            private int at;

            @Override
            public int read() throws IOException {
                if (at > picture.length / 2) {
                    throw new IOException("the tape is torn");
                }
                return picture[at++] & 0xff;
            }
        };
    }

    private static DataSource tornSource(byte[] picture) {
        return new ReadOnlySource("torn.png", "image/png", () -> torn(picture));
    }

    private static List<Fault> spool() {
        return List.of(
                Fault.of("Temporary files", "their folder can't be made").staged(stage ->
                        stage.sendAll(stage.uri("spoolDirectory=" + stage.file + "/below"))).ends(Outcome.neverSent()),
                Fault.of("Temporary files", "they take all the room they may").inputs(Input.MEMORY, Input.STREAM)
                        .staged(stage -> {
                            String uri = stage.uri("maxSpoolBytes=1");
                            Exchange first = stage.send(Input.MEMORY, uri).await();
                            stage.beginCounting();
                            stage.sendAll(uri);
                            stage.sent.forEach(Stage.Sent::await);
                            Parts.closeImages(first);
                        }).upstream((connection, stage) -> {
                            connection.readRequest();
                            connection.answer(200, "", Answers.JSON.getBytes());
                            connection.readRequest();
                        }).ends(Outcome.neverSent()),
                Fault.of("Temporary files", "their folder goes, and can't be made again, before the answer")
                        .inputs(Input.MEMORY).inAContextOfItsOwn().upstream((connection, stage) -> {
                            connection.readRequest();
                            replaceByAFile(stage.rig.spool);
                            connection.answer(200, "", Answers.JSON.getBytes());
                        }).ends(Outcome.delivered()),
                Fault.of("Temporary files", "the file is deleted while the answer is read")
                        .inputs(Input.MEMORY).inAContextOfItsOwn().upstream((connection, stage) -> {
                            connection.readRequest();
                            connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + Answers.JSON.length() + "\r\n\r\n"
                                    + Answers.JSON.substring(0, ENOUGH));
                            await().atMost(Stage.LONG_SECONDS, SECONDS).pollInterval(2, MILLISECONDS)
                                    .until(() -> stage.rig.files() == 1);
                            replaceByAFile(stage.rig.spool);
                            connection.write(Answers.JSON.substring(ENOUGH));
                        }).ends(Outcome.delivered()));
    }

    private static void replaceByAFile(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
        Files.createFile(folder);
    }

    private static List<Fault> pools() {
        return List.of(
                Fault.of("Pools", "the route's worker pool is shut down meanwhile").options("workerPool=#pool")
                        .upstream(held()).staged(stage -> {
                            ExecutorService pool = Executors.newFixedThreadPool(1);
                            stage.rig.context.getRegistry().bind("pool", pool);
                            stage.sendAll();
                            stage.awaitRequests();
                            pool.shutdownNow();
                            stage.release();
                        }).ends(Outcome.delivered()),
                Fault.of("Pools", "one's own HTTP client is closed before").options("httpAsyncClient=#closed").staged(stage -> {
                    CloseableHttpAsyncClient own = own(stage, "closed");
                    own.close(CloseMode.IMMEDIATE);
                    stage.sendAll();
                }).ends(Outcome.neverSent()),
                Fault.of("Pools", "one's own HTTP client is closed meanwhile")
                        .options("httpAsyncClient=#closing", "editTimeout=5000").upstream(held()).staged(stage -> {
                            CloseableHttpAsyncClient own = own(stage, "closing");
                            stage.sendAll();
                            stage.awaitRequests();
                            own.close(CloseMode.IMMEDIATE);
                            stage.sent.forEach(Stage.Sent::await);
                            stage.endCounting();
                            stage.release();
                            stage.awaitConnections(0);
                        }).ends(Outcome.unanswered()));
    }

    private static CloseableHttpAsyncClient own(Stage stage, String name) {
        CloseableHttpAsyncClient own = stage.with(HttpAsyncClients.custom().disableAutomaticRetries().build());
        own.start();
        stage.rig.context.getRegistry().bind(name, own);
        return own;
    }

    /** Answers when the stage is released. */
    private static Upstream held() {
        return (connection, stage) -> {
            while (connection.readRequest() != null) {
                stage.awaitRelease();
                connection.answer(200, "", Answers.JSON.getBytes());
            }
        };
    }

    private static List<Fault> stopping() {
        Upstream connect = (connection, stage) -> {
            stage.awaitRelease();
            held().serve(connection, stage);
        };
        Upstream upload = (connection, stage) -> {
            String head = connection.readHead();
            connection.readBody(1 << 20);
            stage.awaitRelease();
            int left = Answers.length(head) - (1 << 20);
            if (connection.readBody(left).length == left) {
                connection.answer(200, "", Answers.JSON.getBytes());
            }
            connection.untilGone();
        };
        Upstream receive = (connection, stage) -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + Answers.JSON.length() + "\r\n\r\n"
                    + Answers.JSON.substring(0, ENOUGH));
            stage.awaitRelease();
            connection.write(Answers.JSON.substring(ENOUGH));
        };
        Upstream url = (connection, stage) -> Answers.ok("{\"data\":[{\"url\":\"" + stage.other.baseUrl() + "/1.png\"}]}")
                .serve(connection, stage);
        Consumer<Stage> connecting = stage -> stage.awaitConnections(Input.EVERY.size());
        Consumer<Stage> downloading = stage -> Stage.awaitBegun(stage.other, Input.EVERY.size());
        List<Fault> all = new ArrayList<>();
        String[] download = {"downloadImages=true", "downloadHosts=127.0.0.1"};
        all.add(stopping("gracefully, while connections are made", connect, gracefully(connecting)).tls(Certificates.HERE)
                .options("trust=" + Certificates.HERE).ends(Outcome.delivered()));
        all.add(stopping("by force, while connections are made", connect, byForce(connecting)).tls(Certificates.HERE)
                .options("trust=" + Certificates.HERE).ends(Outcome.neverSent()));
        all.add(stopping("gracefully, while requests are sent", upload, gracefully(Stage::awaitBegun)).large()
                .ends(Outcome.delivered()));
        all.add(stopping("by force, while requests are sent", upload, byForce(Stage::awaitBegun)).large()
                .ends(Outcome.sentInPart()));
        all.add(stopping("gracefully, while answers are awaited", held(), gracefully(Stage::awaitRequests))
                .ends(Outcome.delivered()));
        all.add(stopping("by force, while answers are awaited", held(), byForce(Stage::awaitRequests))
                .ends(Outcome.unanswered()));
        all.add(stopping("gracefully, while answers are received", receive, gracefully(Stage::awaitRequests))
                .ends(Outcome.delivered()));
        all.add(stopping("by force, while answers are received", receive, byForce(stage -> await()
                .atMost(Stage.LONG_SECONDS, SECONDS).until(() -> stage.rig.files() >= Input.EVERY.size() + 2)))
                .ends(Outcome.cutOff()).because("it is cut off"));
        all.add(stopping("gracefully, while images are downloaded", url, gracefully(downloading)).options(download)
                .also(exchange -> downloaded(exchange, true)).ends(Outcome.delivered()));
        all.add(stopping("by force, while images are downloaded", url, byForce(downloading)).options(download)
                .also(exchange -> downloaded(exchange, false)).ends(Outcome.rejectedByCamel())
                .because("Camel takes no further step; the message holds the urls"));
        all.add(stopping("before edits are sent", Answers.picture(), stage -> {
            Parts.closeImages(stage.send(Input.MEMORY, stage.uri()).await());
            stage.beginCounting();
            stage.rig.context.getComponent("portkey-images").stop();
            stage.sendAll();
        }).ends(Outcome.neverSent()));
        return all;
    }

    private static Fault stopping(String name, Upstream upstream, Staging staging) {
        return Fault.of("The Camel context is stopped", name).inAContextOfItsOwn().upstream(upstream).staged(staging);
    }

    private static Staging gracefully(Consumer<Stage> phase) {
        return stage -> {
            stage.sendAll();
            phase.accept(stage);
            CompletableFuture<Void> stop = CompletableFuture.runAsync(stage.rig::close);
            await().atMost(Stage.LONG_SECONDS, SECONDS).pollInterval(2, MILLISECONDS)
                    .until(() -> stage.rig.context.isStopping());
            stage.release();
            stop.get(Stage.LONG_SECONDS, SECONDS);
            stage.awaitConnections(0);
        };
    }

    private static Staging byForce(Consumer<Stage> phase) {
        return stage -> {
            stage.sendAll();
            phase.accept(stage);
            stage.rig.context.getShutdownStrategy().setTimeUnit(MILLISECONDS);
            stage.rig.context.getShutdownStrategy().setTimeout(50);
            stage.rig.close();
            stage.sent.forEach(Stage.Sent::await);
            stage.endCounting();
            stage.release();
            stage.awaitConnections(0);
        };
    }

    private static List<Fault> downloads() {
        return List.of(
                download("404", (connection, stage) -> connection.answer(404, "", "no".getBytes())),
                download("a redirect", (connection, stage) -> connection.answer(302,
                        "Location: " + stage.other.baseUrl() + "\r\n", new byte[0])),
                download("reset", (connection, stage) -> connection.reset()),
                download("cut off", (connection, stage) ->
                        connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + "\u0089PNG\r\n\u001a\n")),
                download("silent", (connection, stage) -> connection.untilGone()).options("downloadImages=true",
                        "downloadHosts=127.0.0.1", "responseTimeout=700"),
                download("no image", (connection, stage) -> connection.answer(200, "", "<html>".getBytes())),
                download("without end", (connection, stage) -> {
                    connection.write("HTTP/1.1 200 OK\r\n\r\n\u0089PNG\r\n\u001a\n");
                    while (!stage.isReleased(0)) {
                        connection.write(new byte[8_000]);
                    }
                }).options("downloadImages=true", "downloadHosts=127.0.0.1", "maxImageBytes=100000"),
                download("from a private address that was not named", (connection, stage) -> connection.answer(200, "",
                        Answers.RESULT)).options("downloadImages=true"),
                download("none", (connection, stage) -> connection.answer(200, "", Answers.RESULT))
                        .also(exchange -> downloaded(exchange, true)));
    }

    /** What goes wrong with the url of an answer leaves the url, which is what was paid for. */
    private static Fault download(String name, Upstream file) {
        return Fault.of("Downloads", name).times(1, Input.MEMORY).options("downloadImages=true", "downloadHosts=127.0.0.1")
                .upstream((connection, stage) -> {
                    for (Request request = connection.readRequest(); request != null; request = connection.readRequest()) {
                        if (request.line().startsWith("POST")) {
                            connection.answer(200, "", ("{\"data\":[{\"url\":\"" + stage.server.baseUrl() + "/1.png\"}]}").getBytes());
                        } else {
                            file.serve(connection, stage);
                            return;
                        }
                    }
                }).also(exchange -> downloaded(exchange, false)).ends(Outcome.delivered());
    }

    private static void downloaded(Exchange exchange, boolean whole) {
        Image image = exchange.getMessage().getBody(ImagesResponse.class).data().get(0);
        assertThat(image.hasContent()).isEqualTo(whole);
        assertThat(image.problem() == null).isEqualTo(whole);
        assertThat(image.url()).isNotNull();
    }
}
