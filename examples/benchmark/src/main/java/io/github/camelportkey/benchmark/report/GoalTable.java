// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.util.ArrayList;
import java.util.List;

import io.github.camelportkey.benchmark.client.Clients;

/** The goal table with what was measured beside gate and goal: median, and least to most where they differ. */
public final class GoalTable {

    private static final List<String> HEAD = List.of("work, against camel-http by hand", "measured", "least - most", "gate",
            "goal", "", "against larger buffers", "limit client here", "limit client of the prototypes");

    private GoalTable() {
    }

    /** Rows of cells, the head first. */
    static List<List<String>> rows(Results results, InnerFigures inner) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (Goal goal : Goal.ALL) {
            Spread ours = goal.measure().of(Clients.COMPONENT, goal.scenario(), results, inner);
            Spread limit = goal.measure().of(Clients.LIMIT, goal.scenario(), results, inner);
            rows.add(List.of(goal.work(), text(goal, ours.median()),
                    ours.least() < ours.most() ? text(goal, ours.least()) + " - " + text(goal, ours.most()) : "",
                    goal.bound(goal.gate()), goal.bound(goal.goal()), goal.verdict(ours.median()),
                    text(goal, goal.measure().againstLargerBuffers(goal.scenario(), results)), text(goal, limit.median()), goal.limit()));
        }
        return rows;
    }

    private static String text(Goal goal, double value) {
        return Double.isNaN(value) ? "-" : goal.measure().text(value);
    }

    public static String of(Results results, InnerFigures inner) {
        return Rows.aligned(rows(results, inner));
    }
}
