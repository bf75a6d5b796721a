// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.work;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;

/** A number of edits whose cost is taken. */
@FunctionalInterface
public interface Round {

    /** Does them all. */
    void run() throws Exception;

    /**
     * Wall, CPU of the whole process and allocation of a round, without what comparing its results took. Where edits
     * overlap, so does their comparing, and the wall is left as it is.
     */
    static Figures measure(Expected expected, int edits, Round round) throws Exception {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long comparedCpu = expected.cpuNanos();
        long comparedWall = expected.wallNanos();
        long comparedBytes = expected.allocated();
        Allocation allocation = Allocation.now();
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        round.run();
        wall = System.nanoTime() - wall;
        cpu = system.getProcessCpuTime() - cpu;
        long allocated = Allocation.now().since(allocation);
        if (expected.scenario().inFlight() == 1) {
            wall -= expected.wallNanos() - comparedWall;
        }
        return Figures.of("edits", edits, "wall", wall,
                "cpu", cpu - (expected.cpuNanos() - comparedCpu),
                "allocated", allocated - (expected.allocated() - comparedBytes));
    }
}
