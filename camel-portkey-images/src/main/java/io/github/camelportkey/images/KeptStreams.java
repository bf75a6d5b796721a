package io.github.camelportkey.images;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImageSpool;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one-shot streams, kept outside the message by the identity of what they came from: a redelivery restores the
 * message and brings the same stream back, empty.
 */
final class KeptStreams {

    private static final String KEPT = "CamelPortkeyImagesKeptStreams";
    private static final String OUTLIVES = "CamelPortkeyImagesKeptStreamsOutlive";

    private final Exchange exchange;
    private final ImageSpool spool;
    private final long spoolThreshold;

    KeptStreams(Exchange exchange, ImageSpool spool, long spoolThreshold) {
        this.exchange = exchange;
        this.spool = spool;
        this.spoolThreshold = spoolThreshold;
    }

    /** Fails before a stream is read that could not be kept: read in part, it could not be sent again. */
    void requireSpace() throws IOException {
        spool.requireSpace();
    }

    /** What was kept of a source, or null. */
    @Nullable ImageContent of(Object source) {
        return exchange.getProperty(KEPT) instanceof Map<?, ?> map ? (ImageContent) map.get(source) : null;
    }

    /** Reads a stream to its end, and keeps its bytes until the exchange is done. */
    ImageContent keep(Object source, InputStream in, @Nullable String contentType) throws IOException {
        ImageContent content = spool.store(in, contentType, spoolThreshold);
        remember(source, content);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange completed) {
                if (completed.getProperty(OUTLIVES) == null) {
                    content.release();
                }
            }
        });
        return content;
    }

    /** Knows kept bytes under another source too. */
    void remember(Object source, ImageContent content) {
        @SuppressWarnings("unchecked")
        Map<Object, ImageContent> map = exchange.getProperty(KEPT, Map.class);
        if (map == null) {
            map = Collections.synchronizedMap(new IdentityHashMap<>());
            exchange.setProperty(KEPT, map);
        }
        map.put(source, content);
    }

    /**
     * To be called when an edit failed: its message may then go elsewhere, to a wire tap or a queue, and what was kept of it
     * goes when nothing holds it any more, not with the exchange.
     */
    static void outlive(Exchange exchange) {
        if (exchange.getProperty(KEPT) != null) {
            exchange.setProperty(OUTLIVES, true);
        }
    }
}
