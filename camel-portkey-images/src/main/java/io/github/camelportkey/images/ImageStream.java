// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

import io.github.camelportkey.images.model.ImageContent;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * A stream over image content that says its length and can be rewound, so that Camel neither caches it again nor reads it
 * into memory to learn its length. Opens the content when it is first read. Not thread-safe; {@link #copy} gives a stream
 * of its own to another thread.
 */
final class ImageStream extends InputStream implements StreamCache {

    private final ImageContent content;
    private final boolean edited;
    private @Nullable InputStream in;
    private long position;
    private long marked;

    private ImageStream(ImageContent content, boolean edited) {
        this.content = content;
        this.edited = edited;
    }

    /** Over the content of an {@code Image}, as which an edit takes it. */
    static ImageStream ofImage(ImageContent content) {
        return new ImageStream(content, true);
    }

    /** Over what a stream of the user's held. */
    static ImageStream ofInput(ImageContent content) {
        return new ImageStream(content, false);
    }

    /** Whether it is the result of an edit. */
    boolean isEdited() {
        return edited;
    }

    private InputStream in() throws IOException {
        InputStream current = in;
        if (current == null) {
            current = content.openStream();
            in = current;
        }
        return current;
    }

    @Override
    public int read() throws IOException {
        int b = in().read();
        position += b < 0 ? 0 : 1;
        return b;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in().read(bytes, offset, length);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = in().skip(Math.min(count, content.length() - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, content.length() - position);
    }

    @Override
    public boolean markSupported() {
        return true;
    }

    @Override
    public void mark(int limit) {
        marked = position;
    }

    /** Goes back to the mark, or to the beginning. */
    @Override
    public void reset() {
        try {
            if (position != marked || in == null) {
                close();
                if (marked > 0) {
                    in().skipNBytes(marked);
                    position = marked;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        InputStream current = in;
        in = null;
        position = 0;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream whole = content.openStream()) {
            whole.transferTo(out);
        }
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return new ImageStream(content, edited);
    }

    @Override
    public boolean inMemory() {
        return false;
    }

    @Override
    public long length() {
        return content.length();
    }

    @Override
    public long position() {
        return position;
    }
}
