// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.work;

import java.util.Map;
import java.util.TreeMap;

/**
 * Figures of one round, by name; a line of text on the way between processes. Times in nanoseconds, sizes in bytes.
 */
public record Figures(Map<String, Double> values) {

    public static Figures of(Object... namesAndValues) {
        Map<String, Double> values = new TreeMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put((String) namesAndValues[i], ((Number) namesAndValues[i + 1]).doubleValue());
        }
        return new Figures(values);
    }

    public static Figures parse(String line) {
        Map<String, Double> values = new TreeMap<>();
        for (String pair : line.strip().split(" ")) {
            int equals = pair.indexOf('=');
            values.put(pair.substring(0, equals), Double.valueOf(pair.substring(equals + 1)));
        }
        return new Figures(values);
    }

    public double get(String name) {
        Double value = values.get(name);
        return value == null ? Double.NaN : value;
    }

    /** These and others; of the same name the others'. */
    public Figures and(Figures others) {
        Map<String, Double> all = new TreeMap<>(values);
        all.putAll(others.values);
        return new Figures(all);
    }

    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        values.forEach((name, value) -> line.append(line.isEmpty() ? "" : " ").append(name).append('=').append(value));
        return line.toString();
    }
}
