// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.pictures;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;

/** Makes a mask as the images API wants it: same size as the picture, transparent where the edit may go. */
final class Mask {

    private static final int GREY = 0x9aa0a6;
    private static final int SOFTNESS = 5;

    private Mask() {
    }

    /** The hole's edge is soft: alpha climbs from 0 to 255 over some thirty pixels. */
    static BufferedImage around(Shape hole) {
        int size = Scene.SIZE;
        int[] alpha = alphaOf(hole);
        for (int pass = 0; pass < 3; pass++) {
            alpha = blurredAndTransposed(blurredAndTransposed(alpha));
        }
        BufferedImage mask = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < alpha.length; i++) {
            mask.setRGB(i % size, i / size, alpha[i] << 24 | GREY);
        }
        return mask;
    }

    private static int[] alphaOf(Shape hole) {
        int size = Scene.SIZE;
        BufferedImage shape = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = shape.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, size, size);
        graphics.setColor(Color.BLACK);
        graphics.fill(hole);
        graphics.dispose();
        int[] alpha = new int[size * size];
        for (int i = 0; i < alpha.length; i++) {
            alpha[i] = shape.getRGB(i % size, i / size) & 0xff;
        }
        return alpha;
    }

    /** A box blur along the rows. Turning the result lets the second call blur the columns. */
    private static int[] blurredAndTransposed(int[] alpha) {
        int size = Scene.SIZE;
        int[] turned = new int[alpha.length];
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                int sum = 0;
                for (int d = -SOFTNESS; d <= SOFTNESS; d++) {
                    sum += alpha[y * size + Math.max(0, Math.min(size - 1, x + d))];
                }
                turned[x * size + y] = sum / (2 * SOFTNESS + 1);
            }
        }
        return turned;
    }
}
