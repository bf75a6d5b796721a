// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.nio.ManagedAsyncClientConnection;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.reactor.Command;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.apache.hc.core5.reactor.ssl.SSLSessionInitializer;
import org.apache.hc.core5.reactor.ssl.SSLSessionVerifier;
import org.apache.hc.core5.reactor.ssl.TlsDetails;
import org.apache.hc.core5.reactor.ssl.TransportSecurityLayer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Tells a {@link TlsSession} to begin with TLS, by the rules of HttpClient. It goes to the connection as a command, which is
 * the one thing that HttpClient lets through to it.
 */
final class StartTls implements Command {

    private final ManagedAsyncClientConnection connection;
    private final SSLContext context;
    private final NamedEndpoint server;
    private final @Nullable SSLSessionInitializer initializer;
    private final @Nullable SSLSessionVerifier verifier;
    private final @Nullable Timeout timeout;
    private final @Nullable FutureCallback<TransportSecurityLayer> callback;

    private StartTls(ManagedAsyncClientConnection connection, SSLContext context, NamedEndpoint server,
            @Nullable SSLSessionInitializer initializer, @Nullable SSLSessionVerifier verifier, @Nullable Timeout timeout,
            @Nullable FutureCallback<TransportSecurityLayer> callback) {
        this.connection = connection;
        this.context = context;
        this.server = server;
        this.initializer = initializer;
        this.verifier = verifier;
        this.timeout = timeout;
        this.callback = callback;
    }

    /** The same rules, with TLS done by {@link TlsSession} instead of HttpCore, on connections that are one. */
    static TlsStrategy by(TlsStrategy rules) {
        return new TlsStrategy() {
            @Override
            public void upgrade(TransportSecurityLayer layer, NamedEndpoint server, Object attachment, @Nullable Timeout timeout,
                    FutureCallback<TransportSecurityLayer> callback) {
                rules.upgrade(layer instanceof ManagedAsyncClientConnection connection ? new Layer(connection) : layer,
                        server, attachment, timeout != null ? timeout : handshakeTimeout(attachment), callback);
            }

            /** HttpClient gives none for a tunnel. */
            private @Nullable Timeout handshakeTimeout(@Nullable Object attachment) {
                return attachment instanceof TlsConfig config ? config.getHandshakeTimeout() : null;
            }

            @Deprecated
            @Override
            public boolean upgrade(TransportSecurityLayer layer, HttpHost server, java.net.SocketAddress local,
                    java.net.SocketAddress remote, Object attachment, Timeout timeout) {
                throw new UnsupportedOperationException("TLS is begun with a callback");
            }
        };
    }

    private record Layer(ManagedAsyncClientConnection connection) implements TransportSecurityLayer {

        @Override
        public void startTls(SSLContext context, NamedEndpoint server, SSLBufferMode mode, SSLSessionInitializer initializer,
                SSLSessionVerifier verifier, Timeout timeout) {
            startTls(context, server, mode, initializer, verifier, timeout, null);
        }

        @Override
        public void startTls(SSLContext context, NamedEndpoint server, SSLBufferMode mode, SSLSessionInitializer initializer,
                SSLSessionVerifier verifier, Timeout timeout, @Nullable FutureCallback<TransportSecurityLayer> callback) {
            connection.submitCommand(new StartTls(connection, context, server, initializer, verifier, timeout, callback),
                    Command.Priority.IMMEDIATE);
        }

        @Override
        public TlsDetails getTlsDetails() {
            return connection.getTlsDetails();
        }
    }

    /** How long the handshake may leave the connection without a byte; null for as long as anything else. */
    @Nullable Timeout timeout() {
        return timeout;
    }

    /** A new engine for a client of the server, which allows what the rules allow. */
    SSLEngine newEngine() {
        SSLEngine engine = context.createSSLEngine(server.getHostName(), server.getPort());
        engine.setUseClientMode(true);
        if (initializer != null) {
            initializer.initialize(server, engine);
        }
        return engine;
    }

    /** @throws IOException when the server is not the one that was meant */
    void verify(SSLEngine engine) throws IOException {
        if (verifier != null) {
            verifier.verify(server, engine);
        }
    }

    void completed() {
        if (callback != null) {
            callback.completed(connection);
        }
    }

    void failed(Exception cause) {
        if (callback != null) {
            callback.failed(cause);
        }
    }

    @Override
    public boolean cancel() {
        failed(new IOException("The connection was closed before the TLS handshake"));
        return true;
    }
}
