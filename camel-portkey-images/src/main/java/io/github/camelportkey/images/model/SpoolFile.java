// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.nio.file.Files;
import java.nio.file.Path;

/** A temporary file of a spool. It is deleted when asked for, or when nothing refers to this object any more. */
final class SpoolFile {

    private final Path path;
    private final long length;
    private final Cleaner.Cleanable deletion;
    private volatile boolean deleted;

    SpoolFile(Path path, long length, Cleaner cleaner, Runnable deletion) {
        this.path = path;
        this.length = length;
        this.deletion = cleaner.register(this, deletion);
    }

    Path path() {
        return path;
    }

    long length() {
        return length;
    }

    InputStream open() throws IOException {
        if (deleted) {
            throw new IOException("This image was closed, and its temporary file is gone");
        }
        return Files.newInputStream(path);
    }

    void delete() {
        deleted = true;
        deletion.clean();
    }
}
