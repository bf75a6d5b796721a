// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import io.github.camelportkey.images.kit.ScriptedServer.Connection;
import org.opentest4j.TestAbortedException;

import static io.github.camelportkey.images.faults.Answers.readSome;
import static org.assertj.core.api.Assertions.assertThat;

/** What goes wrong until the request has left whole. */
final class ConnectionFaults {

    private static final int MEGABYTE = 1 << 20;

    private ConnectionFaults() {
    }

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>(connecting());
        all.addAll(uploading());
        all.addAll(reusing());
        return all;
    }

    private static List<Fault> connecting() {
        return List.of(
                connecting("connection refused").baseUrl(Stage.deaf()).ends(Outcome.neverSent()),
                connecting("host name not found").baseUrl("http://no-such-host.invalid/v1").ends(Outcome.neverSent()),
                connecting("the connection is not accepted in time").staged(ConnectionFaults::toAFullBacklog)
                        .options("connectTimeout=300").ends(Outcome.neverSent()),
                connecting("the proxy refuses connections")
                        .options("proxyHost=127.0.0.1", "proxyPort=" + Stage.deaf().replaceAll(".*:(\\d+)/.*", "$1"))
                        .ends(Outcome.neverSent()),
                connecting("the proxy makes no tunnel").staged(stage -> stage.sendAll(stage.uriAt("https://127.0.0.1:1/v1",
                        "proxyHost=127.0.0.1", "proxyPort=" + stage.server.port())))
                        .upstream((connection, stage) -> {
                            connection.readHead();
                            connection.answer(502, "", new byte[0]);
                        }).ends(Outcome.neverSent()),
                connecting("the server talks no TLS").upstream((connection, stage) -> connection.write("this is no TLS\r\n"))
                        .staged(ConnectionFaults::overTls).ends(Outcome.neverSent()),
                connecting("the server ends the TLS handshake").upstream((connection, stage) -> connection.readBody(20))
                        .staged(ConnectionFaults::overTls).ends(Outcome.neverSent()),
                connecting("the server resets the TLS handshake").upstream((connection, stage) -> {
                    connection.readBody(20);
                    connection.reset();
                }).staged(ConnectionFaults::overTls).ends(Outcome.neverSent()),
                connecting("the server is silent in the TLS handshake")
                        .upstream((connection, stage) -> connection.untilGone()).options("connectTimeout=700")
                        .staged(ConnectionFaults::overTls).ends(Outcome.neverSent()),
                connecting("the server is silent in the TLS handshake, up to editTimeout")
                        .upstream((connection, stage) -> connection.untilGone())
                        .options("editTimeout=700", "connectTimeout=1500").staged(ConnectionFaults::overTls)
                        .ends(Outcome.neverSent()),
                connecting("the certificate is not trusted").tls(Certificates.HERE).ends(Outcome.neverSent()),
                connecting("the certificate is of another host").tls(Certificates.ELSEWHERE)
                        .options("trust=" + Certificates.ELSEWHERE).ends(Outcome.neverSent()),
                connecting("none, over TLS").tls(Certificates.HERE).options("trust=" + Certificates.HERE)
                        .ends(Outcome.delivered()));
    }

    private static Fault connecting(String name) {
        return Fault.of("Connecting", name);
    }

    private static void overTls(Stage stage) throws Exception {
        stage.sendAll(stage.uriAt("https://127.0.0.1:" + stage.server.port() + "/v1"));
    }

    /** The kernel answers no more connections once those that nobody accepts fill the backlog. */
    private static void toAFullBacklog(Stage stage) throws Exception {
        stage.sendAll(stage.uriAt(fullBacklog(stage)));
    }

    static String fullBacklog(Stage stage) throws IOException {
        ServerSocket full = stage.with(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
        for (int i = 0; i < 10; i++) {
            Socket filler = stage.with(new Socket());
            try {
                filler.connect(new InetSocketAddress("127.0.0.1", full.getLocalPort()), 200);
            } catch (SocketTimeoutException e) {
                return "http://127.0.0.1:" + full.getLocalPort() + "/v1";
            }
        }
        throw new TestAbortedException("On this system a backlog is never full, so no connection stays unaccepted");
    }

    private static List<Fault> uploading() {
        return List.of(
                uploading("reset before the request is read").upstream((connection, stage) -> connection.reset())
                        .ends(Outcome.neverSent()),
                uploading("reset in the request's head").upstream((connection, stage) -> {
                    connection.readBody(40);
                    connection.reset();
                }).ends(Outcome.neverSent()),
                uploading("reset after the request's head").upstream((connection, stage) -> {
                    connection.readHead();
                    connection.reset();
                }).ends(Outcome.sentInPart()),
                uploading("closed after the request's head").upstream((connection, stage) -> connection.readHead())
                        .ends(Outcome.sentInPart()),
                uploading("reset in the midst of the body").upstream((connection, stage) -> {
                    readSome(connection, MEGABYTE);
                    connection.reset();
                }).ends(Outcome.sentInPart()),
                uploading("the server stops reading").upstream((connection, stage) -> {
                    readSome(connection, MEGABYTE);
                    stage.awaitRelease();
                }).staged(stage -> {
                    stage.sendAll();
                    stage.sent.forEach(Stage.Sent::await);
                    stage.release();
                }).options("responseTimeout=700").ends(Outcome.sentInPart()),
                uploading("the server reads slowly").upstream((connection, stage) -> {
                    connection.readHead();
                    while (!stage.isReleased(5) && connection.readBody(1_000).length == 1_000) {
                        // goes on
                    }
                }).options("editTimeout=700").ends(Outcome.sentInPart()),
                early(413, "").ends(Outcome.status(false, false)),
                early(413, "Connection: close\r\n").ends(Outcome.status(false, false)),
                early(301, "Location: http://elsewhere.invalid/v1\r\n").ends(Outcome.status(false, false)),
                early(401, "").ends(Outcome.status(false, false)),
                early(500, "").ends(Outcome.status(true, true)),
                uploading("a 200 before the request is whole").upstream((connection, stage) -> {
                    while (answersEarly(connection, 200, "", Answers.JSON)) {
                        // and again
                    }
                }).ends(Outcome.delivered()),
                uploading("the file is truncated").inputs(Input.FILE).upstream((connection, stage) -> {
                    readSome(connection, MEGABYTE);
                    try (FileChannel cut = FileChannel.open(stage.file, StandardOpenOption.WRITE)) {
                        cut.truncate(Stage.LARGE.length / 4 * 3);
                    }
                    connection.untilGone();
                }).ends(Outcome.sentInPart()),
                uploading("the file grows").inputs(Input.FILE).upstream((connection, stage) -> {
                    readSome(connection, MEGABYTE);
                    Files.write(stage.file, new byte[1_000], StandardOpenOption.APPEND);
                    connection.untilGone();
                }).ends(Outcome.sentInPart()),
                uploading("the file is deleted while an image before it is sent").inputs(Input.SEVERAL)
                        .upstream((connection, stage) -> {
                            readSome(connection, MEGABYTE);
                            Files.delete(stage.file);
                            connection.untilGone();
                        }).ends(Outcome.sentInPart()),
                uploading("the file is deleted while it is sent").inputs(Input.FILE).upstream((connection, stage) -> {
                    String head = connection.readHead();
                    Files.delete(stage.file);
                    int length = Answers.length(head);
                    if (connection.readBody(length).length == length) {
                        connection.answer(200, "", Answers.JSON.getBytes());
                        connection.untilGone();
                    }
                }).ends(Outcome.delivered()));
    }

    private static Fault uploading(String name) {
        return Fault.of("Uploading", name).large();
    }

    /** The server refuses, and reads on, as good ones do; else the refusal is lost in a reset. */
    private static Fault early(int status, String headers) {
        return uploading(status + " before the request is whole" + (headers.contains("close") ? ", and the connection's end" : ""))
                .upstream((connection, stage) -> {
                    while (answersEarly(connection, status, headers, "{\"error\":{\"message\":\"too early\"}}")) {
                        // and again
                    }
                });
    }

    /** Returns false when the connection ends before the request does. */
    private static boolean answersEarly(Connection connection, int status, String headers, String body) throws IOException {
        String head = connection.readHead();
        if (head == null || connection.readBody(MEGABYTE).length < MEGABYTE) {
            return false;
        }
        connection.answer(status, headers, body.getBytes());
        int rest = Answers.length(head) - MEGABYTE;
        return connection.readBody(rest).length == rest;
    }

    private static List<Fault> reusing() {
        return List.of(
                Fault.of("Reusing a connection", "closed by the server while it was idle").times(1, Input.MEMORY)
                        .upstream((connection, stage) -> {
                            connection.readRequest();
                            connection.answer(200, "Keep-Alive: timeout=5\r\n", Answers.JSON.getBytes());
                            connection.socket().shutdownOutput();
                            connection.untilGone();
                        }).staged(stage -> {
                            Parts.closeImages(stage.send(Input.MEMORY, stage.uri()).await());
                            stage.awaitConnections(0);
                            stage.beginCounting();
                            stage.sendAll();
                        }).ends(Outcome.delivered()),
                Fault.of("Reusing a connection", "reset by the server at the moment of reuse").times(1, Input.MEMORY).large()
                        .upstream((connection, stage) -> {
                            connection.readRequest();
                            connection.answer(200, "Keep-Alive: timeout=5\r\n", Answers.JSON.getBytes());
                            connection.readBody(1);
                            connection.reset();
                        }).staged(stage -> {
                            Parts.closeImages(stage.send(Input.MEMORY, stage.uri()).await());
                            stage.beginCounting();
                            stage.sendAll();
                        }).options("maxConnections=1").ends(Outcome.neverSent()),
                Fault.of("Reusing a connection", "no connection becomes free in time")
                        .options("maxConnections=1", "connectionRequestTimeout=300").staged(stage -> {
                            Stage.Sent first = occupy(stage, 1).get(0);
                            stage.sendAll();
                            stage.sent.forEach(Stage.Sent::await);
                            stage.release();
                            Parts.closeImages(first.await());
                        }).ends(Outcome.neverSent()),
                Fault.of("Reusing a connection", "the 201st edit").staged(stage -> {
                    List<Stage.Sent> many = occupy(stage, 200);
                    stage.sendAll();
                    assertThat(stage.server.connections()).isZero();
                    stage.release();
                    many.forEach(one -> Parts.closeImages(one.await()));
                }).ends(Outcome.delivered()));
    }

    /** Edits at the other server, which holds them until the stage is released. */
    private static List<Stage.Sent> occupy(Stage stage, int count) throws Exception {
        List<Stage.Sent> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(stage.send(Input.MEMORY, stage.uriAt(stage.other.baseUrl())));
        }
        Stage.awaitBegun(stage.other, count);
        return all;
    }
}
