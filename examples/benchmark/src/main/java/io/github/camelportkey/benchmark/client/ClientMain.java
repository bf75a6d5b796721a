// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import io.github.camelportkey.benchmark.work.Batch;
import io.github.camelportkey.benchmark.work.Expected;
import io.github.camelportkey.benchmark.work.Figures;
import io.github.camelportkey.benchmark.work.Pictures;
import io.github.camelportkey.benchmark.work.Probe;
import io.github.camelportkey.benchmark.work.Round;
import io.github.camelportkey.benchmark.work.Scenario;
import io.github.camelportkey.benchmark.work.Scenarios;
import org.jspecify.annotations.Nullable;

/** One client as a process of its own. It does what it is told on its standard input, and ends with it. */
public final class ClientMain {

    private static final PrintStream REPLIES = System.out;

    private final Expected expected;
    private final EditClient client;
    private final String address;
    private @Nullable Batch running;

    private ClientMain(Expected expected, EditClient client, String address) {
        this.expected = expected;
        this.client = client;
        this.address = address;
    }

    /** @param args client, scenario, scheme and address of the upstream, folder of the pictures, folder for results */
    public static void main(String[] args) throws Exception {
        System.setOut(System.err); // standard output is for replies alone
        Scenario scenario = Scenarios.named(args[1]);
        Pictures pictures = new Pictures(Path.of(args[3]));
        EditClient client = Clients.named(args[0]).make(scenario, pictures, Path.of(args[4]));
        ClientMain main = new ClientMain(new Expected(scenario, pictures), client, args[2]);
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in));
        for (String line = commands.readLine(); line != null && !line.equals("quit"); line = commands.readLine()) {
            String[] command = line.split(" ");
            reply(() -> main.obey(command));
        }
        System.exit(0);
    }

    private static void reply(Supplier<Figures> action) {
        String reply;
        try {
            reply = "ok " + action.get();
        } catch (Throwable e) {
            reply = "failed " + reason(e).replaceAll("\\s+", " ");
        }
        REPLIES.println(reply);
        REPLIES.flush();
    }

    /** The first cause that is not merely a wrapper, and the last one. */
    private static String reason(Throwable e) {
        Throwable first = e;
        while (first.getCause() != null && (first instanceof CompletionException || first instanceof ExecutionException
                || first instanceof IllegalStateException)) {
            first = first.getCause();
        }
        Throwable last = first;
        while (last.getCause() != null) {
            last = last.getCause();
        }
        String text = String.valueOf(last.getMessage());
        return last == first ? first.toString() : first + ": " + text.substring(0, Math.min(text.length(), 100));
    }

    private Figures obey(String[] command) {
        try {
            return switch (command[0]) {
                case "warm" -> warm(Double.parseDouble(command[1]));
                case "run" -> run(Integer.parseInt(command[1]));
                case "begin" -> begin(Integer.parseInt(command[1]));
                case "standing" -> Probe.standing();
                case "end" -> end();
                default -> throw new IllegalArgumentException(command[0]);
            };
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    /** Edits for some seconds; says how many a second it came to in the end. */
    private Figures warm(double seconds) throws Exception {
        long until = System.nanoTime() + (long) (seconds * 1e9);
        int edits = Math.min(expected.scenario().inFlight(), 200);
        Figures last;
        do {
            last = run(edits);
            double rate = edits / (last.get("wall") / 1e9);
            edits = (int) Math.max(expected.scenario().inFlight(), Math.min(rate, edits * 4.0));
        } while (System.nanoTime() < until);
        return Figures.of("rate", last.get("edits") / (last.get("wall") / 1e9));
    }

    private Figures run(int edits) throws Exception {
        return Round.measure(expected, edits, () -> {
            Batch batch = batch(edits, false);
            client.start(batch);
            batch.done().get(10, TimeUnit.MINUTES);
        });
    }

    /** Begins edits that the upstream holds. */
    private Figures begin(int edits) throws Exception {
        Batch batch = batch(edits, true);
        running = batch;
        client.start(batch);
        return Figures.of("edits", edits);
    }

    private Figures end() throws Exception {
        Batch batch = running;
        if (batch == null) {
            throw new IOException("Nothing has begun");
        }
        batch.done().get(10, TimeUnit.MINUTES);
        return Figures.of();
    }

    private Batch batch(int edits, boolean held) {
        return new Batch(expected, address + expected.scenario().path(held), edits);
    }
}
