// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import io.github.camelportkey.benchmark.client.Clients;
import io.github.camelportkey.benchmark.work.Scenario;
import io.github.camelportkey.benchmark.work.Scenarios;
import org.jspecify.annotations.Nullable;

/**
 * What a run does.
 *
 * @param scenarios in this order
 * @param clients in this order
 * @param rounds of each
 * @param seconds how long a round lasts, about
 * @param warmup seconds before the first round
 * @param jvmOptions more options for the JVM of every client
 * @param target folder for all that the run writes
 * @param innerParts whether to measure these too
 * @param docs folder of the page to write; null for none
 */
record Settings(List<Scenario> scenarios, List<Clients> clients, int rounds, double seconds, double warmup,
        List<String> jvmOptions, Path target, boolean innerParts, @Nullable Path docs) {

    static Settings ofProperties() {
        String only = System.getProperty("bench.only", "");
        List<String> scenarios = Arrays.stream(only.split(","))
                .filter(name -> !name.equals(InnerParts.NAME) && !name.equals("none")).toList();
        return new Settings(only.isBlank() || !scenarios.isEmpty() ? Scenarios.selected(String.join(",", scenarios)) : List.of(),
                Clients.selected(System.getProperty("bench.clients", "")),
                Integer.getInteger("bench.rounds", 7),
                Double.parseDouble(System.getProperty("bench.seconds", "2")),
                Double.parseDouble(System.getProperty("bench.warmup", "8")),
                Arrays.stream(System.getProperty("bench.jvm", "").split(" ")).filter(option -> !option.isEmpty()).toList(),
                Path.of(System.getProperty("bench.target", "target/benchmark")),
                only.isBlank() || Arrays.asList(only.split(",")).contains(InnerParts.NAME),
                Boolean.getBoolean("bench.page") ? Path.of(System.getProperty("bench.docs")) : null);
    }

    Path pictures() throws IOException {
        return Files.createDirectories(target.resolve("pictures"));
    }

    Path keys() {
        return target.resolve("upstream.p12");
    }

    /** Where processes write what is no reply. */
    Path log() {
        return target.resolve("log.txt");
    }
}
