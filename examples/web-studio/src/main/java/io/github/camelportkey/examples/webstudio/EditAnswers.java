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
 * the answer and not a second edit. Answers are kept as {@link Results} are: the newest few, for a while. What cost nothing may
 * begin again, and its answers make no room for themselves among those that are paid for. Thread-safe.
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
    private final Map<String, Kept> free = new LinkedHashMap<>();

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

    /** Whether this key is new, or has cost nothing; then it is under way until {@link #end}. */
    synchronized boolean begin(String key) {
        if (isKnown(key)) {
            return false;
        }
        free.remove(key);
        underWay.put(key, new HashSet<>());
        return true;
    }

    /** @param paid whether it may have cost something, so that the same key may not begin again */
    void end(String key, Answer answer, boolean paid) {
        Set<Consumer<Answer>> waiting;
        synchronized (this) {
            waiting = Set.copyOf(underWay.remove(key));
            Map<String, Kept> place = paid ? kept : free;
            drop(place, most - 1);
            place.put(key, new Kept(answer, clock.instant().plus(longest)));
        }
        waiting.forEach(waiter -> waiter.accept(answer));
    }

    synchronized boolean isKnown(String key) {
        return underWay.containsKey(key) || answer(kept, key) != null;
    }

    /** Gives the waiter the answer, now or when there is one; false when there will be none. */
    boolean join(String key, Consumer<Answer> waiter) {
        Answer answer;
        synchronized (this) {
            Set<Consumer<Answer>> waiting = underWay.get(key);
            if (waiting != null) {
                return waiting.add(waiter);
            }
            answer = answer(kept, key);
            answer = answer == null ? answer(free, key) : answer;
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
        drop(kept, most);
        drop(free, most);
    }

    synchronized int size() {
        return underWay.size() + kept.size() + free.size();
    }

    private @Nullable Answer answer(Map<String, Kept> place, String key) {
        drop(place, most);
        Kept found = place.get(key);
        return found == null ? null : found.answer();
    }

    private void drop(Map<String, Kept> place, int leave) {
        for (Iterator<Kept> oldest = place.values().iterator(); oldest.hasNext();) {
            Kept next = oldest.next();
            if (place.size() <= leave && next.until().isAfter(clock.instant())) {
                return;
            }
            oldest.remove();
        }
    }
}
