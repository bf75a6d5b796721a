// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Where values stand on a plot. */
final class Axis {

    private final boolean logarithmic;
    private final double least;
    private final double most;
    private final double from;
    private final double to;

    private Axis(boolean logarithmic, double least, double most, double from, double to) {
        this.logarithmic = logarithmic;
        this.least = least;
        this.most = most;
        this.from = from;
        this.to = to;
    }

    /** From 0 to a round number. */
    static Axis linear(double most, double from, double to) {
        double step = step(Math.max(most, 1e-9));
        return new Axis(false, 0, Math.ceil(Math.max(most, 1e-9) / step) * step, from, to);
    }

    /** From a power of ten to a power of ten. */
    static Axis logarithmic(double least, double most, double from, double to) {
        double low = Math.floor(Math.log10(Math.max(least, 1e-6)));
        double high = Math.ceil(Math.log10(Math.max(most, 1e-6)));
        return new Axis(true, low, Math.max(high, low + 1), from, to);
    }

    private static double step(double most) {
        double power = Math.pow(10, Math.floor(Math.log10(most)));
        double lead = most / power;
        return lead <= 2 ? power / 2 : lead <= 5 ? power : power * 2;
    }

    double at(double value) {
        double position = logarithmic ? Math.log10(Math.max(value, 1e-6)) : value;
        return from + (to - from) * (position - least) / (most - least);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (logarithmic) {
            for (double power = least; power <= most; power++) {
                ticks.add(Math.pow(10, power));
            }
        } else {
            double step = step(most);
            for (int i = 0; i * step <= most * 1.0001; i++) {
                ticks.add(i * step);
            }
        }
        return ticks;
    }

    static String text(double value) {
        return BigDecimal.valueOf(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
    }
}
