// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class WeakIdentityMapTest {

    private final WeakIdentityMap<AtomicInteger> map = new WeakIdentityMap<>(AtomicInteger::new);

    private record Equal(int number) {
    }

    @Test
    void equalKeysHaveValuesOfTheirOwn() {
        Equal one = new Equal(1);
        Equal other = new Equal(1);

        assertThat(map.getOrMake(one)).isSameAs(map.getOrMake(one)).isSameAs(map.get(one)).isNotSameAs(map.getOrMake(other));
        assertThat(map.get(new Equal(1))).isNull();
        Reference.reachabilityFence(other);
    }

    @Test
    void aValueGoesWithItsKey() {
        Equal held = new Equal(1);
        map.getOrMake(held).set(7);
        map.getOrMake(new Equal(2));

        await().atMost(20, SECONDS).until(() -> {
            System.gc();
            return map.size() == 1;
        });
        assertThat(map.get(held)).hasValue(7);
    }
}
