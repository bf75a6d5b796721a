// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.github.camelportkey.images.model.ContentSink;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.images.model.ImagesResponseDeserializer;
import io.github.camelportkey.images.model.TakenContent;
import org.jspecify.annotations.Nullable;

/**
 * Reads an answer as it arrives, in slices of any size: each {@code data[].b64_json} is taken out and decoded on the way,
 * so that no base64 text ever lies in memory as a whole; what is left of the JSON, an index in place of each text, goes to
 * Jackson at the end. Thread-safe, because a cancelled edit is discarded by another thread.
 */
final class ImagesResponseReader {

    /** What is left of the JSON is small, unless somebody means harm. */
    private static final int MAX_JSON = 16 * 1024 * 1024;
    /** A hundred times what the API gives; each takes some kilobytes, however small it is. */
    private static final int MAX_IMAGES = 1_000;
    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_JSON).maxNameLength(MAX_JSON).build())
            .build()).build().readerFor(ImagesResponse.class);
    /** Kept, because a reader with an attribute of its own is made anew, with all that it is configured by. */
    private static final ObjectReader NOTHING_TAKEN = withTaken(List.of());

    private final Supplier<ContentSink> sinks;
    private final long maxImageBytes;
    private final ByteArrayOutputStream json = new ByteArrayOutputStream(0);
    private final List<TakenContent> contents = new ArrayList<>();
    private final AnswerScanner scanner = new AnswerScanner();

    private Base64Text.@Nullable Buffers buffers;
    private @Nullable Base64Text base64;

    /**
     * @param sinks gives a new sink for each image
     * @param maxImageBytes a larger image becomes unusable
     */
    ImagesResponseReader(Supplier<ContentSink> sinks, long maxImageBytes) {
        this.sinks = sinks;
        this.maxImageBytes = maxImageBytes;
    }

    private static ObjectReader withTaken(List<TakenContent> contents) {
        return JSON.withAttribute(ImagesResponseDeserializer.TAKEN_CONTENTS, contents);
    }

    /** Takes the next slice in; it may be reused afterwards. */
    synchronized void accept(byte[] bytes, int from, int to) throws IOException {
        int at = from;
        byte[] source = bytes;
        int end = to;
        while (at < end) {
            Base64Text text = base64;
            if (text == null) {
                at = scan(source, at, end);
                continue;
            }
            at += text.accept(source, at, end);
            if (text.isFull()) {
                Base64Text.Rest rest = text.drain();
                if (rest != null) {
                    endBase64(text);
                    accept(rest.bytes(), rest.from(), rest.to());
                }
            }
        }
    }

    /**
     * Ends the answer.
     *
     * @throws IOException when it is no JSON object; the contents taken out so far are discarded
     */
    synchronized ImagesResponse finish() throws IOException {
        drain();
        try {
            ImagesResponse response = (contents.isEmpty() ? NOTHING_TAKEN : withTaken(contents)).readValue(json.toByteArray());
            if (response == null) {
                throw new IOException("it is empty");
            }
            releaseUnused(response);
            contents.clear();
            giveBack();
            return response;
        } catch (IOException | RuntimeException e) {
            discard();
            throw e;
        }
    }

    /** Whether what has come is all of it, to be asked when nothing more will come. */
    synchronized boolean isWhole() {
        try {
            drain();
        } catch (IOException e) {
            return false; // it is not worth more than the failure that made one ask
        }
        return scanner.isWhole();
    }

    /** Takes in what a base64 text holds back to see whether it goes on. */
    private void drain() throws IOException {
        Base64Text text = base64;
        while (text != null) {
            Base64Text.Rest rest = text.drain();
            endBase64(text);
            if (rest != null) {
                accept(rest.bytes(), rest.from(), rest.to());
            }
            text = base64;
        }
    }

    /** The first characters of what was received, without images, for a message. */
    synchronized String excerpt(int length) {
        String text = new String(json.toByteArray(), 0, Math.min(json.size(), length * 3), StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}+", " ").strip();
        return text.length() <= length ? text : text.substring(0, length);
    }

    /** Gives back all that was decoded. Does nothing after {@link #finish}. */
    synchronized void discard() {
        Base64Text text = base64;
        base64 = null;
        if (text != null) {
            text.discard();
        }
        for (TakenContent taken : contents) {
            if (taken.content() != null) {
                taken.content().release();
            }
        }
        contents.clear();
        giveBack();
    }

    private void giveBack() {
        if (buffers != null) {
            buffers.giveBack();
            buffers = null;
        }
    }

    /** An item may name its content twice, and then only the last one counts. */
    private void releaseUnused(ImagesResponse response) {
        for (TakenContent taken : contents) {
            ImageContent content = taken.content();
            if (content != null && !isUsed(content, response)) {
                content.release();
            }
        }
    }

    private static boolean isUsed(ImageContent content, ImagesResponse response) {
        for (Image image : response) {
            if (image.content() == content) {
                return true;
            }
        }
        return false;
    }

    private int scan(byte[] bytes, int from, int to) throws IOException {
        int at = scanner.scan(bytes, from, to);
        keep(bytes, from, at);
        if (scanner.isAtBase64()) {
            beginBase64();
        }
        return at;
    }

    private void beginBase64() {
        if (buffers == null) {
            buffers = Base64Text.Buffers.borrow();
        }
        base64 = new Base64Text(buffers, sinks.get(), maxImageBytes);
        keepIndex();
    }

    private void keep(byte[] bytes, int from, int to) throws IOException {
        if (json.size() + (to - from) > MAX_JSON) {
            throw new AnswerTooLargeException("it holds more than " + MAX_JSON + " bytes beside its images");
        }
        json.write(bytes, from, to - from);
    }

    private void keepIndex() {
        byte[] index = Integer.toString(contents.size()).getBytes(StandardCharsets.US_ASCII);
        json.write(index, 0, index.length);
    }

    private void endBase64(Base64Text text) throws IOException {
        contents.add(text.result());
        base64 = null;
        if (contents.size() > MAX_IMAGES) {
            throw new AnswerTooLargeException("it holds more than " + MAX_IMAGES + " images");
        }
        scanner.endBase64();
        json.write('"');
    }
}
