// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

/** As many edits as the studio takes are under way. */
final class BusyException extends Exception {

    /** When to come back. */
    static final int SECONDS = 10;

    private static final long serialVersionUID = 1L;

    BusyException() {
        super("busy", null, false, false);
    }
}
