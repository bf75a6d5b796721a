// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.gallery;

import java.awt.image.BufferedImage;

/**
 * What an edit changed, pixel by pixel, where the mask is wholly closed (alpha 255) and where it is wholly open
 * (alpha 0). The soft edge between is left out.
 */
public record PixelComparison(long outside, long changedOutside, long inside, long changedInside) {

    private static final int RGB = 0xffffff;

    /** All three must have the same size. */
    public static PixelComparison of(BufferedImage before, BufferedImage mask, BufferedImage after) {
        if (!sameSize(before, mask) || !sameSize(before, after)) {
            throw new IllegalArgumentException("Not of one size: before %s, mask %s, after %s"
                    .formatted(size(before), size(mask), size(after)));
        }
        long[] all = new long[256];
        long[] changed = new long[256];
        for (int y = 0; y < before.getHeight(); y++) {
            for (int x = 0; x < before.getWidth(); x++) {
                int alpha = mask.getRGB(x, y) >>> 24;
                all[alpha]++;
                if (((before.getRGB(x, y) ^ after.getRGB(x, y)) & RGB) != 0) {
                    changed[alpha]++;
                }
            }
        }
        return new PixelComparison(all[255], changed[255], all[0], changed[0]);
    }

    public static boolean sameSize(BufferedImage one, BufferedImage other) {
        return one.getWidth() == other.getWidth() && one.getHeight() == other.getHeight();
    }

    public static String size(BufferedImage image) {
        return image.getWidth() + "x" + image.getHeight();
    }

    public boolean keptOutside() {
        return changedOutside == 0;
    }

    /** How much of the hole is different now, 0 to 100. */
    public long percentChangedInside() {
        return inside == 0 ? 0 : Math.round(100.0 * changedInside / inside);
    }

    public long percentChangedOutside() {
        return outside == 0 ? 0 : (long) Math.ceil(100.0 * changedOutside / outside);
    }
}
