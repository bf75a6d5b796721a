// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

/** A job came back from a worker that died, or that lost the broker. Its edit may be under way, or paid. */
final class WorkerGoneException extends Exception {

    private static final long serialVersionUID = 1L;
    private static final String MESSAGE = "the worker that had this job died or lost the broker";

    WorkerGoneException() {
        super(MESSAGE);
    }

    /** @param also what else went wrong when the job had come back */
    WorkerGoneException(Throwable also) {
        super(also instanceof WorkerGoneException ? MESSAGE : MESSAGE + "; and then " + also, also);
    }
}
