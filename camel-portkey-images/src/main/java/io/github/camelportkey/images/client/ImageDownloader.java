// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImagesResponse;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.net.URIAuthority;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the images of an answer that are only urls. A url is a stranger's word: it is fetched over https from a public
 * address, or from a host that the user named; without credentials, without redirects, within bounds. The name is
 * resolved once, and the connection goes to the very address that was judged. A download that fails leaves the url and
 * its reason; it never fails the edit, which is paid for.
 */
final class ImageDownloader {

    /** More images than an edit can have, and no more. */
    private static final int MOST = 16;
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final HttpTransport transport;
    private final EditSettings settings;
    private final CompletableFuture<?> edit;
    private final long begunAt;

    /**
     * @param edit what the downloads are for: when it is cancelled, they end
     * @param begunAt when the whole edit began, by {@link System#nanoTime}
     */
    ImageDownloader(HttpTransport transport, EditSettings settings, CompletableFuture<?> edit, long begunAt) {
        this.transport = transport;
        this.settings = settings;
        this.edit = edit;
        this.begunAt = begunAt;
    }

    /** The same response with the content of all images that could be fetched; never completes exceptionally. */
    CompletableFuture<ImagesResponse> download(ImagesResponse response) {
        AtomicInteger urls = new AtomicInteger();
        List<CompletableFuture<Image>> images = response.data().stream().map(image -> fetched(image, urls)).toList();
        return CompletableFuture.allOf(images.toArray(CompletableFuture<?>[]::new))
                .thenApply(nothing -> response.withData(images.stream().map(CompletableFuture::join).toList()));
    }

    private CompletableFuture<Image> fetched(Image image, AtomicInteger urls) {
        String url = image.url();
        if (image.hasContent() || url == null) {
            return CompletableFuture.completedFuture(image);
        }
        if (urls.incrementAndGet() > MOST) {
            return CompletableFuture.completedFuture(image.notDownloaded("the image could not be downloaded: only the first "
                                                                         + MOST + " of an answer are"));
        }
        // Resolving a name blocks, and this is called by an I/O thread.
        return ending(CompletableFuture.supplyAsync(() -> target(url), transport.strangers()))
                .thenCompose(this::fetch)
                .handle((content, failure) -> failure == null
                        ? image.downloaded(content)
                        : image.notDownloaded("the image could not be downloaded: " + reason(failure)));
    }

    /** The same step, which ends in time, with the component, and with the edit, whatever it waits for. */
    private <T> CompletableFuture<T> ending(CompletableFuture<T> step) {
        Duration left = settings.editTimeout().minusNanos(System.nanoTime() - begunAt);
        if (left.isNegative()) {
            step.completeExceptionally(new TimeoutException());
        }
        TimeLimit limit = new TimeLimit();
        step.whenComplete((done, failure) -> limit.lift());
        limit.start(left.compareTo(LONGEST) < 0 ? left : LONGEST, transport.aside(),
                () -> step.completeExceptionally(new TimeoutException()));
        transport.endsWithThis(step);
        edit.whenComplete((response, failure) -> step.completeExceptionally(new IOException("the edit has ended")));
        return step;
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof TimeoutException) {
            return "it took too long";
        }
        return cause instanceof UnknownHostException
                ? "its host name is not known"
                : cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /** A url, the address it leads to, and whether the user named its host. */
    private record Target(URI url, HttpHost host, boolean named) {
    }

    private Target target(String text) {
        try {
            URI url = new URI(text.strip());
            String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
            URIAuthority authority = authority(url);
            String name = authority == null ? null : authority.getHostName();
            if (name == null || url.getRawUserInfo() != null || !scheme.equals("https") && !scheme.equals("http")) {
                throw new IOException("its url is no plain https address");
            }
            boolean named = isNamed(name);
            if (!named && !settings.downloadHosts().isEmpty()) {
                throw new IOException("downloadHosts does not name " + name);
            }
            if (!named && !scheme.equals("https")) {
                throw new IOException("its url is not https; name " + name + " in downloadHosts to fetch it all the same");
            }
            if (transport.hasProxy()) {
                if (!named) {
                    throw new IOException("behind a proxy the address of " + name
                                          + " can't be checked; name it in downloadHosts");
                }
                return new Target(url, new HttpHost(scheme, name, authority.getPort()), true);
            }
            InetAddress[] addresses = InetAddress.getAllByName(name);
            for (InetAddress address : addresses) {
                if (!named && !PublicAddresses.isPublic(address)) {
                    throw new IOException(name + " is no public address; name it in downloadHosts to fetch it all the same");
                }
            }
            return new Target(url, new HttpHost(scheme, addresses[0], name, authority.getPort()), named);
        } catch (IOException | URISyntaxException e) {
            throw new CompletionException(e instanceof IOException ? e : new IOException("its url is not valid"));
        }
    }

    /** Host and port; {@link URI} does not take a name with an underscore for a host, as container networks have them. */
    private static @Nullable URIAuthority authority(URI url) throws URISyntaxException {
        if (url.getHost() != null) {
            return new URIAuthority(url.getHost(), url.getPort());
        }
        URIAuthority other = URIAuthority.create(url.getRawAuthority());
        boolean isPlain = other != null && other.getUserInfo() == null && other.getHostName().matches("[A-Za-z0-9._-]+");
        return isPlain ? other : null;
    }

    private boolean isNamed(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return settings.downloadHosts().stream().map(pattern -> pattern.trim().toLowerCase(Locale.ROOT))
                .anyMatch(pattern -> pattern.startsWith("*.") ? name.endsWith(pattern.substring(1)) : name.equals(pattern));
    }

    private CompletableFuture<ImageContent> fetch(Target target) {
        CompletableFuture<ImageContent> content = new CompletableFuture<>();
        BasicHttpRequest request = new BasicHttpRequest(Method.GET, target.url);
        request.addHeader(HttpHeaders.ACCEPT, "image/*");
        request.addHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        AtomicReference<Runnable> closing = new AtomicReference<>(() -> {
        });
        HttpClientContext context = HttpClients.newContext(close -> {
            closing.set(close);
            return !content.isDone();
        });
        if (target.named) {
            transport.tellProxyPassword(context);
        }
        context.setRequestConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(settings.connectionRequestTimeout()))
                .setResponseTimeout(Timeout.of(settings.responseTimeout()))
                .setContentCompressionEnabled(false)
                .setRedirectsEnabled(false)
                .build());
        DownloadConsumer consumer = new DownloadConsumer(content, settings.spool().newSink(settings.spoolThreshold()),
                settings.maxImageBytes());
        try {
            Future<Void> running = transport.downloads(target.named).execute(target.host,
                    new BasicRequestProducer(request, null), consumer, null, context, new FutureCallback<>() {
                        @Override
                        public void completed(Void nothing) {
                            // the consumer has completed the content
                        }

                        @Override
                        public void failed(Exception cause) {
                            content.completeExceptionally(cause);
                        }

                        @Override
                        public void cancelled() {
                            content.completeExceptionally(new IOException("it was cancelled"));
                        }
                    });
            content.whenComplete((done, failure) -> {
                if (failure != null) {
                    running.cancel(true);
                    closing.get().run();
                }
            });
            ending(content);
        } catch (IOException | RuntimeException e) {
            content.completeExceptionally(e);
        }
        return content;
    }
}
