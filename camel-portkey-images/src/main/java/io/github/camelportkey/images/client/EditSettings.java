// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.time.Duration;
import java.util.List;

import io.github.camelportkey.images.model.ImageSpool;

/**
 * The bounds within which an edit runs, and what happens to its result.
 *
 * @param connectionRequestTimeout how long to wait for a connection when all are in use
 * @param responseTimeout how long the gateway may be silent
 * @param editTimeout how long the whole edit may take
 * @param maxImageBytes a larger image of an answer becomes unusable
 * @param maxResponseBytes a larger answer is refused as a whole
 * @param spool where large images go
 * @param spoolThreshold the largest image, in bytes, that is kept in memory
 * @param downloadImages whether results that are only a url are fetched at once
 * @param downloadHosts the only hosts to fetch from; empty for any public host
 * @param failOnGuardrail whether an answer whose guardrail failed (246) is an error
 */
public record EditSettings(Duration connectionRequestTimeout, Duration responseTimeout, Duration editTimeout,
        long maxImageBytes, long maxResponseBytes, ImageSpool spool, long spoolThreshold, boolean downloadImages,
        List<String> downloadHosts, boolean failOnGuardrail) {

    /** For ever, for who waits; HttpCore adds a timeout to the time, and what does not fit would be over at once. */
    private static final Duration LONGEST_SILENCE = Duration.ofMillis(Integer.MAX_VALUE);

    public EditSettings {
        responseTimeout = responseTimeout.compareTo(LONGEST_SILENCE) > 0 ? LONGEST_SILENCE : responseTimeout;
        downloadHosts = List.copyOf(downloadHosts);
        if (maxImageBytes <= 0 || maxResponseBytes <= 0 || spoolThreshold < 0) {
            throw new IllegalArgumentException(
                    "maxImageBytes and maxResponseBytes must be above 0, and spoolThreshold 0 or above");
        }
    }

    /** The defaults, over a given spool. */
    public static EditSettings defaults(ImageSpool spool) {
        return new EditSettings(Duration.ofMinutes(5), Duration.ofMinutes(10), Duration.ofMinutes(15), 256L << 20,
                1L << 30, spool, 1L << 20, false, List.of(), false);
    }
}
