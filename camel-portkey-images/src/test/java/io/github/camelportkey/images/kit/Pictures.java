// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.kit;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Random;

import javax.imageio.ImageIO;

/** Small pictures for tests. */
public final class Pictures {

    private Pictures() {
    }

    /** A square PNG with an alpha channel, transparent in its upper half. */
    public static byte[] png(int side) {
        return png(side, side, true);
    }

    /** A PNG; with an alpha channel it is transparent in its upper half. */
    public static byte[] png(int width, int height, boolean alpha) {
        BufferedImage image = new BufferedImage(width, height,
                alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int opaque = 0xff000000 | x * 7919 + y * 104729 & 0xffffff;
                image.setRGB(x, y, alpha && y < (height + 1) / 2 ? opaque & 0xffffff : opaque);
            }
        }
        return write(image, "png");
    }

    /** A PNG with an alpha channel and no transparent pixel. */
    public static byte[] opaqueMask(int side) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                image.setRGB(x, y, 0xff336699);
            }
        }
        return write(image, "png");
    }

    public static byte[] jpeg(int width, int height) {
        return write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "jpg");
    }

    /** The header of a lossless WebP, with nothing behind it. */
    public static byte[] webp(int width, int height) {
        int bits = width - 1 | height - 1 << 14;
        byte[] webp = new byte[40];
        System.arraycopy("RIFF".getBytes(), 0, webp, 0, 4);
        webp[4] = 32;
        System.arraycopy("WEBPVP8L".getBytes(), 0, webp, 8, 8);
        webp[16] = 20;
        webp[20] = 0x2f;
        for (int i = 0; i < 4; i++) {
            webp[21 + i] = (byte) (bits >> 8 * i);
        }
        return webp;
    }

    /** Bytes that begin as a PNG and are noise behind that, of any size; for answers, and for large uploads. */
    public static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        byte[] head = png(2);
        System.arraycopy(head, 0, bytes, 0, Math.min(size, head.length));
        return bytes;
    }

    /** An answer of the API with these images as base64. */
    public static String answer(byte[]... images) {
        StringBuilder json = new StringBuilder("{\"created\":1764000000,\"data\":[");
        for (int i = 0; i < images.length; i++) {
            json.append(i == 0 ? "" : ",").append("{\"b64_json\":\"")
                    .append(Base64.getEncoder().encodeToString(images[i])).append("\"}");
        }
        return json.append("]}").toString();
    }

    private static byte[] write(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
