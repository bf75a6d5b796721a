// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelportkey.images.model.BytesContent;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImageSpool;
import io.github.camelportkey.images.model.SpoolException;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.support.SynchronizationAdapter;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one-shot streams, kept outside the message by the identity of what they came from: a redelivery restores the
 * message and brings the same stream back, empty; and copies of an exchange, which may be edited at the same time, hold the
 * same stream. Whoever comes first reads it to its end, while others that want it wait for that.
 */
final class KeptStreams {

    private static final String KEPT = "CamelPortkeyImagesKeptStreams";
    private static final String GONE = "its stream was read by an earlier edit, and its bytes are gone; let the route open the "
                                       + "stream anew, or enable stream caching for a body";
    private static final WeakIdentityMap<Source> SOURCES = new WeakIdentityMap<>(Source::new);

    private final Exchange exchange;
    private final ImageSpool spool;
    private final long spoolThreshold;

    KeptStreams(Exchange exchange, ImageSpool spool, long spoolThreshold) {
        this.exchange = exchange;
        this.spool = spool;
        this.spoolThreshold = spoolThreshold;
    }

    /** Where bytes come from, and what became of them. Guarded by itself. */
    private static final class Source {
        /** How many want the bytes and have not got them yet, for whom a file stays. */
        private final AtomicInteger waiting = new AtomicInteger();
        private @Nullable Kept kept;
        /** Why what is left of the stream is not sent with this message. */
        private @Nullable String refusal;
        private @Nullable ExchangeOrigin refused;

        /** Gives way to what was read for another message, which may come in the same stream object. */
        private Kept replaceBy(Kept other) {
            Kept before = kept;
            kept = other;
            if (before != null && before != other) {
                before.giveWay();
            }
            return other;
        }
    }

    /** Bytes, kept until all exchanges that use them are done. */
    private static final class Kept extends SynchronizationAdapter {

        private final ImageContent content;
        private final ExchangeOrigin origin;
        private final AtomicInteger waiting;
        private int users;
        private boolean outlives;
        private boolean replaced;
        private boolean released;

        Kept(ImageContent content, ExchangeOrigin origin, AtomicInteger waiting) {
            this.content = content;
            this.origin = origin;
            this.waiting = waiting;
        }

        /** Says whether there is anything to use, until that exchange is done. */
        synchronized boolean use(Exchange user) {
            if (!released && !user.getExchangeExtension().containsOnCompletion(this)) {
                user.getExchangeExtension().addOnCompletion(this);
                users++;
            }
            return !released;
        }

        /** Bytes in memory stay as long as the stream: another copy of the exchange may come for them. */
        @Override
        public synchronized void onDone(Exchange user) {
            users--;
            releaseIfUnused();
        }

        synchronized void giveWay() {
            replaced = true;
            releaseIfUnused();
        }

        private void releaseIfUnused() {
            if (users == 0 && (replaced || waiting.get() == 0) && !outlives && !(content instanceof BytesContent)) {
                released = true;
                content.release();
            }
        }

        synchronized void outlive() {
            outlives = true;
        }
    }

    /** Fails before a stream is read that could not be kept: read in part, it could not be sent again. */
    void requireSpace() throws IOException {
        spool.requireSpace();
    }

    /** What was kept of a stream, or of an object that gave one; null when that is nothing, or was for another message. */
    @Nullable ImageContent of(Object object) {
        Source source = SOURCES.get(object);
        if (source == null) {
            return null;
        }
        synchronized (source) {
            return isUsable(source.kept) ? source.kept.content : null;
        }
    }

    private boolean isUsable(@Nullable Kept kept) {
        if (kept == null || !kept.origin.equals(ExchangeOrigin.of(exchange)) || !kept.use(exchange)) {
            return false;
        }
        used().add(kept);
        return true;
    }

    @SuppressWarnings("unchecked")
    private Set<Kept> used() {
        Set<Kept> used = exchange.getProperty(KEPT, Set.class);
        if (used == null) {
            used = ConcurrentHashMap.newKeySet();
            exchange.setProperty(KEPT, used);
        }
        return used;
    }

    /**
     * The bytes that an object gives by a stream, which is opened and closed here, unless they are kept.
     *
     * @throws IOException as {@link #ofStream}
     */
    ImageContent ofSource(Object object, ImageContent.Source opening, @Nullable String contentType) throws IOException {
        Source source = SOURCES.getOrMake(object);
        source.waiting.incrementAndGet();
        try {
            synchronized (source) {
                if (!isUsable(source.kept)) {
                    try (InputStream in = opening.open()) {
                        source.replaceBy(keep(source, in, contentType, source.kept != null));
                    }
                }
                return source.kept.content;
            }
        } finally {
            source.waiting.decrementAndGet();
        }
    }

    /**
     * The bytes of a stream, which is read to its end and not closed, unless they are kept.
     *
     * @throws IOException also when an earlier edit read the stream, and its bytes are gone, or read a part of it: what is left
     *         is not the image
     */
    ImageContent ofStream(InputStream in, @Nullable String contentType) throws IOException {
        Source source = SOURCES.getOrMake(in);
        source.waiting.incrementAndGet();
        try {
            return keep(source, in, contentType, false).content;
        } finally {
            source.waiting.decrementAndGet();
        }
    }

    /** @param asked what others may be waiting for: the stream itself, or an object that gives it */
    private Kept keep(Source asked, InputStream in, @Nullable String contentType, boolean readBefore) throws IOException {
        Source source = SOURCES.getOrMake(in);
        synchronized (source) {
            if (in instanceof StreamCache cache) {
                cache.reset();
                source.refusal = null;
            }
            if (!isUsable(source.kept)) {
                isUsable(source.replaceBy(new Kept(read(source, in, contentType, readBefore || source.kept != null),
                        ExchangeOrigin.of(exchange), asked.waiting)));
                if (in instanceof StreamCache cache) {
                    cache.reset(); // the message may go elsewhere
                }
            }
            return source.kept;
        }
    }

    /** A stream that was read to its end and gives bytes again was rewound, or is used for another message: they are whole. */
    private ImageContent read(Source source, InputStream in, @Nullable String contentType, boolean readBefore)
            throws IOException {
        if (source.refusal != null && ExchangeOrigin.of(exchange).equals(source.refused)) {
            throw new IOException(source.refusal);
        }
        ImageContent content;
        try {
            content = spool.store(in, contentType, spoolThreshold);
        } catch (IOException | RuntimeException | Error e) {
            source.refused = ExchangeOrigin.of(exchange);
            source.refusal = readBefore ? GONE
                    : "an earlier attempt read a part of its stream and failed (" + e + "), and the rest alone is not sent; "
                      + "let the route open the stream anew";
            if (readBefore && e instanceof IOException && !(e instanceof SpoolException)) {
                throw new IOException(GONE, e); // closed, most likely
            }
            throw e;
        }
        if (readBefore && content.length() == 0) {
            throw new IOException(GONE);
        }
        return content;
    }

    /**
     * To be called when an edit failed: its message may then go elsewhere, to a wire tap or a queue, and what was kept of it
     * goes when nothing holds it any more, not with the exchange.
     */
    static void outlive(Exchange exchange) {
        if (exchange.getProperty(KEPT) instanceof Set<?> used) {
            for (Object each : used) {
                if (each instanceof Kept kept) {
                    kept.outlive();
                }
            }
        }
    }
}
