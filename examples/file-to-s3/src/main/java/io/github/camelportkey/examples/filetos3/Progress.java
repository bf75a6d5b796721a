// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import io.github.camelportkey.images.PortkeyImagesConstants;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.camel.Exchange;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeRedeliveryEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Listens to Camel, prints what happens to each picture, and remembers how it ended. */
final class Progress extends EventNotifierSupport {

    private final PrintStream out;
    private final String bucket;
    private final List<Outcome> outcomes = new ArrayList<>();
    private int inHand;

    Progress(PrintStream out, String bucket) {
        this.out = out;
        this.bucket = bucket;
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeEvent about && EditRoute.ID.equals(about.getExchange().getFromRouteId());
    }

    /** Camel tells that an exchange has ended after all of its files were moved. */
    @Override
    public synchronized void notify(CamelEvent event) {
        Exchange exchange = ((ExchangeEvent) event).getExchange();
        String file = Inbox.fileName(picture(exchange));
        if (event instanceof ExchangeCreatedEvent) {
            inHand++;
        } else if (event instanceof ExchangeSendingEvent sending
                && sending.getEndpoint().getEndpointUri().startsWith("portkey-images:")) {
            line("editing", file, prompt(exchange));
        } else if (event instanceof ExchangeRedeliveryEvent again) {
            line("again", file, "attempt " + (again.getAttempt() + 1) + ", after " + Reason.of(exchange));
        } else if (event instanceof ExchangeCompletedEvent || event instanceof ExchangeFailedEvent) {
            inHand--;
            Outcome outcome = outcome(exchange);
            outcomes.add(outcome);
            print(outcome);
            notifyAll();
        }
    }

    synchronized List<Outcome> outcomes() {
        return List.copyOf(outcomes);
    }

    /** Whether some picture has been taken up and not ended. */
    synchronized boolean hasPicturesInHand() {
        return inHand > 0;
    }

    synchronized boolean knows(Path picture) {
        return outcomes.stream().anyMatch(outcome -> outcome.picture().equals(picture));
    }

    /** Returns when another picture has ended, or after this time. */
    synchronized void awaitNews(Duration longest) throws InterruptedException {
        wait(longest.toMillis());
    }

    void line(String what, String about, String details) {
        out.printf(Locale.ROOT, "%-9s %-20s %s%n", what, about, details);
    }

    private void print(Outcome outcome) {
        String where = "s3://" + bucket + "/" + outcome.key();
        switch (outcome.kind()) {
            case EDITED -> line("done", outcome.fileName(), "%s, %s -> %s".formatted(
                    Readable.time(outcome.took()), Readable.size(outcome.bytes()), where));
            case STORED_BEFORE -> line("done", outcome.fileName(), "was in S3 already, not paid again -> " + where);
            case FAILED -> line("failed", outcome.fileName(), String.valueOf(outcome.reason()));
        }
    }

    private static Outcome outcome(Exchange exchange) {
        Long stored = exchange.getProperty(StoredEdits.FOUND, Long.class);
        Long edited = exchange.getMessage().getHeader(PortkeyImagesConstants.LENGTH, Long.class);
        Outcome.Kind kind = exchange.isFailed() ? Outcome.Kind.FAILED
                : stored != null ? Outcome.Kind.STORED_BEFORE : Outcome.Kind.EDITED;
        return new Outcome(kind, picture(exchange), prompt(exchange),
                exchange.getMessage().getHeader(AWS2S3Constants.KEY, "", String.class),
                Duration.ofMillis(exchange.getClock().elapsed()),
                stored != null ? stored : edited != null ? edited : 0,
                exchange.isFailed() ? Reason.of(exchange) : null);
    }

    private static Path picture(Exchange exchange) {
        return Path.of(exchange.getProperty(FileComponent.FILE_EXCHANGE_FILE, GenericFile.class).getAbsoluteFilePath());
    }

    private static String prompt(Exchange exchange) {
        return exchange.getMessage().getHeader(PortkeyImagesConstants.PROMPT, "", String.class);
    }
}
