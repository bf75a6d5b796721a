// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The edits that came with a key: which are under way, and what the last of them ended with, so that whoever asks again gets
 * the answer and not a second edit. Answers are kept as {@link Results} are: the newest few, for a while. Thread-safe.
 */
final class EditAnswers {

    /** The header of a draft of the IETF, draft-ietf-httpapi-idempotency-key-header. */
    static final String KEY = "Idempotency-Key";

    /** Long enough that nobody meets the key of another by chance. */
    private static final Pattern KEYS = Pattern.compile("[A-Za-z0-9_-]{16,64}");

    private final int most;
    private final Duration longest;
    private final Clock clock;
    private final Map<String, Set<Consumer<Answer>>> underWay = new HashMap<>();
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    /** @param json the body */
    record Answer(int status, String json) {
    }

    private record Kept(Answer answer, Instant until) {
    }

    EditAnswers(int most, Duration longest, Clock clock) {
        this.most = most;
        this.longest = longest;
        this.clock = clock;
    }

    static boolean isKey(String text) {
        return KEYS.matcher(text).matches();
    }

    /** Whether this key is new; then it is under way until {@link #end}. */
    synchronized boolean begin(String key) {
        if (isKnown(key)) {
            return false;
        }
        underWay.put(key, new HashSet<>());
        return true;
    }

    /** @param keep whether the same key may not begin again */
    void end(String key, Answer answer, boolean keep) {
        Set<Consumer<Answer>> waiting;
        synchronized (this) {
            waiting = Set.copyOf(underWay.remove(key));
            if (keep) {
                drop(most - 1);
                kept.put(key, new Kept(answer, clock.instant().plus(longest)));
            }
        }
        waiting.forEach(waiter -> waiter.accept(answer));
    }

    synchronized boolean isKnown(String key) {
        return underWay.containsKey(key) || answer(key) != null;
    }

    /** Gives the waiter the answer, now or when there is one; false when there will be none. */
    boolean join(String key, Consumer<Answer> waiter) {
        Answer answer;
        synchronized (this) {
            Set<Consumer<Answer>> waiting = underWay.get(key);
            if (waiting != null) {
                return waiting.add(waiter);
            }
            answer = answer(key);
        }
        if (answer == null) {
            return false;
        }
        waiter.accept(answer);
        return true;
    }

    /** A waiter that has gone is not kept for as long as the edit takes. */
    synchronized void leave(String key, Consumer<Answer> waiter) {
        Set<Consumer<Answer>> waiting = underWay.get(key);
        if (waiting != null) {
            waiting.remove(waiter);
        }
    }

    /** Drops what is too old. */
    synchronized void forgetOld() {
        drop(most);
    }

    synchronized int size() {
        return underWay.size() + kept.size();
    }

    private @Nullable Answer answer(String key) {
        drop(most);
        Kept found = kept.get(key);
        return found == null ? null : found.answer();
    }

    private void drop(int leave) {
        for (Iterator<Kept> oldest = kept.values().iterator(); oldest.hasNext();) {
            Kept next = oldest.next();
            if (kept.size() <= leave && next.until().isAfter(clock.instant())) {
                return;
            }
            oldest.remove();
        }
    }
}
