// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.TypeConversionException;
import org.apache.camel.NoTypeConversionAvailableException;
import org.apache.camel.spi.TypeConverterRegistry;
import org.jspecify.annotations.Nullable;

/** Reads headers: the one rule of precedence, and the one rule of conversion. */
final class HeaderValues {

    private HeaderValues() {
    }

    /**
     * The header, else the option, else null.
     *
     * @throws IllegalArgumentException when the header can't be converted, naming header, its type and the expected one
     */
    static <T> @Nullable T value(Message message, String header, Class<T> type, @Nullable T option) {
        Object raw = message.getHeader(header);
        return raw == null ? option : converted(message, header, raw, type);
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

    private static boolean saysItself(Object raw) {
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
