// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies of maps that keep their order, which {@link Map#copyOf} does not. */
final class OrderedMaps {

    private OrderedMaps() {
    }

    /** An unmodifiable copy, which may hold null. Walking through an empty one makes no object, unlike {@code Map.of()}. */
    static <V> Map<String, V> copyOf(Map<String, V> map) {
        return map.isEmpty() ? Collections.emptyMap() : Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
