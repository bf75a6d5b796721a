// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import io.github.camelportkey.examples.editworkers.Broker;
import io.github.camelportkey.examples.editworkers.Outcome;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.activemq.artemis.core.server.Queue;

/** Looks at the queues and listens to the workers once in a second, and prints a line. */
final class Progress {

    /** What was seen at one moment. */
    record Moment(double seconds, long waiting, long inFlight, long later, int done, int failed) {
    }

    private static final Duration BEAT = Duration.ofSeconds(1);
    private static final int STUCK = 90;
    private static final int LINES_OF_RATE = 10;

    private final Broker broker;
    private final Backends backends;
    private final Tally tally;
    private final PrintStream out;
    private final int jobs;
    private final Duration usualEdit;
    private final Price price = Price.assumed();
    private final List<Moment> moments = new ArrayList<>();

    Progress(Broker broker, Backends backends, Tally tally, PrintStream out, int jobs, Duration usualEdit) {
        this.broker = broker;
        this.backends = backends;
        this.tally = tally;
        this.out = out;
        this.jobs = jobs;
        this.usualEdit = usualEdit;
    }

    /** Until every job is done or failed. */
    void follow(Subscription outcomes, List<Jvm> workers, Duration atMost) {
        long start = System.nanoTime();
        out.println();
        out.println("   time  waiting  with workers  later  done  failed  images/s      cost");
        while (tally.done() + tally.failed() < jobs) {
            outcomes.await(BEAT).forEach(tally::add);
            Moment moment = moment((System.nanoTime() - start) / 1e9);
            moments.add(moment);
            out.printf(Locale.ROOT, "%5.0f s  %7d  %12d  %5d  %4d  %6d  %8.1f  %8s%n", moment.seconds(), moment.waiting(),
                    moment.inFlight(), moment.later(), moment.done(), moment.failed(), rate(), Price.dollars(cost()));
            if (moment.seconds() > atMost.toSeconds()) {
                throw new IllegalStateException("not done after " + atMost);
            }
            if (moments.size() > STUCK && moments.get(moments.size() - STUCK).done() == moment.done()) {
                throw new IllegalStateException("nothing was done for " + STUCK + " s");
            }
            if (workers.stream().noneMatch(Jvm::isAlive)) {
                throw new IllegalStateException("no worker is alive; see their logs");
            }
        }
        out.printf(Locale.ROOT, "%n%d done, %d failed; %d requests sent, %d paid%n", tally.done(), tally.failed(),
                requests(), paid());
    }

    private Moment moment(double seconds) {
        Queue queue = broker.queue("edit.jobs");
        long all = queue.getMessageCount();
        long inFlight = queue.getDeliveringCount();
        long later = queue.getScheduledCount();
        return new Moment(seconds, Math.max(0, all - inFlight - later), inFlight, later, tally.done(), tally.failed());
    }

    /** Images in a second, lately. */
    private double rate() {
        Moment last = moments.get(moments.size() - 1);
        Moment earlier = moments.get(Math.max(0, moments.size() - 1 - LINES_OF_RATE));
        return last == earlier ? 0 : (last.done() - earlier.done()) / (last.seconds() - earlier.seconds());
    }

    double cost() {
        return price.of(tally.sum(Outcome::inputTokens), tally.sum(Outcome::outputTokens));
    }

    int requests() {
        return backends.gateway().edits().size();
    }

    int paid() {
        return backends.gateway().editsPaid();
    }

    boolean isWhole() {
        return tally.done() == jobs && tally.failed() == 0 && paid() == jobs;
    }

    Tally tally() {
        return tally;
    }

    Backends backends() {
        return backends;
    }

    List<Moment> moments() {
        return moments;
    }

    Price price() {
        return price;
    }

    Duration usualEdit() {
        return usualEdit;
    }
}
