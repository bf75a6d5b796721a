// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import io.github.camelportkey.examples.editworkers.Connections;
import io.github.camelportkey.examples.editworkers.EditWorker;
import io.github.camelportkey.examples.editworkers.FeederRoute;
import io.github.camelportkey.examples.editworkers.WorkerRoute;
import io.github.camelportkey.examples.editworkers.WorkerSettings;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.main.Main;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.spi.InterceptStrategy;

/**
 * A worker or a feeder that dies, as by SIGKILL, in the worst moment. The worker has stored the edit, or sent the job back to
 * its queue, and has not acknowledged; the feeder has sent the job, and has not removed the object.
 */
public final class Dying implements InterceptStrategy {

    private final String lastStep;

    private Dying(String lastStep) {
        this.lastStep = lastStep;
    }

    /** Argument: {@code work} or {@code feed}. */
    public static void main(String[] arguments) throws Exception {
        boolean feeds = arguments[0].equals("feed");
        WorkerSettings settings = new WorkerSettings(System.getenv());
        Main camel = EditWorker.camel(settings, Connections.pooled(settings), feeds ? new FeederRoute() : new WorkerRoute());
        camel.bind("dying", new Dying(feeds ? "jms:queue:edit.jobs" : "jms:topic:edit.outcomes"));
        camel.run();
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor next) {
        if (!(definition instanceof ToDefinition to && to.getUri().equals(lastStep))) {
            return target;
        }
        return exchange -> {
            target.process(exchange);
            Runtime.getRuntime().halt(137);
        };
    }
}
