// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.ImagesResponse;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.jspecify.annotations.Nullable;

/** One edit on the wire, from its sending to whatever becomes of it. */
final class EditCall implements AnswerConsumer.Listener {

    private final HttpTransport transport;
    private final EditSettings settings;
    private final URI url;
    private final long begunAt = System.nanoTime();
    private final EditFailures failures;
    private final MultipartEntityProducer body;
    private final HttpClientContext context = HttpClients.newContext(this::onConnection);
    private final AnswerConsumer answer;
    private final ImageEdit edit = new ImageEdit();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final TimeLimit limit = new TimeLimit();
    private volatile @Nullable Future<Void> exchange;
    private volatile @Nullable Runnable connection;
    private volatile boolean aborted;

    EditCall(HttpTransport transport, EditSettings settings, GatewayRoute route, URI url, MultipartBody body) {
        this.transport = transport;
        this.settings = settings;
        this.url = url;
        this.failures = new EditFailures(url, route, settings);
        this.body = new MultipartEntityProducer(body);
        this.answer = new AnswerConsumer(this, new ImagesResponseReader(
                () -> settings.spool().newSink(settings.spoolThreshold()), settings.maxImageBytes()),
                settings.maxResponseBytes(), context);
    }

    ImageEdit send(Iterable<Header> headers, RequestConfig config) {
        edit.onAbort(() -> {
            ended.set(true);
            release();
        });
        if (!transport.begin(this)) {
            stop();
            return edit;
        }
        BasicHttpRequest request = new BasicHttpRequest(Method.POST, url);
        headers.forEach(request::addHeader);
        request.addHeader(HttpHeaders.ACCEPT, "application/json");
        request.addHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        transport.tellProxyPassword(context);
        context.setRequestConfig(config);
        limit.start(settings.editTimeout(), transport.aside(), this::onDeadline);
        try {
            exchange = transport.client().execute(new BasicRequestProducer(request, body), answer, null, context,
                    new FutureCallback<>() {
                        @Override
                        public void completed(Void nothing) {
                            // the listener was told already
                        }

                        @Override
                        public void failed(Exception cause) {
                            onFailed(cause);
                        }

                        @Override
                        public void cancelled() {
                            onFailed(new IOException("the request was cancelled"));
                        }
                    });
        } catch (RuntimeException | Error e) {
            onFailed(e instanceof RuntimeException failure ? failure : new IOException(e.toString(), e));
        }
        if (aborted) {
            release();
        }
        return edit;
    }

    /** Returns false when the edit has ended, and nothing may be sent any more. */
    private boolean onConnection(Runnable closing) {
        connection = closing;
        return !aborted;
    }

    @Override
    public void onReply(GatewayReply reply) {
        edit.replied(failures.masked(reply));
    }

    @Override
    public void onImages(GatewayReply reply, ImagesResponse images) {
        if (!end()) {
            images.release();
            return;
        }
        endSending();
        try {
            if (!images.isUsable()) {
                edit.completeExceptionally(failures.unusable(reply, images));
            } else if (settings.downloadImages()) {
                download(images).thenAccept(fetched -> deliver(reply, fetched)).exceptionally(cause -> lose(images, cause));
            } else {
                deliver(reply, images);
            }
        } catch (RuntimeException | Error e) {
            lose(images, e);
        }
    }

    /** The same with what could be fetched; as they are when not even that can be tried, because they are paid for. */
    private CompletableFuture<ImagesResponse> download(ImagesResponse images) {
        try {
            return new ImageDownloader(transport, settings, edit, begunAt).download(images).exceptionally(cause -> images);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.completedFuture(images);
        }
    }

    private void deliver(GatewayReply reply, ImagesResponse images) {
        releaseUnless(reply.guardrailFailed() && settings.failOnGuardrail()
                ? edit.completeExceptionally(failures.guardrailFailed(reply, images))
                : edit.complete(images), images);
    }

    private @Nullable Void lose(ImagesResponse images, Throwable cause) {
        releaseUnless(!edit.completeExceptionally(failures.unexpected(cause, true)), images);
        return null;
    }

    /** What nobody waits for any more gives its files back. */
    private static void releaseUnless(boolean delivered, ImagesResponse response) {
        if (!delivered) {
            response.release();
        }
    }

    @Override
    public void onRefused(GatewayReply reply, String text) {
        if (transport.hasProxy() && "https".equalsIgnoreCase(url.getScheme()) && !body.isBegun()) {
            onFailed(new IOException("the proxy answered " + reply.statusCode() + " and made no tunnel to it"));
        } else if (end()) {
            endSending();
            completeWith(() -> failures.refused(reply, text));
        }
    }

    /**
     * What is not sent when the whole answer is there nobody needs; HttpClient would go on with it for as long as it takes.
     * To be called before the edit is told, so that the next one does not come to this connection.
     */
    private void endSending() {
        if (!body.isComplete()) {
            releaseAside();
        }
    }

    /** Without waiting for somebody's stream to close. */
    private void releaseAside() {
        if (body.mayWait()) {
            transport.aside().execute(this::release);
        } else {
            release();
        }
    }

    @Override
    public void onInvalid(GatewayReply reply, String reason, @Nullable Throwable cause) {
        if (end()) {
            endSending();
            completeWith(() -> failures.invalid(reply, reason, cause));
        }
    }

    @Override
    public void onFailed(Exception cause) {
        boolean sent = body.abort() || isAccepted();
        Throwable unread = sent ? null : body.failure();
        fail(() -> unread != null ? failures.unread(unread) : failures.unanswered(cause, body.isBegun(), sent, edit.reply()));
        body.releaseResources();
    }

    /** Whether a success was announced, which a server may do before it has read the whole request. */
    private boolean isAccepted() {
        GatewayReply head = edit.reply();
        return head != null && head.statusCode() < 300;
    }

    private void onDeadline() {
        answer.settle();
        boolean sent = body.abort() || isAccepted();
        fail(() -> failures.late(sent, edit.reply()));
        release();
    }

    /** Whether any of the request has been asked for by a connection. */
    boolean isBegun() {
        return body.isBegun();
    }

    /** Ends the edit because its client is closed. */
    void stop() {
        answer.settle();
        boolean sent = body.abort() || isAccepted();
        fail(() -> failures.stopped(sent, edit.reply()));
        releaseAside();
    }

    /** Ends the edit, unless it has ended before. */
    private void fail(Supplier<Exception> failure) {
        if (end()) {
            completeWith(failure);
        }
    }

    /** Tells of a failure, whatever goes wrong on the way. */
    private void completeWith(Supplier<Exception> failure) {
        Throwable shown;
        try {
            shown = failure.get();
        } catch (RuntimeException | Error e) {
            shown = unexpected(e);
        }
        edit.completeExceptionally(shown);
    }

    private Throwable unexpected(Throwable cause) {
        try {
            return failures.unexpected(cause, body.isComplete() || isAccepted());
        } catch (RuntimeException | Error e) {
            return e;
        }
    }

    /** Returns true for the first one who ends the edit, and who must then complete it. */
    private boolean end() {
        boolean first = ended.compareAndSet(false, true);
        if (first) {
            limit.lift();
            transport.end(this);
        }
        return first;
    }

    /** Ends the request, if it is still on its way, and its connection. */
    private void release() {
        transport.end(this);
        limit.lift();
        aborted = true;
        body.abort();
        Future<Void> running = exchange;
        if (running != null) {
            running.cancel(true);
        }
        Runnable closing = connection;
        if (closing != null) {
            closing.run();
        }
        body.releaseResources();
    }
}
