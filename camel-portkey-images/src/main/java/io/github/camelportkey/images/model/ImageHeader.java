// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;

import org.jspecify.annotations.Nullable;

/**
 * What the header of an image file says, read without decoding a pixel.
 *
 * @param type the file's type, from its first bytes
 * @param width in pixels; 0 when the header is broken or cut off
 * @param height in pixels; 0 when the header is broken or cut off
 * @param alpha whether the file can hold transparent pixels: an alpha channel, or a palette or colour marked as
 *        transparent
 */
public record ImageHeader(ImageType type, int width, int height, boolean alpha) {

    private static final int MAX_SEGMENTS = 2_000;

    /** Whether the dimensions could be read. */
    public boolean hasDimensions() {
        return width > 0 && height > 0;
    }

    /**
     * Reads the header of an image.
     *
     * @return null when the bytes are no PNG, JPEG or WebP
     * @throws IOException when the bytes can't be read
     */
    public static @Nullable ImageHeader read(ImageContent content) throws IOException {
        FileChannel held = content instanceof FileContent file ? HeldFile.open(file) : null;
        if (held != null) {
            try {
                return read(Channels.newInputStream(held));
            } catch (ClosedByInterruptException e) {
                // a stream is not closed by that
            }
        }
        try (InputStream in = content.openStream()) {
            return read(in);
        }
    }

    static @Nullable ImageHeader read(InputStream in) throws IOException {
        HeaderBytes bytes = new HeaderBytes(in);
        ImageType type = ImageType.sniff(bytes.first(ImageType.SNIFFED_BYTES));
        if (type == null) {
            return null;
        }
        ImageHeader header = switch (type) {
            case PNG -> png(bytes);
            case JPEG -> jpeg(bytes);
            case WEBP -> webp(bytes);
        };
        return header != null ? header : new ImageHeader(type, 0, 0, false);
    }

    /** PNG specification, third edition, 5.6 and 11.2: IHDR comes first, tRNS before IDAT. Null when it is broken. */
    private static @Nullable ImageHeader png(HeaderBytes in) throws IOException {
        in.skip(8);
        int length = in.u4();
        if (in.u4() != 0x49484452 || length != 13) {
            return null;
        }
        int width = Math.max(0, in.u4());
        int height = Math.max(0, in.u4());
        in.skip(1);
        int colourType = in.u1();
        in.skip(3 + 4);
        return in.isAtEnd() ? null
                : new ImageHeader(ImageType.PNG, width, height, (colourType & 4) != 0 || transparentColour(in));
    }

    private static boolean transparentColour(HeaderBytes in) throws IOException {
        for (int chunk = 0; chunk < MAX_SEGMENTS; chunk++) {
            long length = in.u4() & 0xffffffffL;
            int name = in.u4();
            if (name == 0x74524e53) { // tRNS
                return !in.isAtEnd();
            }
            if (in.isAtEnd() || name == 0x49444154 || name == 0x49454e44) { // IDAT, IEND
                return false;
            }
            in.skip(length + 4);
        }
        return false;
    }

    /** ITU-T T.81, annex B: segments up to the first start of frame. Null when there is none. */
    private static @Nullable ImageHeader jpeg(HeaderBytes in) throws IOException {
        in.skip(2);
        for (int segment = 0; segment < MAX_SEGMENTS && in.u1() == 0xff; segment++) {
            int marker = in.u1();
            while (marker == 0xff && !in.isAtEnd()) {
                marker = in.u1();
            }
            if (marker == 0x01 || marker >= 0xd0 && marker <= 0xd8) {
                continue;
            }
            int length = in.u2();
            if (marker == 0xd9 || marker == 0xda || length < 2) {
                return null;
            }
            if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                in.skip(1);
                int height = in.u2();
                int width = in.u2();
                return in.isAtEnd() ? null : new ImageHeader(ImageType.JPEG, width, height, false);
            }
            in.skip(length - 2L);
        }
        return null;
    }

    /** RFC 9649, 2.5 to 2.7: the first chunk is VP8, VP8L or VP8X. Null when it is none, or cut off. */
    private static @Nullable ImageHeader webp(HeaderBytes in) throws IOException {
        byte[] b = in.first(30);
        boolean known = b.length >= 25 && b[12] == 'V' && b[13] == 'P' && b[14] == '8';
        int kind = known ? b[15] : 0;
        if (kind == 'L') {
            int bits = u(b, 21) | u(b, 22) << 8 | u(b, 23) << 16 | u(b, 24) << 24;
            return new ImageHeader(ImageType.WEBP, (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1, (bits >> 28 & 1) != 0);
        }
        if (b.length < 30) {
            return null;
        }
        if (kind == 'X') {
            return new ImageHeader(ImageType.WEBP, (u(b, 24) | u(b, 25) << 8 | u(b, 26) << 16) + 1,
                    (u(b, 27) | u(b, 28) << 8 | u(b, 29) << 16) + 1, (b[20] & 0x10) != 0);
        }
        return kind != ' ' ? null : new ImageHeader(ImageType.WEBP, (u(b, 26) | u(b, 27) << 8) & 0x3fff,
                (u(b, 28) | u(b, 29) << 8) & 0x3fff, false);
    }

    private static int u(byte[] bytes, int index) {
        return bytes[index] & 0xff;
    }
}
