// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import static java.util.Comparator.comparing;

import io.github.camelportkey.examples.filetos3.gallery.Gallery;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.main.Main;

/** One run of the route: from the start of Camel to the sum at the end. */
final class EditSession implements AutoCloseable {

    private final Settings settings;
    private final Backends backends;
    private final PrintStream out;
    private final Inbox inbox;
    private final Progress progress;
    private final StoredEdits stored;
    private final Main camel = new Main();

    EditSession(Settings settings, Backends backends, PrintStream out) {
        this.settings = settings;
        this.backends = backends;
        this.out = out;
        this.inbox = settings.inbox();
        this.progress = new Progress(out, settings.bucket());
        this.stored = new StoredEdits(settings.bucket());
    }

    /** Whether every picture that was there is now in S3. */
    boolean run() throws Exception {
        CompanionsFollow.catchUp(inbox);
        out.println("gateway   " + backends.describeGateway());
        out.println("storage   " + backends.describeStorage());
        out.println("inbox     " + inbox.folder() + ", " + Readable.count(inbox.pictures().size(), "picture"));
        long start = System.nanoTime();
        startCamel();
        while (!isToldToStop() && (settings.watches() || progress.hasPicturesInHand() || hasUntouchedPictures())) {
            progress.awaitNews(Duration.ofMillis(200));
        }
        // Waits for edits in flight, because they are paid.
        camel.getCamelContext().getRouteController().stopRoute(EditRoute.ID);
        return sumUp(Duration.ofNanos(System.nanoTime() - start));
    }

    private void startCamel() throws Exception {
        camel.setOverrideProperties(backends.properties());
        camel.bind("inbox", inbox);
        camel.bind("editOrder", new EditOrder(inbox, settings.promptForAll(), settings.gateway().model()));
        camel.bind("storedEdits", stored);
        camel.bind("progress", progress);
        camel.configure().withAutoStartup(false).addRoutesBuilder(new EditRoute());
        camel.start();
        stored.requireBucket(camel.getCamelContext());
        camel.getCamelContext().getRouteController().startAllRoutes();
    }

    /** By Ctrl-C or SIGTERM, which Camel Main listens to. */
    private boolean isToldToStop() {
        return !camel.getShutdownStrategy().isRunAllowed();
    }

    private boolean hasUntouchedPictures() throws IOException {
        return inbox.pictures().stream()
                .anyMatch(picture -> inbox.missing(picture).isEmpty() && !progress.knows(picture));
    }

    private boolean sumUp(Duration took) throws IOException {
        List<Outcome> outcomes = progress.outcomes().stream().sorted(comparing(Outcome::fileName)).toList();
        for (Path left : inbox.pictures()) {
            List<String> missing = inbox.missing(left).stream().map(Inbox::fileName).toList();
            if (progress.knows(left)) {
                progress.line("stuck", Inbox.fileName(left), "could not be moved out of the inbox");
            } else {
                progress.line("waiting", Inbox.fileName(left),
                        "for " + (missing.isEmpty() ? "the next run" : String.join(" and ", missing)));
            }
        }
        long failed = outcomes.stream().filter(outcome -> outcome.kind() == Outcome.Kind.FAILED).count();
        long stuck = outcomes.stream().filter(outcome -> Files.exists(outcome.picture())).count();
        out.printf("%n%d stored, %d failed, in %s%n", outcomes.size() - failed, failed, Readable.time(took));
        if (!outcomes.isEmpty()) {
            out.println("page      " + showcase(outcomes));
            out.println("objects   " + backends.objects());
        }
        if (failed > 0) {
            out.println("reasons   " + inbox.folder().resolve(Inbox.ERROR));
        }
        return failed == 0 && stuck == 0;
    }

    private Path showcase(List<Outcome> outcomes) throws IOException {
        Gallery gallery = new Gallery(settings.folder().resolve("gallery"), backends.editor(), settings.bucket());
        for (Outcome outcome : outcomes) {
            gallery.add(outcome.forGallery(inbox, key -> stored.read(camel.getCamelContext(), key)));
        }
        return gallery.write().toAbsolutePath().normalize();
    }

    @Override
    public void close() {
        camel.stop();
    }
}
