// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import io.github.camelportkey.images.client.GatewayUnreachableException;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.kit.SelfSigned;
import io.github.camelportkey.images.model.ImagesResponse;
import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Whom an edit trusts over https. */
class TlsTest extends RouteOverStandIn {

    private static final String ANSWER = Pictures.answer(Pictures.noise(100));

    @TempDir
    static Path folder;

    private ScriptedServer server;

    @BeforeAll
    static void makeKeys() throws Exception {
        SelfSigned.keyStore(folder.resolve("server.p12"), "ip:127.0.0.1");
        SelfSigned.keyStore(folder.resolve("other.p12"), "dns:other.example.com");
    }

    private static KeyStoreParameters store(String file) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setResource("file:" + folder.resolve(file));
        store.setPassword("changeit");
        store.setType("PKCS12");
        return store;
    }

    private static SSLContextParameters trusting(String file) {
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(store(file));
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }

    @BeforeEach
    void startServer() throws Exception {
        startServer("server.p12");
    }

    private void startServer(String file) throws Exception {
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(store(file));
        keys.setKeyPassword("changeit");
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setKeyManagers(keys);
        server = ScriptedServer.on(parameters.createSSLContext(context).getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), connection -> {
                    while (connection.readRequest() != null) {
                        connection.answer(200, "", ANSWER.getBytes(StandardCharsets.UTF_8));
                    }
                });
    }

    @AfterEach
    void stopServer() throws Exception {
        server.close();
    }

    private Exchange sendHttps(String... options) {
        return send(editAt("https://127.0.0.1:" + server.port() + "/v1", options), Pictures.noise(300_000));
    }

    private void assertRefused(Exchange result) {
        assertThat(result.getException()).isInstanceOfSatisfying(GatewayUnreachableException.class, failure -> {
            assertThat(failure).hasMessageContaining("TLS").hasMessageContaining("sslContextParameters");
            assertThat(failure.isRetryable()).isTrue();
            assertThat(failure.mayHaveBeenBilled()).isFalse();
        });
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void sslContextParametersSayWhomToTrust() {
        context.getRegistry().bind("trusting", trusting("server.p12"));

        Exchange result = sendHttps("sslContextParameters=#trusting");

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getBody()).isInstanceOf(ImagesResponse.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aCertificateThatNobodyTrustsIsUnreachableAndWasNotBilled() {
        assertRefused(sendHttps());
    }

    @Test
    void globalSslContextParametersAreUsedWhenAskedForAndOnlyThen() {
        context.setSSLContextParameters(trusting("server.p12"));

        assertRefused(sendHttps());
        assertThat(sendHttps("useGlobalSslContextParameters=true").getException()).isNull();
    }

    @Test
    void theComponentCanAskForTheGlobalOnesToo() {
        context.setSSLContextParameters(trusting("server.p12"));
        context.getComponent("portkey-images", PortkeyImagesComponent.class).setUseGlobalSslContextParameters(true);

        assertThat(sendHttps().getException()).isNull();
    }

    @Test
    void aTrustedCertificateOfAnotherHostIsRefused() throws Exception {
        server.close();
        startServer("other.p12");
        context.getRegistry().bind("trusting", trusting("other.p12"));

        assertRefused(sendHttps("sslContextParameters=#trusting"));
    }
}
