// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** Connections to the broker. */
public final class Connections {

    private Connections() {
    }

    /** One shared connection. A consumer is given a message when it asks for one, so a slow job never holds others. */
    public static JmsPoolConnectionFactory pooled(WorkerSettings settings) {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(plain(settings));
        pool.setMaxConnections(1);
        pool.setMaxSessionsPerConnection(2 * settings.editsAtOnce() + 16);
        return pool;
    }

    public static ActiveMQConnectionFactory plain(WorkerSettings settings) {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(settings.brokerUrl());
        String user = settings.get("BROKER_USER", "");
        if (!user.isEmpty()) {
            factory.setUser(user);
            factory.setPassword(settings.get("BROKER_PASSWORD", ""));
        }
        factory.setConsumerWindowSize(0);
        return factory;
    }
}
