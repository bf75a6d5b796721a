// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.client;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.camelportkey.benchmark.work.Expected;
import io.github.camelportkey.benchmark.work.Figures;
import io.github.camelportkey.benchmark.work.Latencies;
import io.github.camelportkey.benchmark.work.Pictures;
import io.github.camelportkey.benchmark.work.Probe;
import io.github.camelportkey.benchmark.work.Scenario;
import io.github.camelportkey.benchmark.work.Scenarios;
import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.client.GatewayUnreachableException;
import io.github.camelportkey.images.client.InvalidGatewayResponseException;
import io.github.camelportkey.images.model.ImagesResponse;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Edits on and on in a small heap: of a hundred, one is large and one is staged to fail. What it holds is sampled.
 * It fails when any edit ends otherwise than it should.
 */
public final class EnduranceMain {

    private static final int IN_FLIGHT = 16;
    private static final int CYCLE = 100;
    private static final Map<String, Class<? extends Exception>> FAULTS = Map.of("error", GatewayStatusException.class,
            "garbage", InvalidGatewayResponseException.class, "cut", GatewayUnreachableException.class);

    /** A kind of edit: where it goes, and how it must end. */
    private record Kind(Endpoint entry, AsyncProducer producer, File image, Expected expected,
            @Nullable Class<? extends Exception> failure) {
    }

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> wrong = new AtomicReference<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Latencies small = new Latencies();
    private final Latencies large = new Latencies();
    private final int edits;
    private final long until;
    private final Path spool;
    private Kind smallEdit;
    private Kind largeEdit;
    private Kind[] faults;

    private EnduranceMain(String address, Pictures pictures, Path spool, int edits, double minutes) throws Exception {
        this.edits = edits;
        this.spool = spool;
        until = System.nanoTime() + (long) (minutes * 60e9);
        context.disableJMX();
        context.start();
        Scenario ofSmall = Scenarios.named("small1");
        Scenario ofLarge = Scenarios.named("endurance-large");
        smallEdit = kind(address + ofSmall.path(false), ofSmall, pictures, null);
        largeEdit = kind(address + ofLarge.path(false), ofLarge, pictures, null);
        faults = new Kind[FAULTS.size()];
        int i = 0;
        for (Map.Entry<String, Class<? extends Exception>> fault : FAULTS.entrySet()) {
            faults[i++] = kind(address + ofLarge.pathOfFault(fault.getKey()), ofLarge, pictures, fault.getValue());
        }
    }

    private Kind kind(String url, Scenario scenario, Pictures pictures, @Nullable Class<? extends Exception> failure)
            throws Exception {
        String name = "direct:edit" + Math.abs(url.hashCode());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(name).errorHandler(noErrorHandler()).to("portkey-images:edit?model=" + EditClient.MODEL + "&prompt="
                        + EditClient.PROMPT + "&apiKey=" + EditClient.KEY + "&baseUrl=" + url + "&spoolDirectory=" + spool);
            }
        });
        Endpoint entry = context.getEndpoint(name);
        AsyncProducer producer = entry.createAsyncProducer();
        producer.start();
        return new Kind(entry, producer, pictures.upload(scenario.uploadBytes()).toFile(), new Expected(scenario, pictures),
                failure);
    }

    /** @param args address of the upstream, folders of pictures and spool, edits, minutes, seconds between samples, CSV */
    public static void main(String[] args) throws Exception {
        EnduranceMain main = new EnduranceMain(args[0], new Pictures(Path.of(args[1])), Path.of(args[2]),
                Integer.parseInt(args[3]), Double.parseDouble(args[4]));
        main.run(Double.parseDouble(args[5]), Path.of(args[6]));
        System.exit(main.wrong.get() == null ? 0 : 1);
    }

    private void run(double sampleSeconds, Path csv) throws Exception {
        long begin = System.nanoTime();
        for (int i = 0; i < IN_FLIGHT; i++) {
            next();
        }
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(csv))) {
            out.println("seconds,edits,heapMB,smallP50ms,smallP99ms,largeP50ms,handles,tempFiles,threads,rssMB");
            while (!done.await((long) (sampleSeconds * 1_000), TimeUnit.MILLISECONDS)) {
                sample(out, begin);
            }
        }
        context.stop();
        Throwable failure = wrong.get();
        System.out.printf(Locale.ROOT, "%d edits in %.0f s; %s; %d temporary files are left%n", begun.get(),
                (System.nanoTime() - begin) / 1e9, failure == null ? "each ended as it should" : "one ended wrongly: " + failure,
                tempFiles());
        if (failure != null) {
            failure.printStackTrace();
        }
    }

    private void sample(PrintWriter out, long begin) throws IOException {
        double[] smallMillis = small.percentiles(0.5, 0.99);
        double[] largeMillis = large.percentiles(0.5);
        Figures standing = Probe.standing();
        out.printf(Locale.ROOT, "%.1f,%d,%.2f,%.3f,%.3f,%.3f,%.0f,%d,%d,%.1f%n", (System.nanoTime() - begin) / 1e9, begun.get(),
                standing.get("heap") / 1e6, smallMillis[0], smallMillis[1], largeMillis[0], standing.get("handles"),
                tempFiles(), ManagementFactory.getThreadMXBean().getThreadCount(), standing.get("rss") / 1e6);
        out.flush();
    }

    private long tempFiles() {
        try (Stream<Path> files = Files.walk(spool)) {
            return files.filter(file -> file.getFileName().toString().matches(".*\\d.*") && Files.isRegularFile(file)).count();
        } catch (IOException | UncheckedIOException e) {
            return -1; // files go while one looks
        }
    }

    private void next() {
        int number = begun.get() < edits && System.nanoTime() < until && wrong.get() == null ? begun.getAndIncrement() : edits;
        if (number >= edits) {
            if (open.get() == 0) {
                done.countDown();
            }
            return;
        }
        open.incrementAndGet();
        int turn = number % CYCLE;
        edit(turn == 50 ? largeEdit : turn == 99 ? faults[number / CYCLE % faults.length] : smallEdit);
    }

    private void edit(Kind kind) {
        long begin = System.nanoTime();
        Exchange exchange = kind.entry.createExchange();
        exchange.getMessage().setBody(kind.image);
        kind.producer.process(exchange, doneSync -> {
            if (kind.failure == null) {
                (kind == largeEdit ? large : small).add(System.nanoTime() - begin);
            }
            try {
                check(kind, exchange);
            } catch (Throwable e) { // whatever it is, the run ends with it
                wrong.compareAndSet(null, e);
            }
            open.decrementAndGet();
            next();
        });
    }

    private static void check(Kind kind, Exchange exchange) throws Exception {
        Exception failure = exchange.getException();
        if (kind.failure != null) {
            if (!kind.failure.isInstance(failure)) {
                throw new IllegalStateException("Instead of a " + kind.failure.getSimpleName() + ": " + failure, failure);
            }
            return;
        }
        if (failure != null) {
            throw failure;
        }
        ImagesResponse response = exchange.getMessage().getBody(ImagesResponse.class);
        kind.expected.count(response.data().size());
        if (kind.expected.scenario().answerBytes() == 0) {
            kind.expected.url(0, String.valueOf(response.data().get(0).url()));
        } else {
            kind.expected.stream(0, response.data().get(0).openStream());
        }
        response.release();
    }
}
