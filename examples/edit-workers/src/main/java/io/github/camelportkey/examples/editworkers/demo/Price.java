// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import java.util.Locale;

/**
 * Makes money of tokens. The prices are what you say they are, in dollars for a million: the system properties
 * {@code price.input} and {@code price.output}.
 */
record Price(double input, double output) {

    static Price assumed() {
        return new Price(Double.parseDouble(System.getProperty("price.input", "8")),
                Double.parseDouble(System.getProperty("price.output", "30")));
    }

    double of(long inputTokens, long outputTokens) {
        return (inputTokens * input + outputTokens * output) / 1e6;
    }

    static String dollars(double amount) {
        return String.format(Locale.ROOT, "$%.2f", amount);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "$%s and $%s for a million tokens in and out, assumed", number(input), number(output));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
