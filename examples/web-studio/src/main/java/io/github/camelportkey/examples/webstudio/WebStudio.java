// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import io.github.camelportkey.standin.GatewayStandIn;

/** Starts the studio, says where it is, and ends when it is told to. Without a gateway's key a stand-in edits. */
public final class WebStudio {

    /** Long enough to see that it takes time. */
    private static final Duration PRETENDED_WORK = Duration.ofSeconds(3);

    private final Map<String, String> environment;
    private final PrintStream out;
    private final CountDownLatch toldToStop = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    WebStudio(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    public static void main(String[] arguments) {
        if (Boolean.getBoolean("endWithParent")) {
            // A build that is killed doesn't end what it started. This exit stops in good order, as Ctrl-C does.
            ProcessHandle.current().parent().ifPresent(build -> build.onExit().thenRun(() -> System.exit(0)));
        }
        WebStudio studio = new WebStudio(System.getenv(), System.out);
        Runtime.getRuntime().addShutdownHook(new Thread(studio::stop, "stop"));
        // Ends the process even if some library left a thread behind.
        System.exit(studio.run());
    }

    /** Tells the studio to stop, and waits until it has. */
    void stop() {
        toldToStop.countDown();
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The exit status, when the studio was told to stop. Nothing that this started is left when it returns. */
    int run() {
        try {
            return serve();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            out.println("failed    interrupted");
        } catch (Exception | LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            out.println("failed    " + (cause.getMessage() == null ? cause : cause.getMessage()));
        } finally {
            finished.countDown();
        }
        return 1;
    }

    private int serve() throws Exception {
        Settings settings = Settings.of(environment);
        if (settings.gateway().isConfigured()) {
            serve(settings, settings.gateway().address() + ", model " + settings.model() + ": edits are billed");
        } else {
            try (GatewayStandIn gateway = GatewayStandIn.builder().keepEdits(false).latency(PRETENDED_WORK).start()) {
                serve(settings.with(GatewayAccess.at(gateway.baseUrl().toString())),
                        "stand-in, costs nothing (PORTKEY_API_KEY is not set)");
            }
        }
        out.println("stopped");
        return 0;
    }

    private void serve(Settings settings, String gateway) throws Exception {
        try (StudioServer server = StudioServer.start(settings)) {
            out.println("gateway   " + gateway);
            out.println("studio    " + server.address());
            out.println("stop      Ctrl-C");
            toldToStop.await();
        }
    }
}
