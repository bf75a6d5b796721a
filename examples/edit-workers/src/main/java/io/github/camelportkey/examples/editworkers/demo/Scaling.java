// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import io.github.camelportkey.examples.editworkers.Broker;
import io.github.camelportkey.examples.editworkers.Connections;
import io.github.camelportkey.examples.editworkers.EditJob;
import io.github.camelportkey.examples.editworkers.EditWorker;
import io.github.camelportkey.examples.editworkers.Outcome;
import io.github.camelportkey.examples.editworkers.Permits;
import io.github.camelportkey.examples.editworkers.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/**
 * How much faster more workers are. Arguments: the folder of the sample pictures, one to write to, which is cleared first,
 * and the page whose table is written.
 */
public final class Scaling {

    private static final int EDITS_AT_ONCE = 4;
    private static final Duration AT_MOST = Duration.ofMinutes(3);

    private final Path folder;
    private final byte[] picture;
    private final int jobs;
    private final Duration edit;

    Scaling(Path samples, Path folder, int jobs, Duration edit) throws IOException {
        this.folder = folder;
        this.picture = Files.readAllBytes(samples.resolve("otter.png"));
        this.jobs = jobs;
        this.edit = edit;
    }

    public static void main(String[] arguments) {
        int status = 1;
        try {
            EndWithParent.arrange();
            String table = new Scaling(Path.of(arguments[0]), Path.of(arguments[1]).toAbsolutePath().normalize(), 48,
                    Duration.ofSeconds(4)).table(1, 2, 4);
            System.out.println(table);
            GeneratedTable.write(Path.of(arguments[2]), "scaling", table);
            status = 0;
        } catch (Exception | LinkageError e) {
            System.out.println("failed    " + e);
        }
        System.exit(status);
    }

    /** One row for each number of workers. */
    String table(int... numbers) throws Exception {
        List<String> rows = new ArrayList<>(List.of(
                "| Workers | Edits at once | " + jobs + " edits of " + edit.toSeconds() + " s took | Images per second"
                        + " | Of the ideal | CPU for each edit | Memory of each worker |",
                "|---|---|---|---|---|---|---|"));
        for (int workers : numbers) {
            rows.add(measure(workers));
        }
        return String.join("\n", rows);
    }

    private String measure(int number) throws Exception {
        Folders.clear(folder);
        List<Jvm> workers = new ArrayList<>();
        try (Broker broker = Broker.start(folder.resolve("broker"), FreePort.find());
                Backends backends = Backends.start(folder);
                Subscription outcomes = new Subscription(broker.url())) {
            backends.put("originals/otter.png", picture, Map.of());
            Map<String, String> environment = backends.environment(broker.url());
            environment.put("EDITS_AT_ONCE", String.valueOf(EDITS_AT_ONCE));
            JmsPoolConnectionFactory connections = Connections.pooled(new WorkerSettings(environment));
            try {
                int atOnce = number * EDITS_AT_ONCE;
                new Permits(connections, Duration.ZERO, () -> false).put(atOnce);
                for (int i = 1; i <= number; i++) {
                    environment.put("WORKER", "worker-" + i);
                    workers.add(Jvm.start(EditWorker.class, folder.resolve("worker-" + i + ".log"), environment));
                }
                // Each worker has made edits before the clock starts, because a new JVM is slow.
                backends.gateway().latency(Duration.ofMillis(500));
                run(outcomes, connections, "warm-up", 2 * atOnce);
                backends.gateway().latency(edit);
                Duration cpu = cpu(workers);
                long start = System.nanoTime();
                run(outcomes, connections, "measured", jobs);
                double seconds = (System.nanoTime() - start) / 1e9;
                double ideal = Math.ceil((double) jobs / atOnce) * edit.toMillis() / 1000;
                return String.format(Locale.ROOT, "| %d | %d | %.1f s | %.1f | %.0f %% | %d ms | %d MB |", number, atOnce,
                        seconds, jobs / seconds, 100 * ideal / seconds, cpu(workers).minus(cpu).toMillis() / jobs,
                        Jvm.mostMemory(workers) >> 20);
            } finally {
                connections.stop();
                Jvm.closeAll(workers);
            }
        }
    }

    /** Sends jobs, and returns when the workers have said of each that it is done. */
    private static void run(Subscription outcomes, JmsPoolConnectionFactory connections, String name, int jobs) {
        JmsTemplate jms = new JmsTemplate(connections);
        for (int i = 0; i < jobs; i++) {
            String job = new EditJob("originals/otter.png", "1", "a red hat, " + name + " " + i).json();
            jms.send("edit.jobs", session -> session.createTextMessage(job));
        }
        Tally tally = new Tally();
        while (tally.done() < jobs) {
            Outcome outcome = outcomes.next(AT_MOST);
            if (outcome == null) {
                throw new IllegalStateException("nothing was done for " + AT_MOST);
            }
            tally.add(outcome);
            if (tally.failed() > 0) {
                throw new IllegalStateException("an edit failed: " + outcome.reason());
            }
        }
    }

    private static Duration cpu(List<Jvm> workers) {
        return workers.stream().map(Jvm::cpu).reduce(Duration.ZERO, Duration::plus);
    }
}
