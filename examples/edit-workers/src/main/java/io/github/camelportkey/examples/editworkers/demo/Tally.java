// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import io.github.camelportkey.examples.editworkers.Outcome;
import io.github.camelportkey.examples.editworkers.Outcome.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The outcomes so far, added up. Not thread-safe. */
final class Tally {

    private final List<Outcome> outcomes = new ArrayList<>();
    private final Map<Kind, Integer> kinds = new EnumMap<>(Kind.class);
    private final Set<String> stored = new HashSet<>();

    void add(Outcome outcome) {
        outcomes.add(outcome);
        kinds.merge(outcome.kind(), 1, Integer::sum);
        if (outcome.kind() == Kind.DONE || outcome.kind() == Kind.FOUND) {
            stored.add(String.valueOf(outcome.target()));
        }
    }

    List<Outcome> outcomes() {
        return outcomes;
    }

    int count(Kind kind) {
        return kinds.getOrDefault(kind, 0);
    }

    /** Jobs whose object is there. */
    int done() {
        return stored.size();
    }

    int failed() {
        return count(Kind.REJECTED) + count(Kind.DEAD);
    }

    long sum(ToLongFunction<Outcome> what) {
        return outcomes.stream().mapToLong(what).sum();
    }

    Map<String, List<Outcome>> doneByWorker() {
        Map<String, List<Outcome>> workers = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            if (outcome.kind() == Kind.DONE) {
                workers.computeIfAbsent(outcome.worker(), name -> new ArrayList<>()).add(outcome);
            }
        }
        return workers;
    }

    /** Of the edits that were done, the value that half of them stay below; 0 when there are none. */
    long median(ToLongFunction<Outcome> what) {
        long[] values = outcomes.stream().filter(outcome -> outcome.kind() == Kind.DONE).mapToLong(what).sorted().toArray();
        return values.length == 0 ? 0 : values[values.length / 2];
    }

    long longest(ToLongFunction<Outcome> what) {
        return outcomes.stream().mapToLong(what).max().orElse(0);
    }
}
