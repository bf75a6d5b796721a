package io.github.camelportkey.images.model;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

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
        try (InputStream in = content.openStream()) {
            return read(in);
        }
    }

    static @Nullable ImageHeader read(InputStream in) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(in, 512);
        buffered.mark(ImageType.SNIFFED_BYTES);
        ImageType type = ImageType.sniff(buffered.readNBytes(ImageType.SNIFFED_BYTES));
        if (type == null) {
            return null;
        }
        buffered.reset();
        DataInputStream data = new DataInputStream(buffered);
        try {
            return switch (type) {
                case PNG -> png(data);
                case JPEG -> jpeg(data);
                case WEBP -> webp(data);
            };
        } catch (EOFException e) {
            return new ImageHeader(type, 0, 0, false);
        }
    }

    /** PNG specification, third edition, 5.6 and 11.2: IHDR comes first, tRNS before IDAT. */
    private static ImageHeader png(DataInputStream in) throws IOException {
        in.skipNBytes(8);
        int length = in.readInt();
        if (in.readInt() != 0x49484452 || length != 13) {
            return new ImageHeader(ImageType.PNG, 0, 0, false);
        }
        int width = Math.max(0, in.readInt());
        int height = Math.max(0, in.readInt());
        in.skipNBytes(1);
        int colourType = in.readUnsignedByte();
        in.skipNBytes(3 + 4);
        boolean alpha = (colourType & 4) != 0 || transparentColour(in);
        return new ImageHeader(ImageType.PNG, width, height, alpha);
    }

    private static boolean transparentColour(DataInputStream in) throws IOException {
        try {
            for (int chunk = 0; chunk < MAX_SEGMENTS; chunk++) {
                long length = in.readInt() & 0xffffffffL;
                int name = in.readInt();
                if (name == 0x74524e53) { // tRNS
                    return true;
                }
                if (name == 0x49444154 || name == 0x49454e44) { // IDAT, IEND
                    return false;
                }
                in.skipNBytes(length + 4);
            }
        } catch (EOFException e) {
            return false;
        }
        return false;
    }

    /** ITU-T T.81, annex B: segments up to the first start of frame. */
    private static ImageHeader jpeg(DataInputStream in) throws IOException {
        in.skipNBytes(2);
        for (int segment = 0; segment < MAX_SEGMENTS; segment++) {
            if (in.readUnsignedByte() != 0xff) {
                break;
            }
            int marker = in.readUnsignedByte();
            while (marker == 0xff) {
                marker = in.readUnsignedByte();
            }
            if (marker == 0x01 || marker >= 0xd0 && marker <= 0xd8) {
                continue;
            }
            int length = in.readUnsignedShort();
            if (marker == 0xd9 || marker == 0xda || length < 2) {
                break;
            }
            if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc) {
                in.skipNBytes(1);
                int height = in.readUnsignedShort();
                return new ImageHeader(ImageType.JPEG, in.readUnsignedShort(), height, false);
            }
            in.skipNBytes(length - 2L);
        }
        return new ImageHeader(ImageType.JPEG, 0, 0, false);
    }

    /** RFC 9649, 2.5 to 2.7: the first chunk is VP8, VP8L or VP8X. */
    private static ImageHeader webp(DataInputStream in) throws IOException {
        byte[] b = new byte[30];
        in.readFully(b, 0, 25);
        boolean known = b[12] == 'V' && b[13] == 'P' && b[14] == '8';
        switch (known ? b[15] : 0) {
            case 'L' -> {
                int bits = u(b, 21) | u(b, 22) << 8 | u(b, 23) << 16 | u(b, 24) << 24;
                return new ImageHeader(ImageType.WEBP, (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1,
                        (bits >> 28 & 1) != 0);
            }
            case 'X' -> {
                in.readFully(b, 25, 5);
                return new ImageHeader(ImageType.WEBP, (u(b, 24) | u(b, 25) << 8 | u(b, 26) << 16) + 1,
                        (u(b, 27) | u(b, 28) << 8 | u(b, 29) << 16) + 1, (b[20] & 0x10) != 0);
            }
            case ' ' -> {
                in.readFully(b, 25, 5);
                return new ImageHeader(ImageType.WEBP, (u(b, 26) | u(b, 27) << 8) & 0x3fff,
                        (u(b, 28) | u(b, 29) << 8) & 0x3fff, false);
            }
            default -> {
                return new ImageHeader(ImageType.WEBP, 0, 0, false);
            }
        }
    }

    private static int u(byte[] bytes, int index) {
        return bytes[index] & 0xff;
    }
}
