// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A temporary file of a spool. It is deleted when asked for, or when nothing refers to this object any more. */
final class SpoolFile {

    private final ImageSpool spool;
    private final Path path;
    private final long length;
    private final Cleaner.Cleanable deletion;
    private volatile boolean deleted;

    SpoolFile(ImageSpool spool, Path path, long length, Cleaner cleaner, Runnable deletion) {
        this.spool = spool;
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
        try {
            return Files.newInputStream(path);
        } catch (NoSuchFileException e) {
            throw spool.isClosed() ? goneWithTheSpool(e) : e;
        }
    }

    FileChannel openChannel() throws IOException {
        try {
            return FileChannel.open(path, StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            throw spool.isClosed() ? goneWithTheSpool(e) : e;
        }
    }

    private static IOException goneWithTheSpool(NoSuchFileException e) {
        return new IOException("The component portkey-images was stopped, and its temporary files are gone, this image's too: store "
                               + "or copy a result before the Camel context is closed", e);
    }

    void delete() {
        deleted = true;
        deletion.clean();
    }
}
