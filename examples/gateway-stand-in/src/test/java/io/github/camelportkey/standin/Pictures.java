// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.IntBinaryOperator;

import javax.imageio.ImageIO;

/** Small pictures, computed. */
final class Pictures {

    private Pictures() {
    }

    /** A PNG with an alpha channel. */
    static byte[] png(int width, int height, IntBinaryOperator argb) {
        return write(width, height, BufferedImage.TYPE_INT_ARGB, "png", argb);
    }

    /** Every pixel another colour, all of them opaque. */
    static byte[] colourful(int width, int height) {
        return png(width, height, Pictures::colour);
    }

    static byte[] withoutAlpha(String format, int width, int height) {
        return write(width, height, BufferedImage.TYPE_INT_RGB, format, Pictures::colour);
    }

    /** Transparent in the square from the first coordinate to before the second one, opaque black around it. */
    static byte[] mask(int side, int from, int to) {
        return png(side, side, (x, y) -> x >= from && x < to && y >= from && y < to ? 0 : 0xff000000);
    }

    static byte[] webp(int width, int height) {
        byte[] file = new byte[40];
        byte[] head = "RIFF....WEBPVP8X".getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(head, 0, file, 0, head.length);
        file[24] = (byte) (width - 1);
        file[25] = (byte) (width - 1 >>> 8);
        file[27] = (byte) (height - 1);
        file[28] = (byte) (height - 1 >>> 8);
        return file;
    }

    static int colour(int x, int y) {
        return 0xff000000 | (x * 5 & 0xff) << 16 | (y * 3 & 0xff) << 8 | (x * y & 0xff);
    }

    static BufferedImage read(byte[] file) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(file));
    }

    private static byte[] write(int width, int height, int type, String format, IntBinaryOperator argb) {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, argb.applyAsInt(x, y));
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
