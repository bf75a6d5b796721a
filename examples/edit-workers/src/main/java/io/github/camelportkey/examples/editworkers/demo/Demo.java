// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import io.github.camelportkey.examples.editworkers.Broker;
import io.github.camelportkey.examples.editworkers.Connections;
import io.github.camelportkey.examples.editworkers.EditWorker;
import io.github.camelportkey.examples.editworkers.FeederRoute;
import io.github.camelportkey.examples.editworkers.Permits;
import io.github.camelportkey.examples.editworkers.WorkerSettings;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/**
 * Broker, S3 and gateway in this process, three workers in processes of their own, 200 pictures. Shows what happens and
 * ends with a page. Arguments: the folder of the sample pictures, and one to write to, which is cleared first.
 */
public final class Demo {

    static final int PICTURES = 200;
    static final int WORKERS = 3;
    static final int EDITS_AT_ONCE = 4;
    static final int ALL_TOGETHER = 10;
    private static final Duration USUAL_EDIT = Duration.ofMillis(1500);
    private static final Duration AT_MOST = Duration.ofMinutes(8);

    private final Path samples;
    private final Path folder;
    private final PrintStream out;

    Demo(Path samples, Path folder, PrintStream out) {
        this.samples = samples;
        this.folder = folder;
        this.out = out;
    }

    public static void main(String[] arguments) {
        int status = 1;
        try {
            EndWithParent.arrange();
            status = new Demo(Path.of(arguments[0]), Path.of(arguments[1]).toAbsolutePath().normalize(), System.out)
                    .run(PICTURES, USUAL_EDIT) ? 0 : 1;
        } catch (Exception | LinkageError e) {
            System.out.println("failed    " + e);
        }
        // Ends the process even if some library left a thread behind.
        System.exit(status);
    }

    /** Whether every picture was edited, and paid once. */
    boolean run(int pictures, Duration usualEdit) throws Exception {
        Folders.clear(folder);
        List<Jvm> workers = new ArrayList<>();
        try (Broker broker = Broker.start(folder.resolve("broker"), FreePort.find());
                Backends backends = Backends.start(folder);
                Subscription outcomes = new Subscription(broker.url())) {
            out.println("broker    " + broker.url() + ", S3 and gateway stand-in beside it, all on loopback");
            out.printf("workers   %d processes, %d edits at once each, %d all together%n",
                    WORKERS, EDITS_AT_ONCE, ALL_TOGETHER);
            Load load = new Load(backends);
            load.put(samples, pictures);
            load.latency(usualEdit, 2 * pictures);
            Map<String, String> environment = backends.environment(broker.url());
            environment.putAll(Map.of("EDITS_AT_ONCE", String.valueOf(EDITS_AT_ONCE), "BACKOFF_MS", "1000",
                    "SETTLE_MS", "15000"));
            JmsPoolConnectionFactory connections = Connections.pooled(new WorkerSettings(environment));
            try {
                new Permits(connections, Duration.ZERO, () -> false).put(ALL_TOGETHER);
                for (int i = 1; i <= WORKERS; i++) {
                    environment.put("WORKER", "worker-" + i);
                    workers.add(Jvm.start(EditWorker.class, folder.resolve("worker-" + i + ".log"), environment));
                }
                environment.put("WORKER", "feeder");
                Main feeder = EditWorker.camel(new WorkerSettings(environment), connections, new FeederRoute());
                feeder.start();
                Progress progress = new Progress(broker, backends, new Tally(), out, pictures, usualEdit);
                progress.follow(outcomes, workers, AT_MOST);
                feeder.stop();
                out.println("page      " + new Report(folder, progress).write());
                return progress.isWhole();
            } finally {
                connections.stop();
                Jvm.closeAll(workers);
            }
        }
    }
}
