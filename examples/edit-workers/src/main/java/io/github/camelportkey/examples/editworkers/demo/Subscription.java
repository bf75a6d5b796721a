// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import io.github.camelportkey.examples.editworkers.Connections;
import io.github.camelportkey.examples.editworkers.Outcome;
import io.github.camelportkey.examples.editworkers.WorkerSettings;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.jspecify.annotations.Nullable;

/** The outcomes that workers publish, from the moment of subscribing on. */
final class Subscription implements AutoCloseable {

    private final ActiveMQConnectionFactory connections;
    private final JMSContext context;
    private final JMSConsumer consumer;

    Subscription(String brokerUrl) {
        connections = Connections.plain(new WorkerSettings(Map.of("BROKER_URL", brokerUrl)));
        context = connections.createContext();
        consumer = context.createConsumer(context.createTopic("edit.outcomes"));
    }

    /** What came within this time. */
    List<Outcome> await(Duration time) {
        List<Outcome> outcomes = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            Outcome outcome = next(Duration.ofMillis(left));
            if (outcome != null) {
                outcomes.add(outcome);
            }
        }
        return outcomes;
    }

    /** The next, as soon as it comes; {@code null} when none comes within this time. */
    @Nullable Outcome next(Duration time) {
        Message message = consumer.receive(Math.max(1, time.toMillis()));
        return message == null ? null : Outcome.parse(body(message));
    }

    private static String body(Message message) {
        try {
            return message.getBody(String.class);
        } catch (jakarta.jms.JMSException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        connections.close();
    }
}
