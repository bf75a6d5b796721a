// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import java.time.Duration;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/**
 * A process of its own. Arguments: {@code work}, the default; {@code feed}, which makes jobs of new objects;
 * {@code permits N} and {@code permits -N}, which add and remove permits. The environment says the rest.
 */
public final class EditWorker {

    private EditWorker() {
    }

    public static void main(String[] arguments) throws Exception {
        if (Boolean.getBoolean("endWithParent")) {
            // A process that is killed doesn't end what it started.
            ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        }
        WorkerSettings settings = new WorkerSettings(System.getenv());
        JmsPoolConnectionFactory connections = Connections.pooled(settings);
        String what = arguments.length == 0 ? "work" : arguments[0];
        int status = switch (what) {
            case "work" -> run(camel(settings, connections, new WorkerRoute()));
            case "feed" -> run(camel(settings, connections, new FeederRoute()));
            case "permits" -> permits(connections, Integer.parseInt(arguments[1]));
            default -> throw new IllegalArgumentException("work, feed or permits, not " + what);
        };
        System.exit(status);
    }

    /** Until it is told to stop, by Ctrl-C or SIGTERM, and edits in flight have ended. */
    private static int run(Main camel) throws Exception {
        camel.run();
        return camel.getExitCode();
    }

    public static Main camel(WorkerSettings settings, JmsPoolConnectionFactory connections, RouteBuilder route) {
        Main camel = new Main();
        camel.setOverrideProperties(settings.properties());
        camel.bind("connectionFactory", connections);
        camel.bind("storedEdits", new StoredEdits(settings.bucket()));
        camel.bind("outcomes", new Outcomes(settings.worker(), settings.limits()));
        camel.bind("permits", new Permits(connections, settings.permitInterval(), () -> camel.getCamelContext().isStopping()));
        camel.configure().addRoutesBuilder(route);
        return camel;
    }

    private static int permits(JmsPoolConnectionFactory connections, int number) {
        Permits permits = new Permits(connections, Duration.ZERO, () -> false);
        if (number < 0) {
            permits.remove(-number);
        } else {
            permits.put(number);
        }
        connections.stop();
        return 0;
    }
}
