// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.client;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.github.camelportkey.benchmark.work.Batch;

/** A client that needs a thread for each edit in flight. */
abstract class BlockingClient implements EditClient {

    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "edit");
        thread.setDaemon(true);
        return thread;
    });

    /** Sends one edit, waits for its answer, and has all of it compared. */
    abstract void edit(Batch batch) throws Exception;

    @Override
    public void start(Batch batch) {
        for (int i = 0; i < batch.inFlight(); i++) {
            threads.execute(() -> editAll(batch));
        }
    }

    private void editAll(Batch batch) {
        try {
            while (batch.take()) {
                edit(batch);
                batch.finished();
            }
        } catch (Throwable e) { // an OutOfMemoryError is a result too
            batch.failed(e);
        }
    }

    @Override
    public void close() throws Exception {
        threads.shutdownNow();
    }
}
