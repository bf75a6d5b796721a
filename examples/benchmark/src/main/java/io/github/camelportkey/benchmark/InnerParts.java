// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The inner parts one by one, with JMH; the reader also as on a JDK whose decoder is not vectorised. */
final class InnerParts {

    /** As in {@code -Dbench.only}. */
    static final String NAME = "jmh";

    private InnerParts() {
    }

    static void run(Settings settings) throws IOException {
        Files.createDirectories(settings.target());
        run(settings, "jmh.json", "io.github.camelportkey.images.*", List.of());
        run(settings, "jmh-avx2.json", ".*ReaderBenchmark.*", List.of("-XX:UseAVX=2"));
    }

    private static void run(Settings settings, String file, String include, List<String> options) throws IOException {
        ChainedOptionsBuilder builder = new OptionsBuilder().include(include).forks(1)
                .warmupIterations(settings.rounds()).warmupTime(TimeValue.milliseconds((long) (settings.seconds() * 500)))
                .measurementIterations(settings.rounds())
                .measurementTime(TimeValue.milliseconds((long) (settings.seconds() * 500)))
                // touched beforehand, because the first use of a page of memory costs more than what is measured
                .jvmArgs("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch").jvmArgsAppend(options.toArray(String[]::new))
                .resultFormat(ResultFormatType.JSON).result(settings.target().resolve(file).toString())
                .output(settings.target().resolve(file.replace(".json", ".txt")).toString());
        try {
            new Runner(builder.build()).run();
        } catch (RunnerException e) {
            throw new IOException(e);
        }
    }
}
