// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;

import io.github.camelportkey.images.model.BytesContent;
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
        return known(source) instanceof ImageContent content ? content : null;
    }

    private @Nullable Object known(Object source) {
        return exchange.getProperty(KEPT) instanceof Map<?, ?> map ? map.get(source) : null;
    }

    /** Stands for a stream that was not read to its end. */
    private record Torn(String why) {
    }

    /**
     * Reads a stream to its end, and keeps its bytes until the exchange is done.
     *
     * @throws IOException also when an earlier attempt read a part of it: what is left is not the image
     */
    ImageContent keep(Object source, InputStream in, @Nullable String contentType) throws IOException {
        if (known(in) instanceof Torn torn) {
            throw new IOException("an earlier attempt read a part of its stream and failed (" + torn.why + "), and the rest "
                                  + "alone is not sent; let the route open the stream anew");
        }
        ImageContent content;
        try {
            content = spool.store(in, contentType, spoolThreshold);
        } catch (IOException | RuntimeException | Error e) {
            put(in, new Torn(e.toString()));
            throw e;
        }
        Map<Object, Object> kept = remember(source, content);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange completed) {
                if (completed.getProperty(OUTLIVES) == null) {
                    forget(content, kept);
                    content.release();
                }
            }
        });
        return content;
    }

    /**
     * Copies of an exchange share what was kept, and may be done before it is: then the file is gone, and a source that can be read
     * again is. Bytes in memory stay.
     */
    private static void forget(ImageContent content, Map<Object, Object> kept) {
        if (!(content instanceof BytesContent)) {
            kept.values().removeIf(each -> each == content);
        }
    }

    /** Knows kept bytes under another source too. */
    Map<Object, Object> remember(Object source, ImageContent content) {
        return put(source, content);
    }

    /** Says that a stream begins anew, though it was read in part. */
    void rewound(Object source) {
        if (known(source) instanceof Torn && exchange.getProperty(KEPT) instanceof Map<?, ?> map) {
            map.remove(source);
        }
    }

    private Map<Object, Object> put(Object source, Object content) {
        @SuppressWarnings("unchecked")
        Map<Object, Object> map = exchange.getProperty(KEPT, Map.class);
        if (map == null) {
            map = Collections.synchronizedMap(new IdentityHashMap<>());
            exchange.setProperty(KEPT, map);
        }
        map.put(source, content);
        return map;
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
