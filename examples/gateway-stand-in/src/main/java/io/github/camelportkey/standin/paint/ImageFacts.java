// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin.paint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

import org.jspecify.annotations.Nullable;

/**
 * What the first bytes of an image file tell.
 *
 * @param format   {@code png}, {@code jpeg} or {@code webp}
 * @param hasAlpha whether its pixels can be transparent, not whether any is
 */
public record ImageFacts(String format, int width, int height, boolean hasAlpha) {

    private static final int LONGEST_HEADER = 30;
    private static final ImageFacts UNKNOWN_WEBP = new ImageFacts("webp", 256, 256, false);

    /** Reads the facts, or returns {@code null} when the bytes are of none of the three formats. */
    public static @Nullable ImageFacts read(ImageSource source) throws IOException {
        byte[] head;
        try (InputStream in = source.open()) {
            head = in.readNBytes(LONGEST_HEADER);
        }
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u0089PNG\r\n\u001a\n") && head.length >= 26) {
            return png(source, ByteBuffer.wrap(head));
        }
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return jpeg(source);
        }
        if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) {
            return webp(text, ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN));
        }
        return null;
    }

    private static @Nullable ImageFacts png(ImageSource source, ByteBuffer head) throws IOException {
        int width = head.getInt(16);
        int height = head.getInt(20);
        int colourType = head.get(25);
        boolean alpha = colourType == 4 || colourType == 6 || (colourType == 3 || colourType == 2 || colourType == 0)
                && declaresTransparentColour(source);
        return width > 0 && height > 0 ? new ImageFacts("png", width, height, alpha) : null;
    }

    /** Whether there is a tRNS chunk among the chunks before the pixels. */
    private static boolean declaresTransparentColour(ImageSource source) throws IOException {
        try (InputStream in = source.open()) {
            in.skipNBytes(8);
            for (byte[] chunk = in.readNBytes(8); chunk.length == 8; chunk = in.readNBytes(8)) {
                String type = new String(chunk, 4, 4, StandardCharsets.ISO_8859_1);
                if (type.equals("tRNS") || type.equals("IDAT")) {
                    return type.equals("tRNS");
                }
                long length = Integer.toUnsignedLong(ByteBuffer.wrap(chunk).getInt());
                if (in.skip(length + 4) < length + 4) {
                    return false;
                }
            }
            return false;
        }
    }

    private static @Nullable ImageFacts jpeg(ImageSource source) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        try (InputStream in = source.open(); ImageInputStream image = new MemoryCacheImageInputStream(in)) {
            reader.setInput(image, true, true);
            return new ImageFacts("jpeg", reader.getWidth(0), reader.getHeight(0), false);
        } catch (IOException | RuntimeException broken) {
            return null;
        } finally {
            reader.dispose();
        }
    }

    private static ImageFacts webp(String text, ByteBuffer head) {
        if (head.limit() < LONGEST_HEADER) {
            return UNKNOWN_WEBP;
        }
        if (text.startsWith("VP8X", 12)) {
            return new ImageFacts("webp", 1 + (head.getInt(23) >>> 8), 1 + (head.getInt(26) >>> 8),
                    (head.get(20) & 0x10) != 0);
        }
        if (text.startsWith("VP8L", 12)) {
            int bits = head.getInt(21);
            return new ImageFacts("webp", 1 + (bits & 0x3fff), 1 + (bits >>> 14 & 0x3fff), (bits >>> 28 & 1) != 0);
        }
        int width = head.getShort(26) & 0x3fff;
        int height = head.getShort(28) & 0x3fff;
        return width > 0 && height > 0 ? new ImageFacts("webp", width, height, false) : UNKNOWN_WEBP;
    }
}
