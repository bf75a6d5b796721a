// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.sun.management.OperatingSystemMXBean;

/** What was measured on. */
final class Machine {

    private Machine() {
    }

    static List<List<String>> rows() throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return List.of(List.of("Machine", ""),
                List.of("Processor", processor() + ", " + system.getAvailableProcessors() + " of its cores"),
                List.of("Memory", Math.round(system.getTotalMemorySize() / 1e9) + " GB"),
                List.of("System", System.getProperty("os.name") + " " + System.getProperty("os.version").replaceAll("-.*", "")),
                List.of("JVM", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version")
                        + ", G1, `-Xmx1g` for each client"));
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.exists(info)) {
            return System.getProperty("os.arch");
        }
        String flags = line(info, "flags");
        return line(info, "model name") + (flags.contains("avx512_vbmi") ? " with AVX-512 VBMI" : " without AVX-512 VBMI");
    }

    private static String line(Path info, String name) throws IOException {
        return Files.readAllLines(info).stream().filter(line -> line.startsWith(name)).findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip()).orElse("unknown");
    }
}
