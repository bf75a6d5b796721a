// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.camelportkey.benchmark.client.Clients;
import io.github.camelportkey.benchmark.work.Scenario;

/** One scenario as text: a line for each client, medians with least and most, and ratios to camel-http by hand. */
public final class ScenarioTable {

    private ScenarioTable() {
    }

    public static String of(Scenario scenario, List<Result> results) {
        return "\n" + scenario.title() + "\n" + Rows.aligned(rows(scenario, results));
    }

    /** Rows of cells, the head first; that of a client which failed has two. */
    static List<List<String>> rows(Scenario scenario, List<Result> results) {
        List<Figure> figures = Arrays.stream(Figure.values())
                .filter(figure -> results.stream().anyMatch(result -> result.spread(figure).isKnown())).toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(Stream.concat(Stream.of(scenario.name()), figures.stream().map(Figure::title)).toList());
        Result byHand = results.stream().filter(result -> result.client().equals(Clients.BY_HAND.id())).findFirst()
                .orElse(Result.failed(scenario.name(), Clients.BY_HAND.id(), "not run"));
        for (Clients client : Clients.values()) {
            results.stream().filter(result -> result.client().equals(client.id())).findFirst()
                    .ifPresent(result -> rows.add(row(client, result, figures, byHand)));
        }
        return rows;
    }

    private static List<String> row(Clients client, Result result, List<Figure> figures, Result byHand) {
        List<String> row = new ArrayList<>(List.of(client.title()));
        if (result.failure() != null) {
            row.add("fails: " + result.failure());
            return row;
        }
        for (Figure figure : figures) {
            Spread spread = result.spread(figure);
            String cell = figure.text(spread.median()) + " [" + figure.text(spread.least()) + " "
                          + figure.text(spread.most()) + "]";
            double ratio = spread.median() / byHand.spread(figure).median();
            row.add(Double.isFinite(ratio) && result != byHand ? cell + " %.2fx".formatted(ratio) : cell);
        }
        return row;
    }
}
