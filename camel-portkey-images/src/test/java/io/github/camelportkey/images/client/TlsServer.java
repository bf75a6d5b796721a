// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.kit.SelfSigned;
import io.github.camelportkey.images.model.GatewayRoute;

/** Where a server with TLS listens, which lets a test reach the bare connection below the encryption too. */
final class TlsServer extends ServerSocket {

    private final SSLContext context;
    private final SSLParameters parameters;
    private final Map<Socket, Socket> bare = new ConcurrentHashMap<>();
    private boolean closesBoth = true;

    TlsServer(SSLContext context, int receiveBuffer, String... versions) throws IOException {
        this.context = context;
        this.parameters = context.getDefaultSSLParameters();
        if (versions.length > 0) {
            parameters.setProtocols(versions);
        }
        if (receiveBuffer > 0) {
            setReceiveBufferSize(receiveBuffer);
        }
        bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
    }

    /** Has it demand a certificate that its context trusts. */
    TlsServer demandingACertificate() {
        parameters.setNeedClientAuth(true);
        return this;
    }

    /** Has the end of TLS not be the end of the connection below, which ends with this. */
    TlsServer leavingConnectionsOpen() {
        closesBoth = false;
        return this;
    }

    @Override
    public void close() throws IOException {
        super.close();
        for (Socket below : bare.values()) {
            below.close();
        }
    }

    /** Keys and certificate of its own, and trust in no other; for a server and its client alike. */
    static SSLContext keys(Path folder, String host) throws Exception {
        Path store = folder.resolve(host.replaceAll("\\W", "-") + ".p12");
        if (!Files.exists(store)) {
            SelfSigned.keyStore(store, host);
        }
        return keys(store, true);
    }

    /** A context of a key store; it trusts what is in there, and shows it where it is told to. */
    static SSLContext keys(Path store, boolean shown) throws Exception {
        KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, "changeit".toCharArray());
        TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(shown ? own.getKeyManagers() : null, trusted.getTrustManagers(), null);
        return context;
    }

    @Override
    public Socket accept() throws IOException {
        Socket below = super.accept();
        below.setTcpNoDelay(true);
        SSLSocket above = (SSLSocket) context.getSocketFactory().createSocket(below, null, below.getPort(), closesBoth);
        above.setSSLParameters(parameters);
        above.setUseClientMode(false);
        bare.put(above, below);
        return above;
    }

    /** The connection below one with TLS. */
    Socket below(ScriptedServer.Connection connection) {
        return bare.get(connection.socket());
    }

    static GatewayRoute route(int port) {
        return GatewayRoute.builder().baseUrl(URI.create("https://127.0.0.1:" + port + "/v1")).build();
    }

    static GatewayRoute route(ScriptedServer server) {
        return route(server.port());
    }
}
