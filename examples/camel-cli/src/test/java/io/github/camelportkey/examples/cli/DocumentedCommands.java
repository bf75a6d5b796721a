// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands of the page about the command line, and behind them those of the page about Kamelets. */
final class DocumentedCommands {

    /** What the page shows the files of. */
    static final Path FILES = Path.of("../../camel-portkey-images/src/test/resources/docs");
    static final Path KAMELET = Path.of(
            "../../camel-portkey-images/src/main/resources/kamelets/portkey-images-edit-action.kamelet.yaml");

    private static final List<Path> PAGES = List.of(Path.of("../../docs/cli.md"), Path.of("../../docs/kamelets.md"));

    private DocumentedCommands() {
    }

    /** All of them, in the order of the pages; a backslash joins a line to the next. */
    static List<String> all() throws IOException {
        List<String> commands = new ArrayList<>();
        for (Path page : PAGES) {
            Files.readString(page).replaceAll("\\\\\\R\\s*", "").lines().filter(line -> line.startsWith("camel "))
                    .forEach(commands::add);
        }
        return commands;
    }

    /** The one that begins so. */
    static String of(String beginning) throws IOException {
        return all().stream().filter(command -> command.startsWith(beginning + " ")).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(PAGES + " have no command " + beginning));
    }
}
