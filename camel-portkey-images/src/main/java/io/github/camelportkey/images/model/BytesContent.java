// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Image content in memory, in one or more segments: an image that was received lies in segments of 64 KB, because one
 * large array would be a humongous object to the G1 collector.
 *
 * @param segments the bytes in order; read-only views, each with its own position
 * @param contentType the media type, or null
 */
public record BytesContent(List<ByteBuffer> segments, @Nullable String contentType) implements ImageContent {

    /** Takes read-only views of what remains in each segment. */
    public BytesContent {
        segments = segments.size() == 1 ? List.of(view(segments.get(0))) : segments.stream().map(BytesContent::view).toList();
    }

    private static ByteBuffer view(ByteBuffer segment) {
        return segment.slice().asReadOnlyBuffer();
    }

    @Override
    public long length() {
        long length = 0;
        for (ByteBuffer segment : segments) {
            length += segment.remaining();
        }
        return length;
    }

    @Override
    public InputStream openStream() {
        return new SegmentsInputStream(segments);
    }

    @Override
    public String toString() {
        return "BytesContent[" + length() + " bytes, " + contentType + "]";
    }
}
