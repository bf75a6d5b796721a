// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.work;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * Bytes allocated by all Java threads. From JDK 21 on the JVM counts them. Before, threads are counted one by one, which
 * loses those that have ended; when any has, what the heap grew between collections is taken instead.
 */
final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final @Nullable Method TOTAL = total();
    /** Heap freed by collections so far: with what is used now it says what was ever allocated. */
    private static final LongAdder FREED = new LongAdder();

    private final long atOnce;
    private final Map<Long, Long> byThread;
    private final long started;
    private final long heap;

    private Allocation(long atOnce, Map<Long, Long> byThread, long started, long heap) {
        this.atOnce = atOnce;
        this.byThread = byThread;
        this.started = started;
        this.heap = heap;
    }

    static {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector).addNotificationListener((notification, handback) -> {
                GarbageCollectionNotificationInfo info =
                        GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData());
                FREED.add(used(info.getGcInfo().getMemoryUsageBeforeGc()) - used(info.getGcInfo().getMemoryUsageAfterGc()));
            }, notification -> notification.getType().equals(
                    GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION), null);
        }
    }

    private static @Nullable Method total() {
        try {
            return ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    private static long used(Map<String, MemoryUsage> pools) {
        return pools.entrySet().stream().filter(pool -> pool.getKey().startsWith("G1"))
                .mapToLong(pool -> pool.getValue().getUsed()).sum();
    }

    static Allocation now() {
        if (TOTAL != null) {
            try {
                return new Allocation((Long) TOTAL.invoke(THREADS), Map.of(), 0, 0);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        long[] ids = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(ids);
        Map<Long, Long> byThread = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            byThread.put(ids[i], Math.max(0, bytes[i]));
        }
        return new Allocation(0, byThread, THREADS.getTotalStartedThreadCount(),
                FREED.sum() + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    /** Bytes allocated since then. */
    long since(Allocation then) {
        if (TOTAL != null) {
            return atOnce - then.atOnce;
        }
        long bytes = 0;
        long begun = 0;
        for (Map.Entry<Long, Long> thread : byThread.entrySet()) {
            Long before = then.byThread.get(thread.getKey());
            bytes += thread.getValue() - (before == null ? 0 : before);
            begun += before == null ? 1 : 0;
        }
        boolean ended = begun != started - then.started || !byThread.keySet().containsAll(then.byThread.keySet());
        return ended ? Math.max(bytes, heap - then.heap) : bytes;
    }
}
