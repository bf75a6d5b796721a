// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/** What arrived, what was paid, and what is to be answered next. Thread-safe. */
final class EditLedger {

    private final boolean keepEdits;
    private final List<ReceivedEdit> edits = new ArrayList<>();
    private final AtomicInteger paid = new AtomicInteger();
    private final Queue<StagedAnswer> staged = new ConcurrentLinkedQueue<>();

    EditLedger(boolean keepEdits) {
        this.keepEdits = keepEdits;
    }

    void add(ReceivedEdit edit) {
        if (keepEdits) {
            synchronized (edits) {
                edits.add(edit);
            }
        }
    }

    List<ReceivedEdit> edits() {
        synchronized (edits) {
            return List.copyOf(edits);
        }
    }

    /** Counts one answer that is about to begin. */
    void begun(int status) {
        if (status == 200) {
            paid.incrementAndGet();
        }
    }

    int paid() {
        return paid.get();
    }

    void stage(List<StagedAnswer> answers) {
        staged.addAll(answers);
    }

    @Nullable StagedAnswer nextStaged() {
        return staged.poll();
    }

    void clear() {
        synchronized (edits) {
            edits.clear();
        }
        staged.clear();
        paid.set(0);
    }
}
