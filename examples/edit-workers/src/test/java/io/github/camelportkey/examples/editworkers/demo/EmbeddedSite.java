// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import static org.awaitility.Awaitility.await;

import io.github.camelportkey.examples.editworkers.Broker;
import io.github.camelportkey.examples.editworkers.Connections;
import io.github.camelportkey.examples.editworkers.EditJob;
import io.github.camelportkey.examples.editworkers.EditWorker;
import io.github.camelportkey.examples.editworkers.FeederRoute;
import io.github.camelportkey.examples.editworkers.Outcome;
import io.github.camelportkey.examples.editworkers.Permits;
import io.github.camelportkey.examples.editworkers.WorkerRoute;
import io.github.camelportkey.examples.editworkers.WorkerSettings;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** Broker, S3, gateway, and workers as well, in this process: what happens to one job at a time. */
final class EmbeddedSite implements AutoCloseable {

    static final Duration LONG = Duration.ofMinutes(2);
    static final String OTTER = "originals/otter.png";

    final Broker broker;
    final Backends backends;
    /** What the workers that are started from now on are told. */
    final Map<String, String> environment;
    private final Path folder;
    private final ConnectionFactory connections;
    private final Subscription outcomes;
    private final List<Main> camels = new ArrayList<>();
    private final List<JmsPoolConnectionFactory> pools = new ArrayList<>();
    private final List<Jvm> processes = new ArrayList<>();

    EmbeddedSite(Path folder) throws Exception {
        this.folder = folder;
        broker = Broker.start(folder.resolve("broker"), FreePort.find());
        backends = Backends.start(folder);
        environment = backends.environment(broker.url());
        environment.putAll(Map.of("EDITS_AT_ONCE", "1", "BACKOFF_MS", "100", "SETTLE_MS", "100", "WORKER", "worker-1"));
        connections = Connections.plain(new WorkerSettings(environment));
        outcomes = new Subscription(broker.url());
        backends.put(OTTER, otter(), Map.of());
    }

    static byte[] otter() throws Exception {
        return Files.readAllBytes(Path.of("../file-to-s3/samples/otter.png"));
    }

    static EditJob job(String prompt) {
        return new EditJob(OTTER, "1", prompt);
    }

    EmbeddedSite permits(int number) {
        new Permits(connections, Duration.ZERO, () -> false).put(number);
        return this;
    }

    void startWorker() throws Exception {
        start(new WorkerRoute());
    }

    void startFeeder() throws Exception {
        environment.putAll(Map.of("FEED_DELAY_MS", "200", "WORKER", "feeder"));
        start(new FeederRoute());
    }

    private void start(RouteBuilder route) throws Exception {
        WorkerSettings settings = new WorkerSettings(Map.copyOf(environment));
        JmsPoolConnectionFactory pool = Connections.pooled(settings);
        pools.add(pool);
        Main camel = EditWorker.camel(settings, pool, route);
        camel.configure().setInflightRepositoryBrowseEnabled(true);
        camels.add(camel);
        camel.start();
    }

    /** A process of its own, with what the environment says now. */
    Jvm startProcess(Class<?> main, String name, String... arguments) throws Exception {
        environment.put("WORKER", name);
        Jvm process = Jvm.start(main, folder.resolve(name + ".log"), environment, arguments);
        processes.add(process);
        return process;
    }

    void send(String job) {
        try (JMSContext jms = connections.createContext()) {
            jms.createProducer().send(jms.createQueue("edit.jobs"), job);
        }
    }

    void send(String job, String replyTo) {
        try (JMSContext jms = connections.createContext()) {
            jms.createProducer().setJMSReplyTo(jms.createQueue(replyTo)).send(jms.createQueue("edit.jobs"), job);
        }
    }

    /** The outcome that comes next. */
    Outcome outcome() {
        return Objects.requireNonNull(outcomes.next(LONG), "no outcome came");
    }

    /** All messages of a queue: those that lie there, those in delivery, and those that wait for their time. */
    long count(String queue) {
        return queue(queue).getMessageCount();
    }

    void awaitCount(String queue, long count) {
        await().atMost(LONG).until(() -> count(queue), number -> number == count);
    }

    Queue queue(String name) {
        return Objects.requireNonNull(broker.queue(name), name);
    }

    /** Takes a message away, and fails when there is none. */
    TextMessage take(String queue) throws JMSException {
        try (JMSContext jms = connections.createContext()) {
            return (TextMessage) Objects.requireNonNull(
                    jms.createConsumer(jms.createQueue(queue)).receive(LONG.toMillis()), "nothing came in " + queue);
        }
    }

    /** Whether the error handler of a worker is offering something again. */
    boolean offersAgain() {
        return camels.stream().flatMap(camel -> camel.getCamelContext().getInflightRepository().browse().stream())
                .anyMatch(job -> job.getExchange().getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, int.class) > 0);
    }

    /** A session of one's own, for what is no text and for transactions; the caller closes it. */
    JMSContext session(int mode) {
        return connections.createContext(mode);
    }

    @Override
    public void close() throws Exception {
        for (Jvm process : processes) {
            process.kill();
        }
        // first, so that no edit is waited for
        backends.gateway().close();
        for (Main camel : camels) {
            camel.stop();
        }
        pools.forEach(JmsPoolConnectionFactory::stop);
        outcomes.close();
        ((AutoCloseable) connections).close();
        broker.close();
        backends.close();
    }
}
