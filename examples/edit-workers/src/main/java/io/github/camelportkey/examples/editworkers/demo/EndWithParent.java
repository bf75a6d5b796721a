// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

/** A build that is killed doesn't end what it started. */
final class EndWithParent {

    private EndWithParent() {
    }

    static void arrange() {
        if (Boolean.getBoolean("endWithParent")) {
            ProcessHandle.current().parent().ifPresent(build -> build.onExit().thenRun(() -> Runtime.getRuntime().halt(1)));
        }
    }
}
