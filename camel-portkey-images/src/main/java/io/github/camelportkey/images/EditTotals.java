// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** Counts edits, since the component or endpoint was made. Thread-safe; the numbers are those of almost one moment. */
final class EditTotals implements EditObserver {

    private final LongAdder begun = new LongAdder();
    private final LongAdder succeeded = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder images = new LongAdder();
    private final LongAdder inputBytes = new LongAdder();
    private final LongAdder outputBytes = new LongAdder();
    private final LongAdder inputTokens = new LongAdder();
    private final LongAdder outputTokens = new LongAdder();

    @Override
    public void begun() {
        begun.increment();
    }

    @Override
    public void ended(EditEvent event) {
        nanos.add(event.nanos());
        images.add(event.images());
        inputBytes.add(event.inputBytes());
        outputBytes.add(event.outputBytes());
        if (event.usage() != null) {
            inputTokens.add(event.usage().inputTokens());
            outputTokens.add(event.usage().outputTokens());
        }
        (event.isSuccess() ? succeeded : failed).increment();
    }

    /** How many have begun and not ended. */
    long inFlight() {
        long ended = succeeded.sum() + failed.sum(); // read first, so that the difference is not negative
        return begun.sum() - ended;
    }

    long succeeded() {
        return succeeded.sum();
    }

    long failed() {
        return failed.sum();
    }

    /** The mean time of the edits that have ended, in milliseconds; 0 before the first. */
    long meanMillis() {
        long ended = succeeded.sum() + failed.sum();
        return ended == 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos.sum() / ended);
    }

    long images() {
        return images.sum();
    }

    long inputBytes() {
        return inputBytes.sum();
    }

    long outputBytes() {
        return outputBytes.sum();
    }

    long inputTokens() {
        return inputTokens.sum();
    }

    long outputTokens() {
        return outputTokens.sum();
    }

    /** All numbers by name, in the order in which they are shown. */
    Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("inFlight", inFlight());
        all.put("succeeded", succeeded());
        all.put("failed", failed());
        all.put("meanMillis", meanMillis());
        all.put("images", images());
        all.put("inputBytes", inputBytes());
        all.put("outputBytes", outputBytes());
        all.put("inputTokens", inputTokens());
        all.put("outputTokens", outputTokens());
        return all;
    }
}
