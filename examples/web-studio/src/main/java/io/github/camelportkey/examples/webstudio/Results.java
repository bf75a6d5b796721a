// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Edited pictures, kept until the page has fetched them and its visitor has looked at them: the newest few, for a while.
 * Their names can't be guessed. A large picture is a temporary file of the component's, which goes when the picture is
 * dropped here. Thread-safe.
 */
final class Results implements Processor, AutoCloseable {

    private final int most;
    private final Duration longest;
    private final Clock clock;
    private final Map<String, Kept> kept = new LinkedHashMap<>();

    private record Kept(Image image, Instant until) {
    }

    Results(int most, Duration longest, Clock clock) {
        this.most = most;
        this.longest = longest;
        this.clock = clock;
    }

    /** Keeps the pictures of an edit, and leaves as the body what the page is told about them. */
    @Override
    public void process(Exchange exchange) {
        ImagesResponse response = exchange.getMessage().getBody(ImagesResponse.class);
        List<Map<String, Object>> images = new ArrayList<>();
        for (Image image : response) {
            images.add(image.hasContent()
                    ? Map.of("url", EditRoute.RESULTS.substring(1) + "/" + keep(image), "bytes", image.length())
                    : Map.of("problem", String.valueOf(image.problem())));
        }
        Map<String, Object> answer = new HashMap<>(Map.of("images", images));
        if (response.usage() != null) {
            answer.put("tokens", response.usage().totalTokens());
        }
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage().setBody(answer);
    }

    synchronized String keep(Image image) {
        drop(most - 1);
        String name = UUID.randomUUID() + "." + image.extension();
        kept.put(name, new Kept(image, clock.instant().plus(longest)));
        return name;
    }

    synchronized @Nullable Image get(String name) {
        drop(most);
        Kept found = kept.get(name);
        return found == null ? null : found.image();
    }

    /** Drops what is too old, which nobody may ask for any more. */
    synchronized void forgetOld() {
        drop(most);
    }

    synchronized int size() {
        return kept.size();
    }

    /** Drops what is too old, and the oldest of what is too many. */
    private void drop(int leave) {
        for (Iterator<Kept> oldest = kept.values().iterator(); oldest.hasNext();) {
            Kept next = oldest.next();
            if (kept.size() <= leave && next.until().isAfter(clock.instant())) {
                return;
            }
            oldest.remove();
            next.image().close();
        }
    }

    @Override
    public synchronized void close() {
        drop(0);
    }
}
