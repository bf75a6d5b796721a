// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;

import javax.net.ssl.SSLContext;

import io.github.camelportkey.images.client.EditSettings;
import io.github.camelportkey.images.client.ImagesClient;
import io.github.camelportkey.images.client.PoolState;
import io.github.camelportkey.images.model.ImageSpool;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.apache.hc.client5.http.async.HttpAsyncClient;
import org.jspecify.annotations.Nullable;

/**
 * What the endpoints of one component share while it runs: HTTP clients, spools and worker pools, one for each distinct
 * set of options. They outlive single endpoints, so that evicting one cancels nothing. Thread-safe.
 */
final class SharedResources {

    private record ClientKey(@Nullable SSLContextParameters ssl, @Nullable String proxyHost, @Nullable Integer proxyPort,
            @Nullable String proxyUser, @Nullable String proxyPassword, int connectTimeout, int maxConnections,
            @Nullable HttpAsyncClient httpAsyncClient) {

        @Override
        public String toString() {
            return "ClientKey[maxConnections=" + maxConnections + "]";
        }
    }

    private record SpoolKey(@Nullable String directory, long maxBytes) {
    }

    private record PoolKey(int core, int max) {
    }

    private final PortkeyImagesComponent component;
    private final Map<ClientKey, ImagesClient> clients = new HashMap<>();
    private final Map<SpoolKey, ImageSpool> spools = new HashMap<>();
    private final Map<PoolKey, ExecutorService> pools = new HashMap<>();
    private volatile @Nullable ExecutorService relief;
    private final Continuations continuations = new Continuations(() -> relief);
    private volatile boolean running;
    private volatile int runs;

    SharedResources(PortkeyImagesComponent component) {
        this.component = component;
    }

    synchronized void start() {
        runs++;
        running = true;
        spool(component.getConfiguration());
        relief = camel().getExecutorServiceManager().newCachedThreadPool(component, "PortkeyImagesRelief");
    }

    /** Ends what is on its way, lets the routes continue with that, and then takes the ground away. */
    void stop() {
        synchronized (this) {
            running = false;
        }
        taken(clients).forEach(ImagesClient::close);
        taken(pools).forEach(pool -> camel().getExecutorServiceManager().shutdownGraceful(pool));
        ExecutorService ending = relief;
        relief = null;
        if (ending != null) {
            camel().getExecutorServiceManager().shutdownGraceful(ending);
        }
        continuations.runAll();
        taken(spools).forEach(ImageSpool::close);
    }

    private synchronized <T> List<T> taken(Map<?, T> map) {
        List<T> all = List.copyOf(map.values());
        map.clear();
        return all;
    }

    /** Which run of the component this is: what was got in another one is closed. */
    int runs() {
        return runs;
    }

    /** Runs the rest of a route on a pool; never on this thread, unless everything stops. */
    void continueOn(ExecutorService pool, Runnable rest) {
        continuations.run(pool, this::reserve, rest);
    }

    private @Nullable ExecutorService reserve() {
        try {
            return ownPool(component.getConfiguration());
        } catch (RuntimeException | Error e) {
            return null; // stopped, or no pool can be made
        }
    }

    /** A client with the settings of an endpoint, over the connections of all endpoints that make them alike. */
    synchronized ImagesClient client(PortkeyImagesConfiguration options) {
        requireRunning();
        ImagesClient shared = clients.computeIfAbsent(new ClientKey(options.getSslContextParameters(),
                options.getProxyHost(), options.getProxyPort(), options.getProxyUser(), options.getProxyPassword(),
                options.getConnectTimeout(), options.getMaxConnections(), options.getHttpAsyncClient()),
                key -> create(options));
        return shared.with(settings(options));
    }

    private ImagesClient create(PortkeyImagesConfiguration options) {
        ImagesClient.Builder builder = ImagesClient.builder()
                .sslContext(sslContext(options.getSslContextParameters()))
                .connectTimeoutMillis(options.getConnectTimeout())
                .maxConnections(options.getMaxConnections())
                .httpAsyncClient(options.getHttpAsyncClient())
                .settings(settings(options));
        if (options.getProxyHost() != null) {
            builder.proxy(options.getProxyHost(), Objects.requireNonNull(options.getProxyPort()), options.getProxyUser(),
                    options.getProxyPassword());
        }
        return builder.build();
    }

    private @Nullable SSLContext sslContext(@Nullable SSLContextParameters parameters) {
        try {
            return parameters == null ? null : parameters.createSSLContext(camel());
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    private EditSettings settings(PortkeyImagesConfiguration options) {
        return new EditSettings(Duration.ofMillis(options.getConnectionRequestTimeout()),
                Duration.ofMillis(options.getResponseTimeout()), Duration.ofMillis(options.getEditTimeout()),
                options.getMaxImageBytes(), options.getMaxResponseBytes(), spool(options), options.getSpoolThreshold(),
                options.isDownloadImages(), hosts(options.getDownloadHosts()), options.isFailOnGuardrail());
    }

    private static List<String> hosts(@Nullable String list) {
        return list == null ? List.of() : Arrays.stream(list.split(",")).map(String::trim).filter(h -> !h.isEmpty()).toList();
    }

    /** The spool of an endpoint. */
    synchronized ImageSpool spool(PortkeyImagesConfiguration options) {
        requireRunning();
        String directory = options.getSpoolDirectory();
        return spools.computeIfAbsent(new SpoolKey(directory, options.getMaxSpoolBytes()),
                key -> ImageSpool.open(directory == null ? null : Path.of(directory), options.getMaxSpoolBytes()));
    }

    /** The pool on which routes continue: the user's, or one of ours. */
    ExecutorService pool(PortkeyImagesConfiguration options) {
        return options.getWorkerPool() != null ? options.getWorkerPool() : ownPool(options);
    }

    /**
     * A pool of ours. Its queue is unbounded, so that an I/O thread never has to run what waits; and it grows to
     * its full size before it lets work wait, so that one step that blocks holds up no other.
     */
    private synchronized ExecutorService ownPool(PortkeyImagesConfiguration options) {
        requireRunning();
        return pools.computeIfAbsent(new PoolKey(options.getWorkerPoolCoreSize(), options.getWorkerPoolMaxSize()), key -> {
            ThreadPoolProfile profile = new ThreadPoolProfile("portkey-images");
            profile.setPoolSize(Math.max(1, Math.max(key.core(), key.max())));
            profile.setMaxPoolSize(profile.getPoolSize());
            profile.setMaxQueueSize(Integer.MAX_VALUE);
            profile.setKeepAliveTime(60L);
            profile.setAllowCoreThreadTimeOut(true);
            profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
            return camel().getExecutorServiceManager().newThreadPool(component, "PortkeyImagesWorker", profile);
        });
    }

    /** The connections in use now, of each client that the component made. */
    synchronized List<PoolState> pools() {
        return clients.values().stream().map(ImagesClient::pool).filter(Objects::nonNull).toList();
    }

    /** The spools in use now. */
    synchronized List<ImageSpool> spools() {
        return List.copyOf(spools.values());
    }

    /** The worker pools in use now, apart from the user's. */
    synchronized List<ExecutorService> workers() {
        return List.copyOf(pools.values());
    }

    private void requireRunning() {
        if (!running) {
            throw new IllegalStateException("The component portkey-images is " + (runs == 0 ? "not started" : "stopped"));
        }
    }

    private CamelContext camel() {
        return component.getCamelContext();
    }
}
