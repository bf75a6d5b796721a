package io.github.camelportkey.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.camelportkey.benchmark.client.Clients;
import io.github.camelportkey.benchmark.work.Scenario;
import io.github.camelportkey.benchmark.work.Scenarios;

/**
 * What a run does.
 *
 * @param scenarios in this order
 * @param clients in this order
 * @param rounds of each
 * @param seconds how long a round lasts, about
 * @param warmup seconds before the first round
 * @param target folder for all that the run writes
 */
record Settings(List<Scenario> scenarios, List<Clients> clients, int rounds, double seconds, double warmup, Path target) {

    static Settings ofProperties() {
        return new Settings(Scenarios.selected(System.getProperty("bench.only", "")),
                Clients.selected(System.getProperty("bench.clients", "")),
                Integer.getInteger("bench.rounds", 7),
                Double.parseDouble(System.getProperty("bench.seconds", "2")),
                Double.parseDouble(System.getProperty("bench.warmup", "8")),
                Path.of(System.getProperty("bench.target", "target/benchmark")));
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
