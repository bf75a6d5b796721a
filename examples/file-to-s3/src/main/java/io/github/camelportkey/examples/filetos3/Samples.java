// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The pictures that lie in this example. They are only ever copied. */
record Samples(Path folder) {

    void copyInto(Path inbox) throws IOException {
        Files.createDirectories(inbox);
        for (Path sample : list(folder)) {
            Files.copy(sample, inbox.resolve(Inbox.fileName(sample)),
                    StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    /** Removes what the last demo made. */
    static void clear(Path madeByDemo) throws IOException {
        if (!Files.exists(madeByDemo)) {
            return;
        }
        try (Stream<Path> everything = Files.walk(madeByDemo)) {
            for (Path path : everything.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
