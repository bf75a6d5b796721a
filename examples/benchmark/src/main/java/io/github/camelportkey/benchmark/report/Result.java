// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What one client came to in one scenario.
 *
 * @param scenario its name
 * @param client its id
 * @param rounds figures by name, of each round
 * @param failure why there are none, or null
 */
public record Result(String scenario, String client, List<Map<String, Double>> rounds, @Nullable String failure) {

    public static Result failed(String scenario, String client, String reason) {
        return new Result(scenario, client, List.of(), reason);
    }

    /** Median, smallest and largest of a figure; all NaN when there is none. */
    public Spread spread(Figure figure) {
        return Spread.of(rounds.stream().mapToDouble(figure::of).toArray());
    }
}
