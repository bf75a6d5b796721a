package io.github.camelportkey.examples.webstudio;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;

import io.github.camelportkey.standin.GatewayStandIn;

/** Starts the studio, says where it is, and ends when it is told to. Without a gateway's key a stand-in edits. */
public final class WebStudio {

    /** Long enough to see that it takes time. */
    private static final Duration PRETENDED_WORK = Duration.ofSeconds(3);

    private WebStudio() {
    }

    public static void main(String[] arguments) {
        if (Boolean.getBoolean("endWithParent")) {
            // A build that is killed doesn't end what it started. This exit stops in good order, as Ctrl-C does.
            ProcessHandle.current().parent().ifPresent(build -> build.onExit().thenRun(() -> System.exit(0)));
        }
        // Ends the process even if some library left a thread behind.
        System.exit(run(System.getenv(), System.out));
    }

    /** The exit status, when the studio was told to stop. Nothing that this started is left when it returns. */
    static int run(Map<String, String> environment, PrintStream out) {
        try {
            Settings settings = Settings.of(environment);
            if (settings.gateway().isConfigured()) {
                return serve(settings, settings.gateway().address() + ", model " + settings.model() + ": edits are billed", out);
            }
            try (GatewayStandIn gateway = GatewayStandIn.builder().keepEdits(false).latency(PRETENDED_WORK).start()) {
                return serve(settings.with(GatewayAccess.at(gateway.baseUrl().toString())),
                        "stand-in, costs nothing (PORTKEY_API_KEY is not set)", out);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            out.println("failed    interrupted");
        } catch (Exception | LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            out.println("failed    " + (cause.getMessage() == null ? cause : cause.getMessage()));
        }
        return 1;
    }

    private static int serve(Settings settings, String gateway, PrintStream out) throws Exception {
        try (StudioServer server = StudioServer.start(settings)) {
            out.println("gateway   " + gateway);
            out.println("studio    " + server.address());
            out.println("stop      Ctrl-C");
            server.await();
        }
        out.println("stopped");
        return 0;
    }
}
