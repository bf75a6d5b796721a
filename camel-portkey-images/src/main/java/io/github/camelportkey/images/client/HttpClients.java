// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;

import org.apache.hc.client5.http.ConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.HttpAsyncClient;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.DefaultConnectionKeepAliveStrategy;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClientBuilder;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.auth.BasicAuthCache;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.auth.BasicScheme;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Makes HTTP clients of one kind of connection. They send each request once: no automatic retry, redirect, cookie or
 * decompression; HTTP/1.1 only. Thread-safe.
 */
final class HttpClients {

    private static final int IO_THREADS = Math.min(4, Math.max(2, Runtime.getRuntime().availableProcessors()));
    /** Three of these belong to each connection, also while it waits. In bytes. */
    private static final int CONNECTION_BUFFER = 2 * 1024;
    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(30);

    /**
     * Is told how to close the connection that a request is about to use, and whether it may be used. Cancelling the
     * client's future does not do that where the connection was there at once: what to cancel is then overwritten by
     * what was done before.
     */
    @FunctionalInterface
    interface OnConnection {
        boolean use(Runnable closing);
    }

    /** The context of one request, with who is told of its connection. */
    private static final class RequestContext extends HttpClientContext {

        private final OnConnection told;
        private volatile boolean tunnelled;

        private RequestContext(OnConnection told) {
            this.told = told;
        }
    }

    /**
     * Whether the connection of a request may be made. HttpClient makes one anew that ended in the moment in which it was to
     * be used. To a proxy that is a connection without a tunnel, on which it would send the request as it is, in clear.
     */
    static boolean mayConnect(HttpContext context) {
        return !(context instanceof RequestContext request && request.tunnelled);
    }

    /** What makes up a connection. Its {@link #toString} shows no secret. */
    record Settings(@Nullable SSLContext sslContext, @Nullable HttpHost proxy, @Nullable String proxyUser,
            @Nullable String proxyPassword, int connectTimeoutMillis, int maxConnections,
            @Nullable HttpAsyncClient userClient) {

        @Override
        public String toString() {
            return "Settings[proxy=" + proxy + ", maxConnections=" + maxConnections + "]";
        }
    }

    private final Settings settings;
    private final Executor aside;
    private final Executor lookups;
    private final Consumer<Exception> onReactorFailure;

    /**
     * @param aside where to end what has waited too long
     * @param lookups where to resolve a name
     */
    HttpClients(Settings settings, Executor aside, Executor lookups, Consumer<Exception> onReactorFailure) {
        this.settings = settings;
        this.aside = aside;
        this.lookups = lookups;
        this.onReactorFailure = onReactorFailure;
    }

    /** The same with no certificate, proxy or client of the user's. */
    HttpClients forStrangers() {
        return new HttpClients(new Settings(null, null, null, null, settings.connectTimeoutMillis, settings.maxConnections,
                null), aside, lookups, onReactorFailure);
    }

    boolean hasProxy() {
        return settings.proxy != null;
    }

    /**
     * A new client for edits, started. Without a proxy it passes over HttpClient's authentication, which parses each address
     * anew, to repeat requests that may not be repeated.
     *
     * @param pool where its connections are
     */
    CloseableHttpAsyncClient forEdits(PoolingAsyncClientConnectionManager pool) {
        HttpAsyncClientBuilder builder = builder("portkey-images", pool);
        if (settings.proxy == null) {
            builder.replaceExecInterceptor(ChainElement.PROTOCOL.name(), (request, body, scope, chain, callback) ->
                    chain.proceed(request, body, scope, callback));
        }
        return started(builder);
    }

    /** A new client for downloads, started. */
    CloseableHttpAsyncClient forDownloads() {
        return started(builder("portkey-images-download", pool()));
    }

    private static CloseableHttpAsyncClient started(HttpAsyncClientBuilder builder) {
        CloseableHttpAsyncClient created = builder.build();
        created.start();
        return created;
    }

    /** A new pool of connections. */
    PoolingAsyncClientConnectionManager pool() {
        PoolingAsyncClientConnectionManagerBuilder connections = PoolingAsyncClientConnectionManagerBuilder.create()
                .setPoolConcurrencyPolicy(PoolConcurrencyPolicy.STRICT)
                .setMaxConnTotal(settings.maxConnections)
                .setMaxConnPerRoute(settings.maxConnections)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.ofMilliseconds(settings.connectTimeoutMillis))
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .setDefaultTlsConfig(TlsConfig.custom()
                        .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                        .setHandshakeTimeout(Timeout.ofMilliseconds(settings.connectTimeoutMillis))
                        .build());
        // Without a verifier of its own the host name is left to JSSE, and a trusted certificate of another host may pass.
        connections.setTlsStrategy(StartTls.by(ClientTlsStrategyBuilder.create().setSslContext(settings.sslContext)
                .setHostnameVerifier(new DefaultHostnameVerifier())
                .buildAsync()));
        return connections.build();
    }

    private HttpAsyncClientBuilder builder(String threads, PoolingAsyncClientConnectionManager pool) {
        HttpAsyncClientBuilder builder = HttpAsyncClients.custom()
                .setConnectionManager(new TimedLeases(pool, aside, lookups))
                .setHttp1Config(Http1Config.custom().setBufferSize(CONNECTION_BUFFER)
                        .setMaxHeaderCount(500).setMaxLineLength(64 * 1024).build())
                .setIoSessionDecorator(ReadAhead::new)
                .setIOReactorConfig(IOReactorConfig.custom()
                        .setIoThreadCount(IO_THREADS)
                        .setTcpNoDelay(true)
                        .build())
                .setThreadFactory(new DefaultThreadFactory(threads, true))
                .setIoReactorExceptionCallback(onReactorFailure::accept)
                .setKeepAliveStrategy(keepAlive())
                .setUserAgent("camel-portkey-images")
                .addExecInterceptorBefore(ChainElement.MAIN_TRANSPORT.name(), "closing", HttpClients::tellConnection)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement();
        if (settings.proxy != null) {
            builder.setProxy(settings.proxy);
            if (settings.proxyUser != null) {
                BasicCredentialsProvider credentials = new BasicCredentialsProvider();
                credentials.setCredentials(new AuthScope(settings.proxy), proxyCredentials());
                builder.setDefaultCredentialsProvider(credentials);
            }
        }
        return builder;
    }

    private static void tellConnection(HttpRequest request, AsyncEntityProducer body, AsyncExecChain.Scope scope,
            AsyncExecChain chain, AsyncExecCallback callback) throws HttpException, IOException {
        if (scope.clientContext instanceof RequestContext context && !context.told.use(scope.execRuntime::discardEndpoint)) {
            callback.failed(new InterruptedIOException("The edit has ended"));
            return;
        }
        if (scope.clientContext instanceof RequestContext context) {
            context.tunnelled = scope.route.isTunnelled();
        }
        chain.proceed(request, body, scope, callback);
    }

    private UsernamePasswordCredentials proxyCredentials() {
        return new UsernamePasswordCredentials(settings.proxyUser,
                settings.proxyPassword == null ? new char[0] : settings.proxyPassword.toCharArray());
    }

    /** A second less than the server says, so that a connection is not used in the moment in which it is closed. */
    private static ConnectionKeepAliveStrategy keepAlive() {
        return (response, context) -> {
            TimeValue stated = DefaultConnectionKeepAliveStrategy.INSTANCE.getKeepAliveDuration(response, context);
            if (stated == null || stated.getDuration() < 0) {
                return LONGEST_IDLE;
            }
            long millis = Math.max(1, stated.toMilliseconds() - 1_000);
            return TimeValue.ofMilliseconds(Math.min(millis, LONGEST_IDLE.toMilliseconds()));
        };
    }

    /** A new context for one request. */
    static HttpClientContext newContext(OnConnection told) {
        return new RequestContext(told);
    }

    /** Lets a context know the proxy's password beforehand: a request that is sent once can't be asked for it. */
    void tellProxyPassword(HttpClientContext context) {
        if (settings.proxy != null && settings.proxyUser != null) {
            BasicScheme scheme = new BasicScheme();
            scheme.initPreemptive(proxyCredentials());
            BasicAuthCache cache = new BasicAuthCache();
            cache.put(settings.proxy, scheme);
            context.setAuthCache(cache);
        }
    }
}
