// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;

import io.github.camelportkey.images.kit.ScriptedServer;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.nio.entity.StringAsyncEntityConsumer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.http.nio.support.BasicResponseConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A tunnel that ends in the moment in which it is to be used. */
@Timeout(60)
class TunnelTest {

    @TempDir
    Path folder;

    /** HttpClient makes the connection to the proxy anew, and would send all keys over it in clear. */
    @Test
    void nothingIsSentToTheProxyItself() throws Exception {
        SSLContext keys = TlsServer.keys(folder, "ip:127.0.0.1");
        try (ScriptedServer server = ScriptedServer.on(new TlsServer(keys, 0), connection -> {
            while (connection.readRequest() != null) {
                connection.answer(200, "", Reading.bytes("ok"));
            }
        }); Tunnel proxy = new Tunnel("")) {
            HttpClients clients = new HttpClients(new HttpClients.Settings(keys, new HttpHost("127.0.0.1", proxy.port()), null,
                    null, 5_000, 1, null), Runnable::run, Runnable::run, failure -> { });
            PoolingAsyncClientConnectionManager pool = clients.pool();
            try (CloseableHttpAsyncClient client = clients.forEdits(pool)) {
                assertThat(post(client, server, closing -> true).get(10, TimeUnit.SECONDS).getHead().getCode()).isEqualTo(200);
                await().until(() -> pool.getTotalStats().getAvailable() == 1);

                Future<Message<HttpResponse, String>> second = post(client, server, closing -> {
                    endTunnels(proxy);
                    return true;
                });

                assertThatThrownBy(() -> second.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(ConnectionClosedException.class).hasMessageContaining("tunnel");
                assertThat(proxy.requests()).singleElement()
                        .satisfies(request -> assertThat(request.line()).startsWith("CONNECT "));
                assertThat(post(client, server, closing -> true).get(10, TimeUnit.SECONDS).getHead().getCode())
                        .as("the next one has a tunnel of its own").isEqualTo(200);
                assertThat(server.requests()).hasSize(2);
            }
        }
    }

    private static Future<Message<HttpResponse, String>> post(CloseableHttpAsyncClient client, ScriptedServer server,
            HttpClients.OnConnection told) {
        return client.execute(new BasicRequestProducer(Method.POST, new HttpHost("https", "127.0.0.1", server.port()), "/"),
                new BasicResponseConsumer<>(new StringAsyncEntityConsumer()), null, HttpClients.newContext(told), null);
    }

    /** Returns when the client has seen it, and has closed its side. */
    private static void endTunnels(Tunnel proxy) {
        try {
            proxy.endAll();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        await().until(() -> proxy.connections() == 0);
    }
}
