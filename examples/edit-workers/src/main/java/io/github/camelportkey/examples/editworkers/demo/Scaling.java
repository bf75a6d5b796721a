package io.github.camelportkey.examples.editworkers.demo;

import io.github.camelportkey.examples.editworkers.Broker;
import io.github.camelportkey.examples.editworkers.Connections;
import io.github.camelportkey.examples.editworkers.EditJob;
import io.github.camelportkey.examples.editworkers.EditWorker;
import io.github.camelportkey.examples.editworkers.Permits;
import io.github.camelportkey.examples.editworkers.WorkerSettings;
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

    private static final int JOBS = 48;
    private static final int EDITS_AT_ONCE = 4;
    private static final Duration EDIT = Duration.ofSeconds(4);
    private static final Duration AT_MOST = Duration.ofMinutes(3);

    private final Path folder;
    private final byte[] picture;

    private Scaling(Path samples, Path folder) throws Exception {
        this.folder = folder;
        this.picture = Files.readAllBytes(samples.resolve("otter.png"));
    }

    public static void main(String[] arguments) {
        int status = 1;
        try {
            EndWithParent.arrange();
            String table = new Scaling(Path.of(arguments[0]), Path.of(arguments[1]).toAbsolutePath().normalize()).table();
            System.out.println(table);
            GeneratedTable.write(Path.of(arguments[2]), "scaling", table);
            status = 0;
        } catch (Exception | LinkageError e) {
            System.out.println("failed    " + e);
        }
        System.exit(status);
    }

    private String table() throws Exception {
        List<String> rows = new ArrayList<>(List.of(
                "| Workers | Edits at once | " + JOBS + " edits of " + EDIT.toSeconds() + " s took | Images per second"
                        + " | Of the ideal | CPU for each edit | Memory of each worker |",
                "|---|---|---|---|---|---|---|"));
        for (int workers : new int[] {1, 2, 4}) {
            rows.add(measure(workers));
        }
        return String.join("\n", rows);
    }

    private String measure(int number) throws Exception {
        Folders.clear(folder);
        List<Jvm> workers = new ArrayList<>();
        try (Broker broker = Broker.start(folder.resolve("broker"), FreePort.find());
                Backends backends = Backends.start(folder)) {
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
                run(backends, connections, "warm-up", 2 * atOnce, 2 * atOnce);
                backends.gateway().latency(EDIT);
                Duration cpu = cpu(workers);
                long start = System.nanoTime();
                run(backends, connections, "measured", JOBS, 2 * atOnce + JOBS);
                double seconds = (System.nanoTime() - start) / 1e9;
                double ideal = Math.ceil((double) JOBS / atOnce) * EDIT.toSeconds();
                return String.format(Locale.ROOT, "| %d | %d | %.1f s | %.1f | %.0f %% | %d ms | %d MB |", number, atOnce,
                        seconds, JOBS / seconds, 100 * ideal / seconds, cpu(workers).minus(cpu).toMillis() / JOBS,
                        Jvm.mostMemory(workers) >> 20);
            } finally {
                connections.stop();
                Jvm.closeAll(workers);
            }
        }
    }

    /** Sends jobs, and waits until so many objects are there in all. */
    private static void run(Backends backends, JmsPoolConnectionFactory connections, String name, int jobs, int objects)
            throws InterruptedException {
        JmsTemplate jms = new JmsTemplate(connections);
        for (int i = 0; i < jobs; i++) {
            String job = new EditJob("originals/otter.png", "1", "a red hat, " + name + " " + i).json();
            jms.send("edit.jobs", session -> session.createTextMessage(job));
        }
        long end = System.nanoTime() + AT_MOST.toNanos();
        while (backends.keys("edited/").size() < objects) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not done after " + AT_MOST);
            }
            Thread.sleep(50);
        }
    }

    private static Duration cpu(List<Jvm> workers) {
        return workers.stream().map(Jvm::cpu).reduce(Duration.ZERO, Duration::plus);
    }
}
