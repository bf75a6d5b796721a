// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelportkey.benchmark.client.Clients;
import io.github.camelportkey.benchmark.report.Result;
import io.github.camelportkey.benchmark.work.Figures;
import io.github.camelportkey.benchmark.work.Scenario;

/** Runs one scenario: each client in a process of its own, taking turns within each round. */
final class Runner {

    private static final long LONGEST_ROUND_SECONDS = 900;
    private static final int TRIALS = 3;
    private static final int EDITS_BEFORE_WAITING = 40;

    private final Settings settings;
    private final Upstream upstream;
    private final Map<Clients, Jvm> jvms = new LinkedHashMap<>();
    private final Map<Clients, Integer> edits = new LinkedHashMap<>();
    private final Map<Clients, Figures> baselines = new LinkedHashMap<>();
    private final Map<Clients, Result> results = new LinkedHashMap<>();

    Runner(Settings settings, Upstream upstream) {
        this.settings = settings;
        this.upstream = upstream;
    }

    List<Result> run(Scenario scenario) throws IOException {
        try {
            for (Clients client : settings.clients()) {
                attempt(scenario, client, () -> begin(scenario, client));
            }
            for (int round = 0; round < settings.rounds(); round++) {
                for (Clients client : List.copyOf(jvms.keySet())) {
                    attempt(scenario, client, () -> round(scenario, client));
                }
            }
            return new ArrayList<>(results.values());
        } finally {
            jvms.values().forEach(Jvm::close);
            jvms.clear();
        }
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    /** A client that fails is out of this scenario, and the reason is its result. */
    private void attempt(Scenario scenario, Clients client, Step step) throws IOException {
        try {
            step.run();
        } catch (IOException e) {
            results.put(client, Result.failed(scenario.name(), client.id(), String.valueOf(e.getMessage())));
            Jvm jvm = jvms.remove(client);
            if (jvm != null) {
                jvm.close();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void begin(Scenario scenario, Clients client) throws IOException, InterruptedException {
        String reason = client.cannot(scenario);
        if (reason != null) {
            throw new IOException(reason);
        }
        results.put(client, new Result(scenario.name(), client.id(), new ArrayList<>(), null));
        Jvm jvm = start(settings, upstream, scenario, client, List.of("-Xmx1g"));
        jvms.put(client, jvm);
        if (scenario.isWaiting()) {
            baselines.put(client, waitingBaseline(jvm));
            edits.put(client, scenario.inFlight());
        } else {
            double rate = jvm.ask("warm " + settings.warmup(), LONGEST_ROUND_SECONDS).get("rate");
            edits.put(client, calibrated(jvm, scenario, rate));
        }
    }

    /** As many edits as a round lasts, by what a trial or two of them takes. */
    private int calibrated(Jvm jvm, Scenario scenario, double rate) throws IOException {
        int count = atLeast(scenario, rate * settings.seconds());
        for (int trial = 0; trial < TRIALS; trial++) {
            double seconds = jvm.ask("run " + count, LONGEST_ROUND_SECONDS).get("wall") / 1e9;
            if (seconds > settings.seconds() * 0.7) {
                return count;
            }
            count = atLeast(scenario, count * settings.seconds() / seconds);
        }
        return count;
    }

    private static int atLeast(Scenario scenario, double edits) {
        return (int) Math.max(scenario.inFlight(), Math.ceil(edits));
    }

    /** After a few edits one by one, on one connection: classes are loaded, and pools have the threads that they keep. */
    private Figures waitingBaseline(Jvm jvm) throws IOException, InterruptedException {
        for (int i = 0; i < EDITS_BEFORE_WAITING; i++) {
            wave(jvm, 1);
        }
        return jvm.ask("standing", LONGEST_ROUND_SECONDS);
    }

    private Figures wave(Jvm jvm, int count) throws IOException, InterruptedException {
        upstream.hold();
        jvm.ask("begin " + count, LONGEST_ROUND_SECONDS);
        upstream.awaitHeld(count);
        Figures standing = jvm.ask("standing", LONGEST_ROUND_SECONDS);
        upstream.release();
        jvm.ask("end", LONGEST_ROUND_SECONDS);
        return standing;
    }

    private void round(Scenario scenario, Clients client) throws IOException, InterruptedException {
        Jvm jvm = jvms.get(client);
        Result result = results.get(client);
        int count = edits.getOrDefault(client, 1);
        Figures figures = Figures.of();
        if (scenario.isWaiting()) {
            Figures held = wave(jvm, count);
            Figures before = baselines.getOrDefault(client, Figures.of());
            figures = Figures.of("threadsAdded", held.get("threads") - before.get("threads"),
                    "heapPerEdit", (held.get("heap") - before.get("heap")) / count);
        }
        figures = figures.and(jvm.ask("run " + count, LONGEST_ROUND_SECONDS));
        figures = figures.and(jvm.ask("standing", LONGEST_ROUND_SECONDS));
        if (result != null) {
            result.rounds().add(figures.values());
        }
    }

    static Jvm start(Settings settings, Upstream upstream, Scenario scenario, Clients client, List<String> heap)
            throws IOException {
        Path folder = Files.createDirectories(settings.target().resolve("results").resolve(client.id()));
        List<String> options = new ArrayList<>(heap);
        options.addAll(List.of("-XX:+UseG1GC", "-Djavax.net.ssl.trustStore=" + settings.keys(),
                "-Djavax.net.ssl.trustStorePassword=changeit", "-Djava.io.tmpdir=" + folder));
        options.addAll(settings.jvmOptions());
        return Jvm.start(options, "io.github.camelportkey.benchmark.client.ClientMain",
                List.of(client.id(), scenario.name(), upstream.address(scenario), settings.pictures().toString(),
                        folder.toString()), settings.log());
    }
}
