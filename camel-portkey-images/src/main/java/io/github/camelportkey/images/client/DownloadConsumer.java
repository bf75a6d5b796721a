// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import io.github.camelportkey.images.model.ContentSink;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImageType;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Takes one downloaded image off the wire, into a sink. */
final class DownloadConsumer implements AsyncResponseConsumer<Void> {

    private static final byte GZIP = 0x1f;

    private final CompletableFuture<ImageContent> content;
    private final ContentSink sink;
    private final long maxBytes;
    private @Nullable FutureCallback<Void> callback;
    private int interim;
    private @Nullable GzipInflater gzip;
    /** What a storage says of the encoding may be wrong, and is believed only where the first byte says so too. */
    private boolean mayBeGzip;
    /** The first byte that is no space, or -1. */
    private int first = -1;
    private boolean finished;
    private boolean released;
    /** The type of an image that is none of those which are recognised by their bytes. */
    private @Nullable String declared;

    DownloadConsumer(CompletableFuture<ImageContent> content, ContentSink sink, long maxBytes) {
        this.content = content;
        this.sink = sink;
        this.maxBytes = maxBytes;
    }

    @Override
    public synchronized void consumeResponse(HttpResponse response, @Nullable EntityDetails entity,
            @Nullable HttpContext context, FutureCallback<Void> resultCallback) throws IOException {
        callback = resultCallback;
        if (response.getCode() != 200) {
            throw new IOException("its server answered " + response.getCode());
        }
        if (entity == null) {
            throw new IOException("its server answered with nothing");
        }
        Header encoding = response.getFirstHeader(HttpHeaders.CONTENT_ENCODING);
        mayBeGzip = encoding != null && encoding.getValue() != null && encoding.getValue().toLowerCase(Locale.ROOT).contains("gzip");
        String type = entity.getContentType();
        declared = type != null && type.regionMatches(true, 0, "image/", 0, 6) && ImageType.ofContentType(type) == null
                ? type : null;
    }

    @Override
    public synchronized void informationResponse(HttpResponse response, HttpContext context) throws IOException {
        interim++; // 1xx says nothing about the image
        if (interim > AnswerConsumer.MOST_INTERIM) {
            throw new IOException("its server sent more than " + AnswerConsumer.MOST_INTERIM + " interim answers (1xx)");
        }
    }

    @Override
    public void updateCapacity(CapacityChannel capacity) throws IOException {
        capacity.update(Integer.MAX_VALUE);
    }

    @Override
    public synchronized void consume(ByteBuffer slice) throws IOException {
        requireWanted();
        byte[] bytes = new byte[slice.remaining()];
        slice.get(bytes);
        if (mayBeGzip && bytes.length > 0) {
            mayBeGzip = false;
            gzip = bytes[0] == GZIP ? new GzipInflater(this::take) : null;
        }
        if (gzip != null) {
            gzip.accept(bytes, 0, bytes.length);
        } else {
            take(bytes, 0, bytes.length);
        }
    }

    private void take(byte[] bytes, int from, int to) throws IOException {
        if (sink.length() + to - from > maxBytes) {
            AnswerTooLargeException tooLarge = new AnswerTooLargeException("it is larger than maxImageBytes=" + maxBytes);
            content.completeExceptionally(tooLarge);
            throw tooLarge;
        }
        for (int i = from; i < to && first < 0; i++) {
            first = bytes[i] == ' ' || bytes[i] == '\n' || bytes[i] == '\r' || bytes[i] == '\t' ? -1 : bytes[i] & 0xff;
        }
        sink.write(bytes, from, to - from);
    }

    /** A page or a message of an error has whatever type its server likes, and is no image for that. */
    private boolean isText() {
        return first == '{' || first == '<' && declared != null && !declared.regionMatches(true, 0, "image/svg", 0, 9);
    }

    @Override
    public synchronized void streamEnd(@Nullable List<? extends Header> trailers) throws IOException {
        ReadAhead.answered();
        requireWanted();
        if (gzip != null && !gzip.isFinished()) {
            throw new IOException("its gzip encoding is cut off");
        }
        ImageContent received = sink.finish(declared);
        finished = true;
        if (received.contentType() == null || received.length() == 0 || isText()) {
            received.release();
            content.completeExceptionally(new IOException("what its server gave is no image"));
        } else if (!content.complete(received)) {
            received.release();
        }
        if (callback != null) {
            callback.completed(null);
        }
    }

    /** Another thread may end a download in the moment in which a part of it comes. */
    private void requireWanted() throws IOException {
        if (released) {
            throw new IOException("The download has ended");
        }
    }

    @Override
    public void failed(Exception cause) {
        content.completeExceptionally(cause);
    }

    @Override
    public synchronized void releaseResources() {
        released = true;
        if (!finished) {
            sink.discard();
        }
        if (gzip != null) {
            gzip.close();
        }
        content.completeExceptionally(new IOException("its server broke off"));
    }
}
