// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of one image, on the way in or out: which type they are, how many they are, and a way to read them as
 * often as needed.
 *
 * <p>Content is always of known length and can always be read again; a one-shot stream becomes content through
 * {@link ImageSpool#store}. Implementations are immutable and may be read by several threads at once, each with a
 * stream of its own.
 */
public sealed interface ImageContent permits BytesContent, FileContent, SourceContent {

    /** Opens the bytes anew, each time it is called. */
    @FunctionalInterface
    interface Source {
        /**
         * Returns a new stream over all of the bytes, which the caller closes.
         *
         * @throws IOException when the bytes can't be reached
         */
        InputStream open() throws IOException;
    }

    /** The media type, such as {@code image/png}; null when it was neither recognised nor declared. */
    @Nullable String contentType();

    /** The number of bytes, 0 or more. */
    long length();

    /**
     * Returns a new stream over all of the bytes, which the caller closes.
     *
     * @throws IOException when the bytes can't be reached, for example because the content was released
     */
    InputStream openStream() throws IOException;

    /**
     * Gives back what the content holds (a temporary file of our own; nothing else is ever deleted). Content that was
     * released can't be read again. Does nothing the second time.
     */
    default void release() {
    }

    /**
     * All the bytes in one new array.
     *
     * @throws IOException when they can't be read, or are more than an array can hold
     */
    default byte[] bytes() throws IOException {
        if (length() > Integer.MAX_VALUE - 8) {
            throw new IOException("An image of " + length() + " bytes does not fit into an array: read its stream");
        }
        try (InputStream in = openStream()) {
            return in.readAllBytes();
        }
    }

    /** Content over an array, which is not copied and must not change while it is in use. */
    static ImageContent of(byte[] bytes, @Nullable String contentType) {
        return new BytesContent(List.of(ByteBuffer.wrap(bytes)), contentType);
    }

    /** Content over what remains in a buffer, which is not copied and must not change while it is in use. */
    static ImageContent of(ByteBuffer bytes, @Nullable String contentType) {
        return new BytesContent(List.of(bytes), contentType);
    }

    /**
     * Content over a file, of the length that it has now.
     *
     * @throws IOException when there is no such readable file
     */
    static ImageContent of(Path file, @Nullable String contentType) throws IOException {
        return FileContent.of(file, contentType);
    }

    /** Content over a source of known length that can be opened again and again. */
    static ImageContent of(Source source, long length, @Nullable String contentType) {
        return new SourceContent(source, length, contentType);
    }

    /** No bytes at all. */
    static ImageContent empty() {
        return new SourceContent(() -> new ByteArrayInputStream(new byte[0]), 0, null);
    }
}
