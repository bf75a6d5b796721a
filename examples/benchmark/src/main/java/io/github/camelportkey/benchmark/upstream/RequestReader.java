// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.upstream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Reads the requests of one connection as they arrive, their bodies with a length or in chunks. */
final class RequestReader {

    private enum State { HEAD, BODY, CHUNK_HEAD, CHUNK, CHUNK_END, TRAILER }

    private final Answers answers;
    private final byte[] line = new byte[16 * 1024];
    private int length;
    private State state = State.HEAD;
    private long left;
    private boolean asksToContinue;
    private String path = "";
    private Answers.@Nullable Answer answer;
    private @Nullable FormCheck form;
    private @Nullable StoredCheck stored;

    RequestReader(Answers answers) {
        this.answers = answers;
    }

    /** Path of the request that was read last. */
    String path() {
        return path;
    }

    /** What to answer to it; null when it is no edit. */
    Answers.@Nullable Answer answer() {
        return answer;
    }

    /** Whether the client waits to be told to send the body; says so once. */
    boolean asksToContinue() {
        boolean asks = asksToContinue;
        asksToContinue = false;
        return asks;
    }

    /** Whether the request that was read last stores an object. */
    boolean isStore() {
        return stored != null;
    }

    /** What is wrong with what was read last, or null. */
    @Nullable String fault() {
        return form != null ? form.fault() : stored != null ? stored.fault() : null;
    }

    /** Takes in what has come, and returns true as soon as a request is complete. */
    boolean accept(ByteBuffer in) {
        while (in.hasRemaining()) {
            boolean complete = switch (state) {
                case HEAD -> endsLine(in, 2) && begin();
                case BODY -> body(in) && end();
                case CHUNK_HEAD -> endsLine(in, 1) && chunk();
                case CHUNK -> body(in) && to(State.CHUNK_END);
                case CHUNK_END -> endsLine(in, 1) && to(State.CHUNK_HEAD);
                case TRAILER -> endsLine(in, 1) && (length == 2 ? end() : to(State.TRAILER));
            };
            if (complete) {
                return true;
            }
        }
        return false;
    }

    private boolean to(State next) {
        state = next;
        length = 0;
        return false;
    }

    private boolean end() {
        to(State.HEAD);
        return true;
    }

    /** Takes bytes up to as many line ends in a row. */
    private boolean endsLine(ByteBuffer in, int ends) {
        while (in.hasRemaining()) {
            byte b = in.get();
            line[length++] = b;
            if (b == '\n' && (ends == 1 || length > 3 && line[length - 3] == '\n')) {
                return true;
            }
        }
        return false;
    }

    private boolean begin() {
        String head = new String(line, 0, length, StandardCharsets.ISO_8859_1);
        path = head.substring(head.indexOf(' ') + 1, head.indexOf(' ', head.indexOf(' ') + 1));
        answer = null;
        form = null;
        stored = null;
        if (path.startsWith("/control/") || StoredCheck.isQuestion(head)) {
            return end();
        }
        if (path.startsWith(StoredCheck.BUCKET)) {
            stored = new StoredCheck(answers, path);
        } else {
            answer = answers.to(path);
            form = new FormCheck(answer);
        }
        String names = head.toLowerCase(Locale.ROOT);
        asksToContinue = names.contains("\r\nexpect: 100-continue");
        int at = names.indexOf("\r\ncontent-length:");
        if (at < 0 || names.contains("\r\ncontent-encoding: aws-chunked")) { // chunks within the length
            return to(State.CHUNK_HEAD);
        }
        left = Long.parseLong(head.substring(at + 17, head.indexOf('\r', at + 17)).strip());
        return to(State.BODY);
    }

    private boolean body(ByteBuffer in) {
        int n = (int) Math.min(left, in.remaining());
        int limit = in.limit();
        in.limit(in.position() + n);
        if (form != null) {
            form.accept(in);
        } else if (stored != null) {
            stored.accept(in);
        }
        in.limit(limit);
        left -= n;
        return left == 0;
    }

    private boolean chunk() {
        String size = new String(line, 0, length, StandardCharsets.ISO_8859_1).split("[;\r]")[0].strip();
        left = Long.parseLong(size, 16);
        return to(left == 0 ? State.TRAILER : State.CHUNK);
    }
}
