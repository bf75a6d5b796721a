// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.client;

import io.github.camelportkey.benchmark.work.Batch;

/** One way to edit images. */
interface EditClient extends AutoCloseable {

    String PROMPT = "A red beret on its head";
    String MODEL = "gpt-image-2";
    String KEY = "benchmark";

    /** Begins the edits of a batch, as many at a time as its scenario says, and returns at once. */
    void start(Batch batch) throws Exception;

    @Override
    void close() throws Exception;
}
