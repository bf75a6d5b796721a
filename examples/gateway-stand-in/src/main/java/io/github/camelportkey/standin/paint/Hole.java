// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin.paint;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/** Where a picture is to be painted, and how thickly: 255 hides what was there, 0 leaves it alone. */
final class Hole {

    private final byte[] weights;
    private final int width;
    private final int height;
    private final boolean inMiddle;

    private Hole(int width, int height, boolean inMiddle) {
        this.weights = new byte[width * height];
        this.width = width;
        this.height = height;
        this.inMiddle = inMiddle;
    }

    /** As thick as the mask is transparent. */
    static Hole inMask(BufferedImage mask) {
        Hole hole = new Hole(mask.getWidth(), mask.getHeight(), false);
        int[] row = new int[hole.width];
        for (int y = 0; y < hole.height; y++) {
            mask.getRGB(0, y, hole.width, 1, row, 0, hole.width);
            for (int x = 0; x < hole.width; x++) {
                hole.weights[y * hole.width + x] = (byte) (255 - (row[x] >>> 24));
            }
        }
        return hole;
    }

    /** A round spot in the middle of a picture that has nothing transparent, fading out towards its rim. */
    static Hole inMiddle(int width, int height) {
        Hole hole = new Hole(width, height, true);
        for (int y = 0; y < height; y++) {
            double dy = (2 * y + 1.0 - height) / height / 0.78;
            for (int x = 0; x < width; x++) {
                double dx = (2 * x + 1.0 - width) / width / 0.78;
                double fade = (1 - Math.sqrt(dx * dx + dy * dy)) / 0.3;
                hole.weights[y * width + x] = (byte) Math.round(255 * Math.max(0, Math.min(1, fade)));
            }
        }
        return hole;
    }

    /** Whether what is under the paint is to stay visible, because nobody has said that it should go. */
    boolean isInMiddle() {
        return inMiddle;
    }

    int weight(int x, int y) {
        return weights[y * width + x] & 0xff;
    }

    /** The smallest rectangle around all that is painted; empty when nothing is. */
    Rectangle bounds() {
        int left = width;
        int right = -1;
        int top = height;
        int bottom = -1;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                if (weights[y * width + x] != 0) {
                    left = Math.min(left, x);
                    right = Math.max(right, x);
                    top = Math.min(top, y);
                    bottom = y;
                }
            }
        }
        return right < 0 ? new Rectangle() : new Rectangle(left, top, right - left + 1, bottom - top + 1);
    }

    /**
     * Lays opaque paint into the picture. Pixels of weight 0 are not written at all.
     *
     * @param at where the paint's upper left corner is in the picture
     */
    void blend(BufferedImage paint, Rectangle at, BufferedImage picture) {
        int[] old = new int[at.width];
        int[] fresh = new int[at.width];
        for (int y = 0; y < at.height; y++) {
            picture.getRGB(at.x, at.y + y, at.width, 1, old, 0, at.width);
            paint.getRGB(0, y, at.width, 1, fresh, 0, at.width);
            for (int x = 0; x < at.width; x++) {
                int weight = weight(at.x + x, at.y + y);
                if (weight == 255) {
                    old[x] = fresh[x];
                } else if (weight > 0) {
                    old[x] = mix(old[x], fresh[x], weight);
                }
            }
            picture.setRGB(at.x, at.y + y, at.width, 1, old, 0, at.width);
        }
    }

    private static int mix(int old, int fresh, int weight) {
        int oldShare = (old >>> 24) * (255 - weight);
        int freshShare = (fresh >>> 24) * weight;
        int share = oldShare + freshShare;
        int argb = (share + 127) / 255 << 24;
        for (int shift = 0; shift <= 16; shift += 8) {
            int channel = (old >>> shift & 0xff) * oldShare + (fresh >>> shift & 0xff) * freshShare;
            argb |= (share == 0 ? 0 : (channel + share / 2) / share) << shift;
        }
        return argb;
    }
}
