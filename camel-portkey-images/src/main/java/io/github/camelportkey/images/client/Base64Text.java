// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

import io.github.camelportkey.images.model.ContentSink;
import io.github.camelportkey.images.model.TakenContent;
import org.jspecify.annotations.Nullable;

/**
 * Decodes one base64 JSON string as it arrives, into a sink.
 *
 * <p>The text is collected in spans of 16 KB. A full span goes to the JDK's decoder as it is, without looking for the
 * closing quote first: the decoder itself refuses the one span that holds it, and only that one is searched. Text that is
 * wrapped in lines, escaped, url-safe or a {@code data:} URI goes character by character. Not thread-safe.
 */
final class Base64Text {

    private static final int SPAN = 16 * 1024;
    private static final int DECODED_SPAN = SPAN / 4 * 3;
    private static final Base64.Decoder DECODER = Base64.getDecoder();
    private static final byte[] VALUES = values();
    private static final int NEEDS_ALL = -1;
    private static final int NOT_BASE64 = 0x7f;

    private final ContentSink sink;
    private final long maxImageBytes;
    private final byte[] span;
    private final byte[] decoded;
    private int filled;
    private boolean ended;
    private @Nullable String problem;

    private long position;
    private int quad;
    private int quadCount;
    private int padding;
    private int escape;
    private int escaped;
    private boolean inPrefix;

    /** The buffers that all images of one answer share, as they come one after the other. A few are kept for other answers. */
    static final class Buffers {

        private static final Queue<Buffers> SPARE = new ArrayBlockingQueue<>(4);

        private final byte[] span = new byte[SPAN];
        private final byte[] decoded = new byte[DECODED_SPAN + 3];

        private Buffers() {
        }

        static Buffers borrow() {
            Buffers spare = SPARE.poll();
            return spare == null ? new Buffers() : spare;
        }

        /** To be called once, when no text uses them any more. */
        void giveBack() {
            SPARE.offer(this);
        }
    }

    Base64Text(Buffers buffers, ContentSink sink, long maxImageBytes) {
        this.sink = sink;
        this.maxImageBytes = maxImageBytes;
        this.span = buffers.span;
        this.decoded = buffers.decoded;
    }

    /** The bytes that were taken in but belong to what follows the string, once it has ended. */
    record Rest(byte[] bytes, int from, int to) {
    }

    /** Takes bytes in and returns how many; decodes when the span is full. */
    int accept(byte[] bytes, int from, int to) throws IOException {
        int count = Math.min(SPAN - filled, to - from);
        System.arraycopy(bytes, from, span, filled, count);
        filled += count;
        return count;
    }

    boolean isFull() {
        return filled == SPAN;
    }

    /** Decodes what was collected. Returns what follows the string when it ends in there, else null. */
    @Nullable Rest drain() throws IOException {
        int from = aligned() ? 0 : slow(0, filled, true);
        if (ended) {
            return rest(from);
        }
        if (from > 0 && from < filled) {
            System.arraycopy(span, from, span, 0, filled - from);
        }
        filled -= from;
        if (from > 0 && filled + from == SPAN) {
            return null; // aligned again: fill the span up, so that it can be decoded as a whole
        }
        int end = fast();
        if (end == NEEDS_ALL) {
            end = slow(0, filled, false);
        }
        if (ended) {
            return rest(end);
        }
        filled = 0;
        return null;
    }

    private Rest rest(int from) {
        Rest rest = new Rest(span, from, filled);
        filled = 0;
        return rest;
    }

    private boolean aligned() {
        return problem == null && quadCount == 0 && padding == 0 && escape == 0 && !inPrefix;
    }

    /** Decodes a whole span, or all up to a quote; returns where it ended, or that the slow way is needed. */
    private int fast() throws IOException {
        if (problem != null) {
            return NEEDS_ALL;
        }
        try {
            if (filled == SPAN) {
                int count = DECODER.decode(span, decoded);
                if (count < DECODED_SPAN) {
                    padding = DECODED_SPAN - count;
                }
                write(count);
                position += SPAN;
                return SPAN;
            }
        } catch (IllegalArgumentException e) {
            // the span holds the closing quote, or characters that only the slow way knows
        }
        int quote = 0;
        while (quote < filled && span[quote] != '"') {
            quote++;
        }
        if (quote == filled) {
            return NEEDS_ALL;
        }
        try {
            int count = DECODER.decode(Arrays.copyOf(span, quote), decoded);
            write(count);
            position += quote;
            ended = true;
            return quote + 1;
        } catch (IllegalArgumentException e) {
            return NEEDS_ALL;
        }
    }

    /** Decodes character by character up to the quote; or only until nothing is carried over any more. */
    private int slow(int from, int to, boolean untilAligned) throws IOException {
        int out = 0;
        for (int i = from; i < to; i++) {
            if (untilAligned && aligned()) {
                write(out);
                return i;
            }
            int c = span[i] & 0xff;
            position++;
            if (escape != 0) {
                c = unescaped(c);
                if (c < 0) {
                    continue;
                }
            } else if (c == '\\') {
                escape = 1;
                continue;
            } else if (c == '"') {
                ended = true;
                write(finishQuad(out));
                return i + 1;
            }
            out = decode(c, out);
        }
        write(out);
        return to;
    }

    /** One character behind a backslash; returns the character meant, or -1 while it is not complete. */
    private int unescaped(int c) {
        if (escape == 1) {
            if (c == 'u') {
                escape = 2;
                escaped = 0;
                return -1;
            }
            escape = 0;
            return switch (c) {
                case 'n', 'r', 't', 'b', 'f' -> ' ';
                default -> c == '"' ? NOT_BASE64 : c;
            };
        }
        int digit = Character.digit(c, 16);
        if (digit < 0 && problem == null) {
            problem = "its base64 is broken at character " + position;
        }
        escaped = escaped << 4 | digit & 0xf;
        if (++escape < 6) {
            return -1;
        }
        escape = 0;
        return escaped & 0xffff;
    }

    private int decode(int c, int out) {
        if (problem != null || c <= ' ') { // Jackson passes over all of these too
            return out;
        }
        if (inPrefix) {
            inPrefix = c != ',';
            return out;
        }
        if (c == '=') {
            padding++;
            return out;
        }
        int value = c < 128 ? VALUES[c] : -1;
        if (value < 0 || padding > 0) {
            if (c == ':' && startsAsDataUri(out)) {
                quadCount = 0;
                inPrefix = true;
                return 0;
            }
            problem = "its base64 is broken at character " + position;
            return out;
        }
        quad = quad << 6 | value;
        if (++quadCount < 4) {
            return out;
        }
        quadCount = 0;
        decoded[out] = (byte) (quad >> 16);
        decoded[out + 1] = (byte) (quad >> 8);
        decoded[out + 2] = (byte) quad;
        return out + 3;
    }

    /** "data" is valid base64: it was decoded into the first three bytes before the colon told what it is. In any case. */
    private boolean startsAsDataUri(int out) {
        return sink.length() == 0 && out == 3 && quadCount == 0 && is('d', quad >> 18) && is('a', quad >> 12)
                && is('t', quad >> 6) && is('a', quad);
    }

    private static boolean is(char letter, int value) {
        return (value & 0x3f) == VALUES[letter] || (value & 0x3f) == VALUES[Character.toUpperCase(letter)];
    }

    private int finishQuad(int out) {
        if (problem != null || quadCount == 0) {
            return out;
        }
        if (quadCount == 1) {
            problem = "its base64 is cut off: one character is left over";
            return out;
        }
        int bits = quad << 6 * (4 - quadCount);
        decoded[out] = (byte) (bits >> 16);
        if (quadCount == 3) {
            decoded[out + 1] = (byte) (bits >> 8);
        }
        int count = quadCount - 1;
        quadCount = 0;
        return out + count;
    }

    private void write(int count) throws IOException {
        if (problem == null && sink.length() + count > maxImageBytes) {
            problem = "it is larger than maxImageBytes=" + maxImageBytes;
        }
        if (problem != null) {
            sink.discard();
        } else if (count > 0) {
            sink.write(decoded, 0, count);
        }
    }

    /** What the string gave. To be called when it has ended, or when nothing more will come. */
    TakenContent result() throws IOException {
        if (problem == null && !ended) {
            problem = "its base64 is cut off";
        }
        if (problem == null && sink.length() == 0) {
            problem = "its base64 is empty";
        }
        if (problem != null) {
            sink.discard();
            return new TakenContent(null, problem);
        }
        return new TakenContent(sink.finish(null), null);
    }

    void discard() {
        sink.discard();
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        values['-'] = 62;
        values['_'] = 63;
        return values;
    }
}
