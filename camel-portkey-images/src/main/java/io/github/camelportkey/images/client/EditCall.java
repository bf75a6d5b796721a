package io.github.camelportkey.images.client;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ssl.SSLException;

import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.ImagesResponse;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.util.DeadlineTimeoutException;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** One edit on the wire, from its sending to whatever becomes of it. */
final class EditCall implements AnswerConsumer.Listener {

    private final HttpTransport transport;
    private final EditSettings settings;
    private final GatewayRoute route;
    private final URI url;
    private final MultipartEntityProducer body;
    private final ImageEdit edit = new ImageEdit();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final CompletableFuture<Void> deadline = new CompletableFuture<>();
    private volatile @Nullable Future<Void> exchange;
    private volatile @Nullable Runnable connection;
    private volatile boolean aborted;

    EditCall(HttpTransport transport, EditSettings settings, GatewayRoute route, MultipartBody body) {
        this.transport = transport;
        this.settings = settings;
        this.route = route;
        this.url = URI.create(route.baseUrl() + "/images/edits");
        this.body = new MultipartEntityProducer(body, "https".equalsIgnoreCase(url.getScheme()));
    }

    ImageEdit send(Iterable<Header> headers) {
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
        HttpClientContext context = transport.newContext();
        context.setAttribute(HttpTransport.ON_CONNECTION, (HttpTransport.OnConnection) this::onConnection);
        context.setRequestConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(settings.connectionRequestTimeout()))
                .setResponseTimeout(Timeout.of(settings.responseTimeout()))
                .setContentCompressionEnabled(false)
                .setRedirectsEnabled(false)
                .setExpectContinueEnabled(false)
                .build());
        AnswerConsumer answer = new AnswerConsumer(this, new ImagesResponseReader(
                () -> settings.spool().newSink(settings.spoolThreshold()), settings.maxImageBytes()),
                settings.maxResponseBytes());
        deadline.completeOnTimeout(null, settings.editTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .thenRun(this::onDeadline);
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
        } catch (RuntimeException e) {
            onFailed(e);
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
        edit.replied(masked(reply));
    }

    @Override
    public void onImages(GatewayReply reply, ImagesResponse images) {
        if (!end()) {
            images.release();
            return;
        }
        GatewayReply head = masked(reply);
        if (!images.isUsable()) {
            GatewayError error = GatewayError.of(images.additionalProperties().get("error"));
            String why = error != null && error.message() != null
                    ? "it holds an error: " + secrets().mask(error.message())
                    : images.data().isEmpty() ? "it has no images"
                    : images.data().get(0).problem();
            edit.completeExceptionally(invalid(head, why, null, images));
        } else if (reply.guardrailFailed() && settings.failOnGuardrail()) {
            deliver(images, () -> edit.completeExceptionally(new GatewayStatusException(url.toString(), head, "",
                    new GatewayError(null, null, null, null), images)), images);
        } else if (settings.downloadImages()) {
            new ImageDownloader(transport, settings, edit).download(images)
                    .thenAccept(fetched -> deliver(fetched, () -> edit.complete(fetched), images));
        } else {
            deliver(images, () -> edit.complete(images), images);
        }
    }

    /** What nobody waits for any more gives its files back. */
    private static void deliver(ImagesResponse response, java.util.function.BooleanSupplier completion,
            ImagesResponse received) {
        if (!completion.getAsBoolean()) {
            response.release();
            received.release();
        }
    }

    @Override
    public void onRefused(GatewayReply reply, String text) {
        if (transport.hasProxy() && "https".equalsIgnoreCase(url.getScheme()) && !body.isBegun()) {
            onFailed(new IOException("the proxy answered " + reply.statusCode() + " and made no tunnel to it"));
            return;
        }
        if (end()) {
            String shown = secrets().maskCut(text);
            edit.completeExceptionally(new GatewayStatusException(url.toString(), masked(reply), shown,
                    GatewayError.of(shown), null));
        }
    }

    @Override
    public void onInvalid(GatewayReply reply, String reason, @Nullable Throwable cause) {
        if (end()) {
            edit.completeExceptionally(invalid(masked(reply), secrets().maskCut(reason), cause, null));
        }
    }

    private InvalidGatewayResponseException invalid(GatewayReply head, @Nullable String why, @Nullable Throwable cause,
            @Nullable ImagesResponse response) {
        String type = head.header("content-type");
        return new InvalidGatewayResponseException("The gateway at " + url + " answered " + head.statusCode()
                + (type == null ? "" : " (" + type + ")") + ", but no image of the answer can be used: " + why
                + ". The edit was probably billed: ask the provider about trace id " + head.traceId()
                + ", request id " + head.requestId(), secrets().unlessLeaking(cause), response, head);
    }

    @Override
    public void onFailed(Exception cause) {
        Exception reading = body.failure();
        boolean sent = body.isComplete() || isAccepted();
        if (end()) {
            edit.completeExceptionally(unreachable(message(reading != null && !sent ? reading : cause, sent), cause, sent));
        }
    }

    /** Whether a success was announced, which a server may do before it has read the whole request. */
    private boolean isAccepted() {
        GatewayReply head = edit.reply();
        return head != null && head.statusCode() < 300;
    }

    private void onDeadline() {
        boolean sent = body.abort() || isAccepted();
        if (end()) {
            edit.completeExceptionally(unreachable("The edit took longer than editTimeout="
                    + settings.editTimeout().toMillis() + " ms" + outcome(sent), null, sent));
            abort();
        }
    }

    /** Whether any of the request has been asked for by a connection. */
    boolean isBegun() {
        return body.isBegun();
    }

    /** Ends the edit because its client is closed. */
    void stop() {
        boolean sent = body.abort() || isAccepted();
        if (end()) {
            edit.completeExceptionally(unreachable("The component was stopped before the gateway had answered"
                    + outcome(sent), null, sent));
            abort();
        }
    }

    private GatewayUnreachableException unreachable(String message, @Nullable Throwable cause, boolean sent) {
        GatewayReply head = edit.reply();
        return new GatewayUnreachableException(secrets().mask(message), secrets().unlessLeaking(cause), sent,
                head != null && head.traceId() != null ? head.traceId() : route.traceId(),
                head == null ? null : head.requestId());
    }

    private String message(Exception cause, boolean sent) {
        String where = "The gateway at " + url;
        String detail = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof ConnectionRequestTimeoutException || cause instanceof DeadlineTimeoutException) {
            return "No connection became free within connectionRequestTimeout="
                   + settings.connectionRequestTimeout().toMillis()
                   + " ms: let fewer edits run at once, or raise maxConnections" + outcome(false);
        }
        if (cause instanceof UnknownHostException) {
            return where + " has a host name that is not known; check baseUrl and the name service" + outcome(sent);
        }
        if (cause instanceof SSLException) {
            return where + " could not be talked to over TLS (" + detail
                   + "); check its certificate, or set sslContextParameters" + outcome(sent);
        }
        if (cause instanceof SocketTimeoutException && sent) {
            return where + " was silent for responseTimeout=" + settings.responseTimeout().toMillis() + " ms"
                   + outcome(true);
        }
        if (cause instanceof FileSystemException || cause instanceof FileNotFoundException) {
            return "A file could not be read while it was being sent: " + cause.getClass().getSimpleName() + " " + detail
                   + outcome(sent);
        }
        return where + " gave no complete answer: " + detail + outcome(sent);
    }

    private String outcome(boolean sent) {
        if (!sent) {
            return ". The request had not been sent whole, so nothing was billed";
        }
        return (body.isComplete() ? ". The request had been sent whole" : ". The gateway had already begun to answer")
               + ", so the edit may have been billed";
    }

    private Secrets secrets() {
        return Secrets.of(route);
    }

    private GatewayReply masked(GatewayReply reply) {
        return new GatewayReply(reply.statusCode(), secrets().mask(reply.reason()), secrets().mask(reply.headers()));
    }

    /** Returns true for the first one who ends the edit. */
    private boolean end() {
        boolean first = ended.compareAndSet(false, true);
        if (first) {
            deadline.cancel(false);
            transport.end(this);
        }
        return first;
    }

    private void abort() {
        aborted = true;
        release();
    }

    private void release() {
        transport.end(this);
        deadline.cancel(false);
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
    }
}
