// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.camelportkey.benchmark.work.Scenario;

/** The running upstream. */
final class Upstream implements AutoCloseable {

    private static final long LONGEST_WAIT_SECONDS = 120;

    private final Jvm jvm;
    private final int port;
    private final int tlsPort;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Upstream(Jvm jvm, int port, int tlsPort) {
        this.jvm = jvm;
        this.port = port;
        this.tlsPort = tlsPort;
    }

    static Upstream start(Settings settings) throws IOException, InterruptedException {
        makeKeys(settings.keys());
        Jvm jvm = Jvm.start(List.of("-Xmx2g", "-XX:MaxDirectMemorySize=2g"),
                "io.github.camelportkey.benchmark.upstream.UpstreamMain",
                List.of(settings.pictures().toString(), settings.keys().toString()), settings.log());
        String[] ports = jvm.line().split(" ");
        return new Upstream(jvm, Integer.parseInt(ports[1]), Integer.parseInt(ports[2]));
    }

    private static void makeKeys(Path keys) throws IOException, InterruptedException {
        if (Files.exists(keys)) {
            return;
        }
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", "upstream", "-keyalg", "EC", "-dname", "CN=benchmark", "-ext", "san=ip:127.0.0.1",
                "-storetype", "PKCS12", "-keystore", keys.toString(), "-storepass", "changeit").inheritIO().start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool ended with " + keytool.exitValue());
        }
    }

    String address(Scenario scenario) {
        return scenario.tls() ? "https://127.0.0.1:" + tlsPort : "http://127.0.0.1:" + port;
    }

    /** From now on edits that ask for it are held. */
    void hold() throws IOException, InterruptedException {
        control("hold");
    }

    /** Waits until so many are held. */
    void awaitHeld(int edits) throws IOException, InterruptedException {
        long until = System.nanoTime() + LONGEST_WAIT_SECONDS * 1_000_000_000L;
        int held = control("held");
        while (held < edits) {
            if (System.nanoTime() > until) {
                throw new IOException("only " + held + " of " + edits + " edits arrive in " + LONGEST_WAIT_SECONDS + " s");
            }
            Thread.sleep(20);
            held = control("held");
        }
    }

    void release() throws IOException, InterruptedException {
        control("release");
    }

    private int control(String what) throws IOException, InterruptedException {
        return Integer.parseInt(http.send(HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port + "/control/" + what)).build(), BodyHandlers.ofString()).body());
    }

    @Override
    public void close() {
        jvm.close();
    }
}
