// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelportkey.images.kit.Latches.awaitQuietly;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** On which threads a route continues behind an edit. */
class ContinuationThreadTest extends RouteOverStandIn {

    @BindToRegistry("own")
    private final ExecutorService own = Executors.newFixedThreadPool(2, task -> new Thread(task, "own-pool"));
    @BindToRegistry("smallCallerRuns")
    private final ExecutorService callerRuns = small(new ThreadPoolExecutor.CallerRunsPolicy());
    @BindToRegistry("smallAbort")
    private final ExecutorService abort = small(new ThreadPoolExecutor.AbortPolicy());

    @BindToRegistry("failing")
    private final ExecutorService failing = new ThreadPoolExecutor(0, 1, 0, SECONDS, new SynchronousQueue<>(), task -> {
        throw new OutOfMemoryError("unable to create native thread");
    });

    private final CountDownLatch release = new CountDownLatch(1);
    private final List<String> threads = new CopyOnWriteArrayList<>();

    private static ExecutorService small(RejectedExecutionHandler handler) {
        return new ThreadPoolExecutor(1, 1, 0, SECONDS, new ArrayBlockingQueue<>(1), task -> new Thread(task, "small-pool"),
                handler);
    }

    @AfterEach
    void shutDown() {
        release.countDown();
        own.shutdownNow();
        callerRuns.shutdownNow();
        abort.shutdownNow();
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:default").to(edit()).to("direct:behind");
                from("direct:two").to(edit("workerPoolCoreSize=1", "workerPoolMaxSize=2")).to("direct:behind");
                from("direct:own").to(edit("workerPool=#own")).to("direct:behind");
                from("direct:smallCallerRuns").to(edit("workerPool=#smallCallerRuns")).to("direct:behind");
                from("direct:smallAbort").to(edit("workerPool=#smallAbort")).to("direct:behind");
                from("direct:failing").to(edit("workerPool=#failing")).to("direct:behind");
                from("direct:nested").to(edit("workerPoolCoreSize=1", "workerPoolMaxSize=2")).process(exchange ->
                        exchange.getMessage().setBody(template.requestBody("direct:inner", Pictures.png(8))));
                from("direct:inner").to(edit("workerPoolCoreSize=1", "workerPoolMaxSize=2"));
                from("direct:behind").process(exchange -> {
                    threads.add(Thread.currentThread().getName());
                    if (exchange.getMessage().getHeader("block") != null) {
                        release.await();
                    }
                });
            }
        };
    }

    private CompletableFuture<Exchange> start(String route, boolean block) {
        return template.asyncSend(route, exchange -> {
            exchange.getMessage().setBody(Pictures.png(8));
            if (block) {
                exchange.getMessage().setHeader("block", true);
            }
        });
    }

    @Test
    void continuesOnTheWorkerPool() {
        assertThat(start("direct:default", false)).succeedsWithin(10, SECONDS);

        assertThat(threads).singleElement().asString().contains("PortkeyImagesWorker");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:default", "direct:two"})
    void oneBlockedStepHoldsUpNoOther(String route) {
        CompletableFuture<Exchange> blocked = start(route, true);
        await().until(() -> threads.size() == 1);

        for (int i = 0; i < 5; i++) {
            assertThat(start(route, false)).succeedsWithin(10, SECONDS);
        }
        assertThat(blocked).isNotDone();
        release.countDown();
        assertThat(blocked).succeedsWithin(10, SECONDS);
        assertThat(threads).hasSize(6).allMatch(name -> name.contains("PortkeyImagesWorker"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:two", "direct:smallCallerRuns", "direct:smallAbort"})
    void neverContinuesOnAnIoThreadAlsoWhenThePoolIsSaturated(String route) {
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            all.add(start(route, true));
        }
        await().until(() -> GATEWAY.editsPaid() == 30);
        release.countDown();

        assertThat(CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new))).succeedsWithin(10, SECONDS);
        assertThat(threads).hasSize(30).allMatch(name -> name.contains("PortkeyImages") || name.equals("small-pool"));
    }

    @Test
    void stepsThatBlockUntilAnotherEditIsDoneNeverHangForWantOfThreads() {
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            all.add(start("direct:nested", false));
        }

        assertThat(all).allSatisfy(edit -> assertThat(edit).succeedsWithin(60, SECONDS)
                .satisfies(result -> assertThat(result.getException()).isNull()));
    }

    /** What begins in one pool says nothing of another. */
    @Test
    void aPoolWhoseThreadsAllWaitIsRelievedHoweverBusyAnotherIs() {
        relieved((continuations, nested) -> {
            for (int i = 0; i < 2; i++) {
                continuations.run(own, () -> null, () -> awaitQuietly(nested));
            }
            continuations.run(own, () -> null, nested::countDown);
        }, (continuations, busy, rest) -> continuations.run(busy, () -> null, rest));
    }

    /** Nor does what begins in the pool that stands in for one that is full. */
    @Test
    void aPoolThatIsFullIsRelievedHoweverBusyItsReserveIs() {
        relieved((continuations, nested) -> {
            continuations.run(abort, () -> null, () -> awaitQuietly(nested));
            continuations.run(abort, () -> null, nested::countDown);
        }, (continuations, busy, rest) -> continuations.run(abort, () -> busy, rest));
    }

    private interface Elsewhere {
        void run(Continuations continuations, ExecutorService busy, Runnable rest);
    }

    /** Has rests begin elsewhere without end, until those that wait for each other are through. */
    private static void relieved(BiConsumer<Continuations, CountDownLatch> waiting, Elsewhere elsewhere) {
        ExecutorService busy = Executors.newSingleThreadExecutor();
        ExecutorService extra = Executors.newCachedThreadPool();
        CountDownLatch nested = new CountDownLatch(1);
        AtomicBoolean over = new AtomicBoolean();
        try {
            Continuations continuations = new Continuations(() -> extra);
            waiting.accept(continuations, nested);
            AtomicReference<Runnable> again = new AtomicReference<>();
            again.set(() -> {
                if (!over.get() && nested.getCount() > 0) {
                    elsewhere.run(continuations, busy, again.get());
                }
            });
            elsewhere.run(continuations, busy, again.get());

            await().untilAsserted(() -> assertThat(nested.getCount()).isZero());
        } finally {
            over.set(true);
            nested.countDown();
            busy.shutdownNow();
            extra.shutdownNow();
        }
    }

    @Test
    void aPoolThatNeverTakesWhatItWasGivenHoldsNothingOfIt() {
        ExecutorService extra = Executors.newCachedThreadPool();
        try {
            Continuations continuations = new Continuations(() -> extra);
            for (int i = 0; i < 2; i++) {
                continuations.run(own, () -> null, () -> awaitQuietly(release));
            }
            CountDownLatch ran = new CountDownLatch(1);
            WeakReference<Runnable> rest = new WeakReference<>(new Runnable() {
                @Override
                public void run() {
                    ran.countDown();
                }
            });
            continuations.run(own, () -> null, rest.get());

            await().until(() -> ran.getCount() == 0);
            await().until(() -> {
                System.gc();
                return rest.get() == null;
            });
            assertThat(((ThreadPoolExecutor) own).getQueue()).hasSize(1);
        } finally {
            extra.shutdownNow();
        }
    }

    @Test
    void theUsersPoolIsUsedAndNotShutDown() throws Exception {
        assertThat(start("direct:own", false)).succeedsWithin(10, SECONDS);
        context.stop();

        assertThat(threads).containsExactly("own-pool");
        assertThat(own.isShutdown()).isFalse();
    }

    @Test
    void anEditEndsAlsoWhenTheUsersPoolIsShutDown() {
        own.shutdown();

        assertThat(start("direct:own", false)).succeedsWithin(10, SECONDS)
                .satisfies(result -> assertThat(result.getException()).isNull());
        assertThat(threads).hasSize(1);
    }

    @Test
    void anEditEndsAlsoWhenTheUsersPoolGetsNoThread() {
        assertThat(start("direct:failing", false)).succeedsWithin(10, SECONDS)
                .satisfies(result -> assertThat(result.getException()).isNull());
        assertThat(threads).singleElement().asString().contains("PortkeyImagesWorker");
    }

    @Test
    void whatThePoolDroppedIsEndedWhenTheComponentStops() {
        CompletableFuture<Exchange> running = start("direct:own", true);
        CompletableFuture<Exchange> second = start("direct:own", true);
        await().until(() -> threads.size() == 2);
        CompletableFuture<Exchange> queued = start("direct:own", false);
        await().until(() -> GATEWAY.editsPaid() == 3 && ((ThreadPoolExecutor) own).getQueue().size() == 1);

        own.shutdownNow();
        context.getComponent("portkey-images").stop();

        assertThat(queued).succeedsWithin(10, SECONDS);
        assertThat(CompletableFuture.allOf(running, second)).succeedsWithin(10, SECONDS);
    }
}
