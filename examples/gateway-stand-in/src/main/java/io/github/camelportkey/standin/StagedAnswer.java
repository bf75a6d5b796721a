// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An answer prepared for one edit that is still to come. Immutable: each method returns a new one.
 *
 * @see GatewayStandIn#answerNext(StagedAnswer...)
 */
public final class StagedAnswer {

    enum Kind { FIXED, EDIT, HANG_UP }

    final Kind kind;
    final int status;
    final List<Map.Entry<String, String>> headers;
    final byte[] body;
    final Duration delay;
    final int cutAfter;

    private StagedAnswer(
            Kind kind, int status, List<Map.Entry<String, String>> headers, byte[] body, Duration delay, int cutAfter) {
        this.kind = kind;
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.delay = delay;
        this.cutAfter = cutAfter;
    }

    /** An answer with this status and, until {@link #body} says otherwise, no body. */
    public static StagedAnswer status(int status) {
        return new StagedAnswer(Kind.FIXED, status, List.of(), new byte[0], Duration.ZERO, -1);
    }

    /** An ordinary edit, so that the answers staged after it go to later requests. */
    public static StagedAnswer edit() {
        return edit(200);
    }

    /** An ordinary edit answered with another status, such as the 246 of a guardrail that failed but let it pass. */
    public static StagedAnswer edit(int status) {
        return new StagedAnswer(Kind.EDIT, status, List.of(), new byte[0], Duration.ZERO, -1);
    }

    /** No answer: the connection is closed when the whole request has been read. */
    public static StagedAnswer hangUp() {
        return new StagedAnswer(Kind.HANG_UP, 0, List.of(), new byte[0], Duration.ZERO, -1);
    }

    /** Adds a header; it replaces the server's own of that name. A repeated name is sent repeatedly. */
    public StagedAnswer header(String name, String value) {
        List<Map.Entry<String, String>> more = new ArrayList<>(headers);
        more.add(Map.entry(name, value));
        return new StagedAnswer(kind, status, List.copyOf(more), body, delay, cutAfter);
    }

    /** The body, in UTF-8; {@code application/json} unless a header says otherwise. */
    public StagedAnswer body(String text) {
        return body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The body; {@code application/json} unless a header says otherwise. */
    public StagedAnswer body(byte[] bytes) {
        return new StagedAnswer(kind, status, headers, bytes.clone(), delay, cutAfter);
    }

    /** Waits this long after the request has arrived, in addition to the server's latency. */
    public StagedAnswer after(Duration wait) {
        return new StagedAnswer(kind, status, headers, body, wait, cutAfter);
    }

    /** Closes the connection when this many bytes of the body, fewer than it has, have been sent. */
    public StagedAnswer cutAfter(int bytes) {
        if (kind != Kind.FIXED) {
            throw new IllegalStateException("only an answer with a body of its own can be cut");
        }
        return new StagedAnswer(kind, status, headers, body, delay, bytes);
    }
}
