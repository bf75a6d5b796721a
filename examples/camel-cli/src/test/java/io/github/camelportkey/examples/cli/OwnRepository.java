// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A local Maven repository in which the component is the one of this build, and all else is that of the user: nothing has to
 * be installed, nothing of this build gets into the user's repository, and nothing is fetched twice.
 */
final class OwnRepository {

    private static final Path COMPONENT = Path.of("io/github/camelportkey");

    private OwnRepository() {
    }

    /** Makes the repository in an empty folder, of links. */
    static void create(Path folder) throws IOException {
        Path to = folder;
        Path from = Path.of(System.getProperty("known"));
        for (Path name : COMPONENT) {
            linkAllBut(name.toString(), from, to);
            to = Files.createDirectory(to.resolve(name));
            from = from.resolve(name);
        }
        linkAllBut("", Path.of(System.getProperty("repository")).resolve(COMPONENT), to);
    }

    private static void linkAllBut(String name, Path from, Path to) throws IOException {
        if (Files.isDirectory(from)) {
            try (Stream<Path> entries = Files.list(from)) {
                for (Path entry : entries.filter(Files::isDirectory).toList()) {
                    if (!entry.getFileName().toString().equals(name)) {
                        Files.createSymbolicLink(to.resolve(entry.getFileName()), entry.toAbsolutePath());
                    }
                }
            }
        }
    }
}
