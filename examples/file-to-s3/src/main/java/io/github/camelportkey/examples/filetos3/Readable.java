// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people write them. */
final class Readable {

    private Readable() {
    }

    static String time(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    static String size(long bytes) {
        return bytes < 1_000_000 ? (bytes + 500) / 1000 + " KB" : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }

    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
