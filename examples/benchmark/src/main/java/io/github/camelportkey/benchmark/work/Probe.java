// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.work;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process holds. */
public final class Probe {

    private Probe() {
    }

    /** Threads, live heap after a collection, resident memory now and at its peak, open handles. */
    public static Figures standing() throws IOException {
        System.gc();
        System.gc(); // the second one frees what the first one's cleaners let go
        return Figures.of("threads", ManagementFactory.getThreadMXBean().getThreadCount(),
                "heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                "rss", status("VmRSS:"), "peakRss", status("VmHWM:"), "handles", handles());
    }

    private static long status(String name) throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return -1;
        }
        return Files.readAllLines(status).stream().filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024).findFirst().orElse(-1);
    }

    private static long handles() throws IOException {
        Path handles = Path.of("/proc/self/fd");
        if (!Files.exists(handles)) {
            return -1;
        }
        try (Stream<Path> open = Files.list(handles)) {
            return open.count();
        }
    }
}
