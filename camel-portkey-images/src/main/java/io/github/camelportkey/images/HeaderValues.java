// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URL;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConversionException;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.spi.TypeConverterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Reads headers: the one rule of precedence, and the one rule of conversion. A header may be read several times, by one edit and
 * by its redeliveries and copies of its message, and says the same each time, also when it holds a stream.
 */
final class HeaderValues {

    private static final WeakIdentityMap<ReadText> READ = new WeakIdentityMap<>(ReadText::new);

    /** What a stream said, and to which message; or why it can't be read. Guarded by itself. */
    private static final class ReadText {
        private String text = "";
        private @Nullable ExchangeOrigin origin;
        private @Nullable String failure;
    }

    private HeaderValues() {
    }

    /**
     * The header, else the option, else null.
     *
     * @throws IllegalArgumentException when the header can't be converted, naming header, its type and the expected one
     */
    static <T> @Nullable T value(Message message, String header, Class<T> type, @Nullable T option) {
        Object raw = raw(message, header);
        return raw == null ? option : converted(message, header, raw, type);
    }

    /**
     * What a header holds, or the text of the stream that it holds; null without it.
     *
     * @throws IllegalArgumentException when it holds something that is to be fetched, or a stream that can't be read
     */
    static @Nullable Object raw(Message message, String header) {
        Object raw = message.getHeader(header);
        if (raw instanceof URL) {
            throw wrong(header, raw, String.class, null); // Camel would fetch it
        }
        try {
            if (raw instanceof StreamCache cache) {
                synchronized (cache) { // which all copies of a message share
                    cache.reset();
                    try {
                        return text(message, raw);
                    } finally {
                        cache.reset();
                    }
                }
            }
            return raw instanceof InputStream || raw instanceof Reader ? textOnce(message, raw) : raw;
        } catch (NoTypeConversionAvailableException | TypeConversionException e) {
            throw wrong(header, raw, String.class, e);
        }
    }

    private static String text(Message message, Object stream) throws NoTypeConversionAvailableException {
        Exchange exchange = message.getExchange();
        return exchange.getContext().getTypeConverter().mandatoryConvertTo(String.class, exchange, stream);
    }

    /** A stream that gives its text once is known by its identity from then on, to all copies of its message. */
    private static Object textOnce(Message message, Object stream) throws NoTypeConversionAvailableException {
        ReadText read = READ.getOrMake(stream);
        ExchangeOrigin origin = ExchangeOrigin.of(message.getExchange());
        synchronized (read) {
            if (origin.equals(read.origin)) {
                return read.text;
            }
            if (read.failure != null) {
                throw new TypeConversionException(stream, String.class, new IOException(read.failure));
            }
            String text;
            try {
                text = text(message, stream);
            } catch (TypeConversionException e) {
                read.failure = String.valueOf(e.getCause()); // and the rest alone is not its text
                throw e;
            }
            if (text.isEmpty() && read.origin != null) {
                throw new TypeConversionException(stream, String.class, new IOException("its stream was read by an earlier edit"));
            }
            read.text = text;
            read.origin = origin;
            return text;
        }
    }

    private static <T> T converted(Message message, String header, Object raw, Class<T> type) {
        if (type.isInstance(raw)) {
            return type.cast(raw);
        }
        if (type == String.class && !isText(message, raw)) {
            throw wrong(header, raw, type, null);
        }
        Exchange exchange = message.getExchange();
        try {
            T value = exchange.getContext().getTypeConverter().mandatoryConvertTo(type, exchange, raw);
            if (value == null) {
                throw wrong(header, raw, type, null); // such as NaN
            }
            if (raw instanceof Number before && value instanceof Number after
                    && before.doubleValue() != after.doubleValue()) {
                throw wrong(header, raw, type, null);
            }
            return value;
        } catch (NoTypeConversionAvailableException | TypeConversionException e) {
            throw wrong(header, raw, type, e);
        }
    }

    /** Camel turns any object into a text by its toString; only what is a text or a plain value, or has a converter, will do. */
    private static boolean isText(Message message, Object raw) {
        if (raw instanceof CharSequence || raw instanceof Number) {
            return true;
        }
        TypeConverterRegistry registry = message.getExchange().getContext().getTypeConverterRegistry();
        return !(raw instanceof Iterable<?>) && !(raw instanceof Map<?, ?>)
                && (raw instanceof Comparable<?> && saysItself(raw) || registry.lookup(String.class, raw.getClass()) != null);
    }

    /** Whether the text of a value is more than its identity. */
    static boolean saysItself(Object raw) {
        try {
            return raw.getClass().getMethod("toString").getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static IllegalArgumentException wrong(String header, Object raw, Class<?> type, @Nullable Exception cause) {
        return new IllegalArgumentException("The header " + header + " holds a " + raw.getClass().getTypeName()
                                            + " that can't be converted; it takes " + article(type), cause);
    }

    private static String article(Class<?> type) {
        String name = type.getSimpleName();
        return ("AEIOU".indexOf(name.charAt(0)) >= 0 ? "an " : "a ") + name;
    }
}
