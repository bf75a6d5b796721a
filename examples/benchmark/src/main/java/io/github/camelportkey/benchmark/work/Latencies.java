// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.work;

import java.util.Arrays;

/** Latencies since the last look at them. Thread-safe. */
public final class Latencies {

    private static final int MOST = 64 * 1024;

    private final int[] micros = new int[MOST];
    private int count;

    /** Those beyond what fits overwrite earlier ones. */
    public synchronized void add(long nanos) {
        micros[count++ % MOST] = (int) Math.min(Integer.MAX_VALUE, nanos / 1_000);
    }

    /** Milliseconds that the given shares did not exceed; begins anew. NaN when there was none. */
    public synchronized double[] percentiles(double... shares) {
        int known = Math.min(count, MOST);
        count = 0;
        Arrays.sort(micros, 0, known);
        return Arrays.stream(shares)
                .map(share -> known == 0 ? Double.NaN : micros[(int) Math.min(known - 1L, (long) (known * share))] / 1e3)
                .toArray();
    }
}
