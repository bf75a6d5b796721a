// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Starts the example, waits until the inbox is empty, shows what came out, and ends. */
public final class FileToS3 {

    static final int ALL_STORED = 0;
    static final int SOMETHING_FAILED = 1;
    static final int MISCONFIGURED = 2;

    private final Settings settings;
    private final PrintStream out;

    FileToS3(Settings settings, PrintStream out) {
        this.settings = settings;
        this.out = out;
    }

    /** The build says in system properties where the samples lie, and where results may be written. */
    public static void main(String[] arguments) {
        if (Boolean.getBoolean("endWithParent")) {
            // A build that is killed doesn't end what it started. This exit stops in good order, as Ctrl-C does.
            ProcessHandle.current().parent()
                    .ifPresent(build -> build.onExit().thenRun(() -> System.exit(SOMETHING_FAILED)));
        }
        Settings settings = new Settings(new Environment(System.getenv()),
                Path.of(System.getProperty("samples", "samples")), Path.of(System.getProperty("target", "target")));
        int status = new FileToS3(settings, System.out).run();
        // Ends the process even if some library left a thread behind.
        System.exit(status);
    }

    /** The exit status. Nothing that this started is left when it returns. */
    int run() {
        List<String> problems = settings.problems();
        if (!problems.isEmpty()) {
            problems.forEach(problem -> out.println("problem   " + problem));
            return MISCONFIGURED;
        }
        try {
            if (!settings.gateway().isConfigured()) {
                Samples.clear(settings.folder());
            }
            if (settings.usesSamples()) {
                new Samples(settings.samples()).copyInto(settings.inboxFolder());
            }
            try (Backends backends = Backends.start(settings);
                    EditSession session = new EditSession(settings, backends, out)) {
                return session.run() ? ALL_STORED : SOMETHING_FAILED;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            out.println("failed    interrupted");
        } catch (Exception | LinkageError e) {
            out.println("failed    " + Reason.of(e));
        }
        return SOMETHING_FAILED;
    }
}
