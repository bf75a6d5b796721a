// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.cli;

import org.apache.camel.dsl.jbang.core.commands.CamelJBangMain;

/** What the command {@code camel} starts. */
final class CamelCommand {

    private CamelCommand() {
    }

    public static void main(String[] args) {
        CamelJBangMain.run(args);
    }
}
