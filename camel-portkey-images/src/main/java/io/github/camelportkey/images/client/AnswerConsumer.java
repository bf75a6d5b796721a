// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.github.camelportkey.images.model.ImagesResponse;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.jspecify.annotations.Nullable;

/** Takes one answer off the wire: a success goes to the reader of images, anything else into a bounded text. */
final class AnswerConsumer implements AsyncResponseConsumer<Void> {

    /** What an answer turned out to be. One of these is called, once, unless the connection fails before. */
    interface Listener {
        void onReply(GatewayReply reply);

        void onImages(GatewayReply reply, ImagesResponse images);

        void onRefused(GatewayReply reply, String body);

        void onInvalid(GatewayReply reply, String reason, @Nullable Throwable cause);

        void onFailed(Exception cause);
    }

    /** In bytes, of the text of a refusal. */
    static final int MAX_ERROR_BODY = 64 * 1024;
    private static final int EXCERPT = 200;
    /** Of JSON and of pages, which no encoding begins with: RFC 1952, 2.3.1, for gzip. */
    private static final String BEGINS_TEXT = "{[<\" \t\r\n";
    /** More than one a second for as long as an edit may take, which some servers send to say that they are at work. */
    static final int MOST_INTERIM = 10_000;

    private final Listener listener;
    private final ImagesResponseReader reader;
    private final long maxResponseBytes;
    private final HttpCoreContext context;
    private final ByteArrayOutputStream errorBody = new ByteArrayOutputStream(0);
    private int interim;
    private long received;
    private boolean done;
    private boolean released;
    private @Nullable GatewayReply reply;
    /** The encoding that the head names, until the body has begun. */
    private @Nullable String encoding;
    private @Nullable GzipInflater gzip;
    private @Nullable FutureCallback<Void> callback;

    /** @param context of the request, which knows of an answer that the client keeps to itself */
    AnswerConsumer(Listener listener, ImagesResponseReader reader, long maxResponseBytes, HttpCoreContext context) {
        this.listener = listener;
        this.reader = reader;
        this.maxResponseBytes = maxResponseBytes;
        this.context = context;
    }

    @Override
    public synchronized void consumeResponse(HttpResponse response, @Nullable EntityDetails entity,
            @Nullable HttpContext sameContext, FutureCallback<Void> resultCallback) {
        callback = resultCallback;
        GatewayReply head = begin(response);
        encoding = head.header("content-encoding");
        if (entity == null) {
            end(head);
        }
    }

    private GatewayReply begin(HttpResponse response) {
        GatewayReply head = new GatewayReply(response.getCode(),
                response.getReasonPhrase() == null ? "" : response.getReasonPhrase(), headers(response));
        reply = head;
        listener.onReply(head);
        return head;
    }

    private static Map<String, String> headers(HttpResponse response) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Iterator<Header> all = response.headerIterator(); all.hasNext();) {
            Header header = all.next();
            headers.putIfAbsent(header.getName(), header.getValue() == null ? "" : header.getValue());
        }
        return headers;
    }

    @Override
    public synchronized void informationResponse(HttpResponse response, HttpContext sameContext) throws IOException {
        interim++; // 1xx says nothing about the edit
        if (interim > MOST_INTERIM) {
            throw new IOException("it sent more than " + MOST_INTERIM + " interim answers (1xx) and no other");
        }
    }

    @Override
    public void updateCapacity(CapacityChannel capacity) throws IOException {
        capacity.update(Integer.MAX_VALUE);
    }

    @Override
    public synchronized void consume(ByteBuffer slice) throws IOException {
        GatewayReply head = reply;
        if (done || released || head == null) {
            throw new IOException("The edit has ended");
        }
        byte[] bytes;
        int from;
        if (slice.hasArray()) {
            bytes = slice.array();
            from = slice.arrayOffset() + slice.position();
        } else {
            bytes = new byte[slice.remaining()];
            from = 0;
            slice.duplicate().get(bytes);
        }
        int to = from + slice.remaining();
        slice.position(slice.limit());
        try {
            if (encoding != null && from < to) {
                beginDecoding(encoding, bytes[from]);
                encoding = null;
            }
            if (gzip != null) {
                gzip.accept(bytes, from, to);
            } else {
                take(bytes, from, to);
            }
        } catch (IOException e) {
            if (isSuccess(head)) {
                finish(() -> listener.onInvalid(head, reason(e), e));
            } else {
                finish(() -> listener.onRefused(head, errorText()));
            }
            throw e; // ends the connection: what else comes is of no use
        }
    }

    /** Some servers name an encoding that a body does not have, or no longer has: its first byte tells. */
    private void beginDecoding(String named, byte first) throws IOException {
        if (named.equalsIgnoreCase("identity") || BEGINS_TEXT.indexOf(first) >= 0) {
            return;
        }
        if (!List.of("gzip", "x-gzip").contains(named.toLowerCase(Locale.ROOT))) {
            throw new IOException("it is encoded as " + named + ", which was not asked for");
        }
        gzip = new GzipInflater(this::take);
    }

    private void take(byte[] bytes, int from, int to) throws IOException {
        received += to - from;
        if (reply != null && isSuccess(reply)) {
            if (received > maxResponseBytes) {
                throw new AnswerTooLargeException("it is larger than maxResponseBytes=" + maxResponseBytes);
            }
            reader.accept(bytes, from, to);
            return;
        }
        errorBody.write(bytes, from, Math.min(to - from, MAX_ERROR_BODY - errorBody.size()));
        if (errorBody.size() == MAX_ERROR_BODY) {
            throw new AnswerTooLargeException("its error text is larger than " + MAX_ERROR_BODY + " bytes");
        }
    }

    @Override
    public synchronized void streamEnd(@Nullable List<? extends Header> trailers) {
        if (reply != null && !done && !released) {
            end(reply);
        }
    }

    private void end(GatewayReply head) {
        ReadAhead.answered();
        if (!isSuccess(head)) {
            finish(() -> listener.onRefused(head, errorText()));
        } else if (received == 0) {
            finish(() -> listener.onInvalid(head, "it has no body", null));
        } else {
            ImagesResponse images;
            try {
                images = reader.finish();
            } catch (IOException | RuntimeException | Error e) {
                String excerpt = GatewayError.printable(reader.excerpt(EXCERPT));
                finish(() -> listener.onInvalid(head, "it is no JSON object of the API; it begins: " + excerpt, null));
                return;
            }
            finish(() -> listener.onImages(head, images));
        }
    }

    /**
     * Ends the answer with what has come, if that is all of it, or a refusal: a connection that breaks or falls silent behind
     * a paid result has not lost it, and a status says all that matters.
     */
    synchronized void settle() {
        if (!done && !released && reply != null && (!isSuccess(reply) || reader.isWhole())) {
            end(reply);
        }
    }

    private static boolean isSuccess(GatewayReply head) {
        return head.statusCode() >= 200 && head.statusCode() < 300;
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    private String errorText() {
        return errorBody.toString(StandardCharsets.UTF_8);
    }

    private void finish(Runnable outcome) {
        if (!done) {
            done = true;
            outcome.run();
            if (callback != null) {
                callback.completed(null);
            }
        }
    }

    @Override
    public synchronized void failed(Exception cause) {
        settle();
        if (!done) {
            done = true;
            listener.onFailed(cause);
        }
    }

    /** HttpClient ends without the answer when that asks for a password, because the request can't be sent again with it. */
    private void withheld() {
        HttpResponse response = context.getResponse();
        if (response != null && response.getCode() >= 400) {
            GatewayReply head = begin(response);
            finish(() -> listener.onRefused(head, ""));
        } else {
            failed(new IOException("the HTTP client ended the request without its answer"));
        }
    }

    @Override
    public synchronized void releaseResources() {
        settle();
        if (!done && reply == null) {
            withheld();
        }
        released = true; // not done: of an answer that has begun the client releases before it tells why it failed
        reader.discard();
        if (gzip != null) {
            gzip.close();
        }
    }
}
