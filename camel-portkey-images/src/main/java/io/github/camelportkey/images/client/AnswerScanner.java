// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

/**
 * Walks through the JSON of an answer, in slices of any size, up to where the text of a {@code data[].b64_json} begins. It
 * knows just enough of JSON to find that; whether the rest is well-formed is for the parser to say. Not thread-safe.
 */
final class AnswerScanner {

    /** Far more than any answer has; in memory, {@code {},} takes forty times what it takes as text. */
    private static final int MAX_VALUES = 300_000;
    private static final int MAX_KEY = 64;

    private enum State { VALUE, TEXT, KEY, BASE64 }

    private State state = State.VALUE;
    private boolean escape;
    private int depth;
    private int values;
    private boolean inRoot;
    private boolean whole;
    private boolean inData;
    private boolean inItem;
    private boolean keyExpected;
    private final StringBuilder key = new StringBuilder();
    /** Whether the last key of the root is {@code data}. */
    private boolean underData;
    /** Whether the last key of any item is {@code b64_json}. */
    private boolean underBase64;

    /**
     * Walks on.
     *
     * @return where it stopped: behind the quote that opens a base64 text, or at the end of the slice
     * @throws AnswerTooLargeException when there are more values than any answer has
     */
    int scan(byte[] bytes, int from, int to) throws AnswerTooLargeException {
        int at = from;
        while (at < to && state != State.BASE64) {
            at = switch (state) {
                case TEXT -> scanText(bytes, at, to);
                case KEY -> scanKey(bytes, at, to);
                default -> scanValue(bytes, at, to);
            };
        }
        return at;
    }

    /** Whether it stands behind the quote that opens a base64 text. */
    boolean isAtBase64() {
        return state == State.BASE64;
    }

    /** Whether the value that is the answer has ended; what may follow can only be wrong. */
    boolean isWhole() {
        return whole;
    }

    /** To be called when the base64 text has ended: the walk goes on behind its closing quote. */
    void endBase64() {
        state = State.VALUE;
    }

    private int scanValue(byte[] bytes, int from, int to) throws AnswerTooLargeException {
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

    private void countValue() throws AnswerTooLargeException {
        if (++values > MAX_VALUES) {
            throw new AnswerTooLargeException("it holds more than " + MAX_VALUES + " values");
        }
    }

    private void open(boolean object) throws AnswerTooLargeException {
        countValue();
        depth++;
        if (depth == 1) {
            inRoot = object;
        } else if (depth == 2) {
            inData = !object && inRoot && underData;
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
            whole = true;
        }
        depth--;
        keyExpected = false;
    }

    private void beginString() {
        if (keyExpected && inObjectOfInterest()) {
            state = State.KEY;
            key.setLength(0);
        } else if (depth == 3 && inItem && underBase64) {
            state = State.BASE64;
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
        if (depth == 1) {
            underData = isKey("data");
        } else {
            underBase64 = isKey("b64_json");
        }
    }

    private boolean isKey(String name) {
        return key.indexOf("\\") < 0 ? name.contentEquals(key) : name.equals(unescaped(key.toString()));
    }

    /** A key may be written with escapes; both keys that matter are ASCII. */
    private static String unescaped(String key) {
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
}
