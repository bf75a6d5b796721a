// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

import org.jspecify.annotations.Nullable;

/**
 * Image content in a file: the user's own, which is never changed or deleted, or a temporary one of an
 * {@link ImageSpool}, which goes when the content is released or no longer reachable.
 */
public final class FileContent implements ImageContent {

    private final Path path;
    private final long length;
    private final @Nullable String contentType;
    private final @Nullable SpoolFile spooled;

    private FileContent(Path path, long length, @Nullable String contentType, @Nullable SpoolFile spooled) {
        this.path = path;
        this.length = length;
        this.contentType = contentType;
        this.spooled = spooled;
    }

    static FileContent of(Path file, @Nullable String contentType) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (!attributes.isRegularFile()) {
            throw new NoSuchFileException(file.toString(), null, "no such regular file");
        }
        return new FileContent(file, attributes.size(), contentType, null);
    }

    static FileContent of(SpoolFile spooled, @Nullable String contentType) {
        return new FileContent(spooled.path(), spooled.length(), contentType, spooled);
    }

    /** The file. A temporary file may be gone once this content is unreachable, so hold the content, not its path. */
    public Path path() {
        return path;
    }

    /** Whether it is a file of the user's, and one of the system, not of an archive or a store that looks like one. */
    boolean isUsersOnDisk() {
        return spooled == null && path.getFileSystem() == FileSystems.getDefault();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public @Nullable String contentType() {
        return contentType;
    }

    @Override
    public InputStream openStream() throws IOException {
        if (spooled == null) {
            return Files.newInputStream(path);
        }
        return new FilterInputStream(spooled.open()) {
            @SuppressWarnings("unused") // a stream that is being read keeps its temporary file reachable
            private final SpoolFile held = spooled;
        };
    }

    FileChannel openChannel() throws IOException {
        return spooled == null ? FileChannel.open(path, StandardOpenOption.READ) : spooled.openChannel();
    }

    @Override
    public void release() {
        if (spooled != null) {
            spooled.delete();
        }
    }

    @Override
    public String toString() {
        return "FileContent[" + path.getFileName() + ", " + length + " bytes, " + contentType + "]";
    }
}
