// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Values by the identity of their keys, which are held weakly: a value goes when nothing but this map holds its key any more. A
 * value must not hold its key. Thread-safe.
 */
final class WeakIdentityMap<V> {

    private static final Cleaner CLEANER = Cleaner.create();

    private final Map<Key, V> values = new ConcurrentHashMap<>();
    private final Supplier<V> initial;

    /** @param initial makes the value of a key that has none */
    WeakIdentityMap(Supplier<V> initial) {
        this.initial = initial;
    }

    @Nullable V get(Object key) {
        return values.get(new Key(key));
    }

    V getOrMake(Object key) {
        return values.computeIfAbsent(new Key(key), stored -> {
            CLEANER.register(key, () -> values.remove(stored));
            return initial.get();
        });
    }

    int size() {
        return values.size();
    }

    private static final class Key extends WeakReference<Object> {

        private final int hash;

        Key(Object key) {
            super(key);
            hash = System.identityHashCode(key);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        /** A key that is gone is only equal to itself, by which it is removed. */
        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Key key && get() != null && get() == key.get();
        }
    }
}
