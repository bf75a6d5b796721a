// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A copy is the map as it was, in its order, and stays so. */
class OrderedMapsTest {

    private final Map<String, Object> map = new LinkedHashMap<>();

    @Test
    void aCopyKeepsOrderAndNull() {
        for (int i = 40; i > 0; i--) {
            map.put("name" + i, i % 3 == 0 ? null : i);
        }

        assertThat(OrderedMaps.copyOf(map)).isEqualTo(map);
        assertThat(OrderedMaps.copyOf(map).keySet()).containsExactlyElementsOf(map.keySet());
    }

    @Test
    void aCopyChangesNoMore() {
        Map<String, Object> empty = OrderedMaps.copyOf(map);
        map.put("a", 1);
        Map<String, Object> copy = OrderedMaps.copyOf(map);
        map.put("b", 2);

        assertThat(empty).isEmpty();
        assertThat(copy).containsOnlyKeys("a");
        assertThatThrownBy(() -> empty.put("c", 3)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> copy.put("c", 3)).isInstanceOf(UnsupportedOperationException.class);
    }
}
