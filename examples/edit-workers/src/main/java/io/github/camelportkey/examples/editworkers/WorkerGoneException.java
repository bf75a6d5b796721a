// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

/** A job came back from a worker that died, or that lost the broker. Its edit may be under way, or paid. */
final class WorkerGoneException extends Exception {

    private static final long serialVersionUID = 1L;

    WorkerGoneException() {
        super("the worker that had this job died or lost the broker");
    }
}
