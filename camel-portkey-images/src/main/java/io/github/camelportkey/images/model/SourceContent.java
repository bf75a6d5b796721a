// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * Image content behind a source of known length that can be opened again and again, such as a stream that its owner
 * can rewind.
 *
 * @param source opens the bytes
 * @param length how many there are; reading fewer or more is an error of the one who reads
 * @param contentType the media type, or null
 */
public record SourceContent(Source source, long length, @Nullable String contentType) implements ImageContent {

    /** @throws IllegalArgumentException for a negative length */
    public SourceContent {
        if (length < 0) {
            throw new IllegalArgumentException("A source of images needs a length of 0 or more, not " + length);
        }
    }

    @Override
    public InputStream openStream() throws IOException {
        return source.open();
    }

    @Override
    public String toString() {
        return "SourceContent[" + length + " bytes, " + contentType + "]";
    }
}
