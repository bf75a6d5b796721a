// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.FileDeploymentManager;
import org.apache.activemq.artemis.core.config.impl.FileConfiguration;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/** An Artemis broker on loopback, whose journal is in a folder and outlives it. */
public final class Broker implements AutoCloseable {

    private final EmbeddedActiveMQ server;
    private final int port;

    private Broker(EmbeddedActiveMQ server, int port) {
        this.server = server;
        this.port = port;
    }

    public static Broker start(Path journal, int port) throws Exception {
        FileConfiguration configuration = new FileConfiguration();
        new FileDeploymentManager("broker.xml").addDeployable(configuration).readConfiguration();
        Configuration broker = configuration;
        broker.setJournalDirectory(journal.resolve("journal").toString());
        broker.setBindingsDirectory(journal.resolve("bindings").toString());
        broker.setPagingDirectory(journal.resolve("paging").toString());
        broker.setLargeMessagesDirectory(journal.resolve("large").toString());
        broker.addAcceptorConfiguration("loopback", "tcp://127.0.0.1:" + port + "?protocols=CORE");
        EmbeddedActiveMQ server = new EmbeddedActiveMQ();
        server.setConfiguration(broker);
        server.start();
        return new Broker(server, port);
    }

    public String url() {
        return "tcp://127.0.0.1:" + port;
    }

    public Queue queue(String name) {
        return server.getActiveMQServer().locateQueue(name);
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    /** A process of its own, which tests may kill. Arguments: the folder of its journal, its port. */
    public static void main(String[] arguments) throws Exception {
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        Broker broker = start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        System.out.println(broker.url());
        new CountDownLatch(1).await();
    }
}
