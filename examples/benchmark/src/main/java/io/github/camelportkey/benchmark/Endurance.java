// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.camelportkey.benchmark.report.EnduranceReport;
import io.github.camelportkey.benchmark.work.Pictures;
import io.github.camelportkey.benchmark.work.Scenario;
import io.github.camelportkey.benchmark.work.Scenarios;

/** The component for a long time in a small heap, in a process of its own; and whether anything grew. */
public final class Endurance {

    private Endurance() {
    }

    public static void main(String[] args) throws Exception {
        Settings settings = Settings.ofProperties();
        Files.createDirectories(settings.target());
        int exit = run(settings, Integer.getInteger("endurance.edits", 202_000),
                System.getProperty("endurance.minutes", "60"), System.getProperty("endurance.sample", "2"),
                System.getProperty("endurance.heap", "48m"));
        System.out.println(EnduranceReport.text(settings.target().resolve("endurance.csv")));
        System.exit(exit);
    }

    static int run(Settings settings, int edits, String minutes, String sample, String heap)
            throws IOException, InterruptedException {
        Pictures pictures = new Pictures(settings.pictures());
        Scenario small = Scenarios.named("small1");
        pictures.make(small);
        pictures.make(Scenarios.named("endurance-large"));
        Path spool = Files.createDirectories(settings.target().resolve("spool"));
        try (Upstream upstream = Upstream.start(settings)) {
            List<String> command = List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx" + heap,
                    "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError", "-cp", System.getProperty("java.class.path"),
                    "io.github.camelportkey.benchmark.client.EnduranceMain", upstream.address(small),
                    settings.pictures().toString(), spool.toString(), Integer.toString(edits), minutes, sample,
                    settings.target().resolve("endurance.csv").toString());
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        }
    }
}
