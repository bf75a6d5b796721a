// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.net.URI;
import java.util.List;

import javax.net.ssl.SSLContext;

import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.ImageEditRequest;
import io.github.camelportkey.images.model.ImageSpool;
import org.apache.hc.client5.http.async.HttpAsyncClient;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Edits images through a Portkey gateway: {@code POST /images/edits}, sent once, answered without holding a thread.
 * Thread-safe.
 *
 * <pre>{@code
 * try (ImagesClient client = ImagesClient.builder().build()) {
 *     ImagesResponse response = client.edit(request, route).join();
 * }
 * }</pre>
 */
public final class ImagesClient implements AutoCloseable {

    private final HttpTransport transport;
    private final EditSettings settings;
    private final @Nullable ImageSpool ownedSpool;
    private final RequestConfig requestConfig;
    /** Where the last edit went; the next one probably goes there too. */
    private volatile Target target = new Target(GatewayRoute.PUBLIC_SERVER);

    private record Target(URI gateway, URI edits) {

        private Target(URI gateway) {
            this(gateway, URI.create(gateway + "/images/edits"));
        }
    }

    private ImagesClient(HttpTransport transport, EditSettings settings, @Nullable ImageSpool ownedSpool) {
        this.transport = transport;
        this.settings = settings;
        this.ownedSpool = ownedSpool;
        this.requestConfig = RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(settings.connectionRequestTimeout()))
                .setResponseTimeout(Timeout.of(settings.responseTimeout()))
                .setContentCompressionEnabled(false)
                .setRedirectsEnabled(false)
                .setExpectContinueEnabled(false)
                .build();
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A client over the same connections with other settings. Closing either one closes the connections of both. */
    public ImagesClient with(EditSettings other) {
        return new ImagesClient(transport, other, null);
    }

    /**
     * Says whether a route can be sent at all.
     *
     * @throws IllegalArgumentException when a header's name or value may not be sent, naming the option
     */
    public static void check(GatewayRoute route) {
        GatewayHeaders.of(route);
    }

    /**
     * Sends an edit. Returns at once; the result completes on a thread of the HTTP client, or before this returns when it
     * could not be sent. Files and memory may be read, and the first 256 KB be sent, by the thread that calls this; streams are
     * read by a thread of the HTTP client.
     *
     * <p>The result fails with {@link GatewayStatusException} when the gateway or the provider said no, with
     * {@link GatewayUnreachableException} when there was no complete answer, and with
     * {@link InvalidGatewayResponseException} when no image of the answer can be used. All three are
     * {@link GatewayFailure}s. Nothing is ever sent a second time.
     *
     * @throws IllegalArgumentException when the route can't be sent; nothing was
     */
    public ImageEdit edit(ImageEditRequest request, GatewayRoute route) {
        List<Header> headers = GatewayHeaders.of(route);
        try {
            settings.spool().requireSpace();
        } catch (IOException e) {
            ImageEdit refused = new ImageEdit();
            refused.completeExceptionally(notSent(e, route));
            return refused;
        }
        MultipartBody body = MultipartBody.of(ImageEditForm.parts(request));
        return new EditCall(transport, settings, route, url(route), body).send(headers, requestConfig);
    }

    private URI url(GatewayRoute route) {
        Target known = target;
        if (!known.gateway.equals(route.baseUrl())) {
            known = new Target(route.baseUrl());
            target = known;
        }
        return known.edits;
    }

    /** The failure of an edit that was not even begun, because its images have no place to go. */
    public static GatewayUnreachableException notSent(IOException cause, GatewayRoute route) {
        return new GatewayUnreachableException("The edit was not sent, and nothing was billed: " + cause.getMessage(),
                cause, false, route.traceId(), null);
    }

    /** How many edits are on their way. */
    public int inFlight() {
        return transport.inFlight();
    }

    /** The connections now; null when the client is one of the user's, of which nothing is known. */
    public @Nullable PoolState pool() {
        return transport.pool();
    }

    /** Ends the edits that are on their way with a {@link GatewayUnreachableException}, and closes all connections. */
    @Override
    public void close() {
        transport.close();
        if (ownedSpool != null) {
            ownedSpool.close();
        }
    }

    /** Collects the parts of a client. Not thread-safe. */
    public static final class Builder {

        private @Nullable SSLContext sslContext;
        private @Nullable HttpHost proxy;
        private @Nullable String proxyUser;
        private @Nullable String proxyPassword;
        private int connectTimeoutMillis = 10_000;
        private int maxConnections = 200;
        private @Nullable HttpAsyncClient httpAsyncClient;
        private @Nullable EditSettings settings;

        private Builder() {
        }

        /** Sets what to trust, and with which certificate to show up; the JVM's defaults otherwise. */
        public Builder sslContext(@Nullable SSLContext value) {
            sslContext = value;
            return this;
        }

        /** Sets the HTTP proxy, and its user and password where it asks for them. */
        public Builder proxy(String host, int port, @Nullable String user, @Nullable String password) {
            proxy = new HttpHost("http", host, port);
            proxyUser = user;
            proxyPassword = password;
            return this;
        }

        /** Sets how long a connection may take to be made, in milliseconds. */
        public Builder connectTimeoutMillis(int value) {
            connectTimeoutMillis = value;
            return this;
        }

        /** Sets how many connections there may be; an edit beyond waits for one, without a thread. */
        public Builder maxConnections(int value) {
            maxConnections = value;
            return this;
        }

        /** Sets a client of one's own, which is never closed here. It should neither retry nor follow redirects. */
        public Builder httpAsyncClient(@Nullable HttpAsyncClient value) {
            httpAsyncClient = value;
            return this;
        }

        /** Sets the bounds of an edit; {@link EditSettings#defaults} over a spool of its own otherwise. */
        public Builder settings(EditSettings value) {
            settings = value;
            return this;
        }

        /** The client, ready to use. */
        public ImagesClient build() {
            ImageSpool owned = settings == null ? ImageSpool.open(null, 10L << 30) : null;
            EditSettings used = owned == null ? settings : EditSettings.defaults(owned);
            return new ImagesClient(new HttpTransport(new HttpClients.Settings(sslContext, proxy, proxyUser,
                    proxyPassword, connectTimeoutMillis, maxConnections, httpAsyncClient)), used, owned);
        }
    }
}
