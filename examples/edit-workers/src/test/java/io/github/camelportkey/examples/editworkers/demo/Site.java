// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelportkey.examples.editworkers.Broker;
import io.github.camelportkey.examples.editworkers.Connections;
import io.github.camelportkey.examples.editworkers.EditWorker;
import io.github.camelportkey.examples.editworkers.WorkerSettings;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A broker and workers in processes of their own, S3 and gateway in this one. */
final class Site implements AutoCloseable {

    /** For what takes a second on an idle machine. */
    static final Duration LONG = Duration.ofMinutes(2);

    final Backends backends;

    private final Path folder;
    private final int port = FreePort.find();
    private final Map<String, String> environment;
    private final List<Jvm> workers = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final ActiveMQConnectionFactory connections;
    private Jvm broker;
    private int started;

    Site(Path folder, int editsAtOnce) throws Exception {
        this.folder = folder;
        this.backends = Backends.start(folder);
        String url = "tcp://127.0.0.1:" + port;
        environment = backends.environment(url);
        environment.putAll(Map.of("EDITS_AT_ONCE", String.valueOf(editsAtOnce), "TRIES", "20", "UNCLEAR_TRIES", "3",
                "BACKOFF_MS", "100", "SETTLE_MS", "15000", "RECOVERY_INTERVAL_MS", "200"));
        connections = Connections.plain(new WorkerSettings(environment));
        startBroker();
        try (JMSContext jms = awaitBroker()) {
            for (int i = 0; i < 2 * editsAtOnce; i++) {
                jms.createProducer().send(jms.createQueue("edit.permits"), jms.createMessage());
            }
        }
    }

    private void startBroker() throws IOException {
        broker = Jvm.start(Broker.class, folder.resolve("broker.log"), Map.of(),
                folder.resolve("broker").toString(), String.valueOf(port));
    }

    private JMSContext awaitBroker() {
        return await().atMost(LONG).ignoreException(JMSRuntimeException.class)
                .until(connections::createContext, context -> true);
    }

    /** SIGKILL, and a new process on the same journal. */
    void restartBroker() throws Exception {
        broker.kill();
        startBroker();
        awaitBroker().close();
    }

    void startWorkers(int number) throws IOException {
        for (int i = 0; i < number; i++) {
            workers.add(null);
            names.add(null);
            startWorker(i);
        }
    }

    private void startWorker(int slot) throws IOException {
        String name = "worker-" + ++started;
        environment.put("WORKER", name);
        workers.set(slot, Jvm.start(EditWorker.class, folder.resolve(name + ".log"), environment));
        names.set(slot, name);
    }

    /** The name of the one that was killed. */
    String killAndReplace(int slot) throws Exception {
        String name = names.get(slot);
        workers.get(slot).kill();
        startWorker(slot);
        return name;
    }

    void send(String job) {
        try (JMSContext jms = connections.createContext()) {
            jms.createProducer().send(jms.createQueue("edit.jobs"), job);
        }
    }

    /** How many messages lie in a queue; those in delivery or scheduled for later are not seen in the jobs. */
    int depth(String queue) {
        return reasons(queue).size();
    }

    void awaitDepth(String queue, int depth) {
        await().atMost(LONG).ignoreException(JMSRuntimeException.class)
                .untilAsserted(() -> assertThat(depth(queue)).isEqualTo(depth));
    }

    /** Each message of a queue, and its reason. */
    Map<String, String> reasons(String queue) {
        Map<String, String> reasons = new TreeMap<>();
        try (JMSContext jms = connections.createContext()) {
            for (Object message : Collections.list(jms.createBrowser(jms.createQueue(queue)).getEnumeration())) {
                reasons.put(((Message) message).getBody(String.class),
                        String.valueOf(((Message) message).getStringProperty("reason")));
            }
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
        return reasons;
    }

    @Override
    public void close() throws Exception {
        for (Jvm worker : workers) {
            worker.kill();
        }
        broker.kill();
        connections.close();
        backends.close();
    }
}
