package io.github.camelportkey.images.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.Collections;
import java.util.IdentityHashMap;

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
    /** Far more than any answer has; in memory, {@code {},} takes forty times what it takes as text. */
    private static final int MAX_VALUES = 300_000;
    private static final int MAX_KEY = 64;
    /** A hundred times what the API gives; each takes some kilobytes, however small it is. */
    private static final int MAX_IMAGES = 1_000;
    private static final ObjectReader JSON = JsonMapper.builder(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(MAX_JSON).maxNameLength(MAX_JSON).build())
            .build()).build().readerFor(ImagesResponse.class);

    private enum State { VALUE, TEXT, KEY, BASE64 }

    private final Supplier<ContentSink> sinks;
    private final long maxImageBytes;
    private final ByteArrayOutputStream json = new ByteArrayOutputStream(512);
    private final List<TakenContent> contents = new ArrayList<>();

    private State state = State.VALUE;
    private boolean escape;
    private int depth;
    private int values;
    private boolean inRoot;
    private boolean inData;
    private boolean inItem;
    private boolean keyExpected;
    private final StringBuilder key = new StringBuilder();
    private @Nullable String rootKey;
    private @Nullable String itemKey;
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
        Base64Text text = base64;
        while (text != null) {
            Base64Text.Rest rest = text.drain();
            endBase64(text);
            if (rest != null) {
                accept(rest.bytes(), rest.from(), rest.to());
            }
            text = base64;
        }
        try {
            ImagesResponse response = JSON.withAttribute(ImagesResponseDeserializer.TAKEN_CONTENTS, contents)
                    .readValue(json.toByteArray());
            if (response == null) {
                throw new IOException("it is empty");
            }
            releaseUnused(response);
            contents.clear();
            return response;
        } catch (IOException | RuntimeException e) {
            discard();
            throw e;
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
    }

    /** An item may name its content twice, and then only the last one counts. */
    private void releaseUnused(ImagesResponse response) {
        Set<ImageContent> used = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Image image : response) {
            if (image.content() != null) {
                used.add(image.content());
            }
        }
        for (TakenContent taken : contents) {
            if (taken.content() != null && !used.contains(taken.content())) {
                taken.content().release();
            }
        }
    }

    private int scan(byte[] bytes, int from, int to) throws IOException {
        int at = from;
        while (at < to && base64 == null) {
            at = switch (state) {
                case TEXT -> scanText(bytes, at, to);
                case KEY -> scanKey(bytes, at, to);
                default -> scanValue(bytes, at, to);
            };
        }
        keep(bytes, from, at);
        if (base64 != null) {
            keepIndex();
        }
        return at;
    }

    private int scanValue(byte[] bytes, int from, int to) throws IOException {
        for (int at = from; at < to; at++) {
            switch (bytes[at]) {
                case '"' -> {
                    beginString();
                    return at + 1;
                }
                case '{' -> open(true);
                case '[' -> open(false);
                case '}', ']' -> close();
                case ',' -> {
                    countValue();
                    keyExpected = inObjectOfInterest();
                }
                case ':' -> keyExpected = false;
                default -> {
                }
            }
        }
        return to;
    }

    private boolean inObjectOfInterest() {
        return depth == 1 && inRoot || depth == 3 && inItem;
    }

    private void countValue() throws IOException {
        if (++values > MAX_VALUES) {
            throw new AnswerTooLargeException("it holds more than " + MAX_VALUES + " values");
        }
    }

    private void open(boolean object) throws IOException {
        countValue();
        depth++;
        if (depth == 1) {
            inRoot = object;
        } else if (depth == 2) {
            inData = !object && inRoot && "data".equals(rootKey);
        } else if (depth == 3) {
            inItem = object && inData;
        }
        keyExpected = inObjectOfInterest();
    }

    private void close() {
        if (depth == 3) {
            inItem = false;
        } else if (depth == 2) {
            inData = false;
        } else if (depth == 1) {
            inRoot = false;
        }
        depth--;
        keyExpected = false;
    }

    private void beginString() {
        if (keyExpected && inObjectOfInterest()) {
            state = State.KEY;
            key.setLength(0);
        } else if (depth == 3 && inItem && "b64_json".equals(itemKey)) {
            state = State.BASE64;
            if (buffers == null) {
                buffers = new Base64Text.Buffers();
            }
            base64 = new Base64Text(buffers, sinks.get(), maxImageBytes);
        } else {
            state = State.TEXT;
        }
    }

    private int scanText(byte[] bytes, int from, int to) {
        int at = from;
        if (escape) {
            escape = false;
            at++;
        }
        for (; at < to; at++) {
            if (bytes[at] == '"') {
                state = State.VALUE;
                return at + 1;
            }
            if (bytes[at] == '\\') {
                if (at + 1 == to) {
                    escape = true;
                    return to;
                }
                at++;
            }
        }
        return to;
    }

    private int scanKey(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            char c = (char) (bytes[at] & 0xff);
            if (c == '"' && !escape) {
                state = State.VALUE;
                endKey();
                return at + 1;
            }
            escape = c == '\\' && !escape;
            if (key.length() <= MAX_KEY) {
                key.append(c);
            }
        }
        return to;
    }

    private void endKey() {
        String name = unescaped(key.toString());
        if (depth == 1) {
            rootKey = name;
        } else {
            itemKey = name;
        }
    }

    /** A key may be written with escapes; both keys that matter are ASCII. */
    private static String unescaped(String key) {
        if (key.indexOf('\\') < 0) {
            return key;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            boolean unicode = key.startsWith("\\u", i) && i + 6 <= key.length();
            int digits = unicode ? parseHex(key, i + 2) : -1;
            plain.append(digits < 0 ? key.charAt(i) : (char) digits);
            i += digits < 0 ? 0 : 5;
        }
        return plain.toString();
    }

    private static int parseHex(String text, int from) {
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
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
        state = State.VALUE;
        json.write('"');
    }
}
