// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin.paint;

import java.awt.image.BufferedImage;

/** A grid of colours, some known and some not; the unknown ones are filled in smoothly from the known ones. */
final class ColourField {

    private static final int SMOOTHINGS = 48;

    private final int width;
    private final int height;
    private final float[][] channels;
    private final float[] counts;

    ColourField(int width, int height) {
        this.width = width;
        this.height = height;
        this.channels = new float[3][width * height];
        this.counts = new float[width * height];
    }

    /** Adds one observation of a cell's colour. */
    void add(int x, int y, int rgb) {
        int cell = y * width + x;
        for (int c = 0; c < 3; c++) {
            channels[c][cell] += rgb >>> (16 - 8 * c) & 0xff;
        }
        counts[cell]++;
    }

    boolean isEmpty() {
        for (float count : counts) {
            if (count > 0) {
                return false;
            }
        }
        return true;
    }

    /** Turns sums into means, and gives every cell a colour. */
    void fill() {
        boolean[] known = new boolean[counts.length];
        for (int cell = 0; cell < counts.length; cell++) {
            known[cell] = counts[cell] > 0;
            for (float[] channel : channels) {
                channel[cell] = known[cell] ? channel[cell] / counts[cell] : 0;
            }
        }
        ColourField coarser = coarser(known);
        for (int cell = 0; cell < counts.length; cell++) {
            for (int c = 0; c < 3 && !known[cell]; c++) {
                channels[c][cell] = coarser.channels[c][cell / width / 2 * coarser.width + cell % width / 2];
            }
        }
        smooth(known);
    }

    private ColourField coarser(boolean[] known) {
        ColourField coarser = new ColourField((width + 1) / 2, (height + 1) / 2);
        boolean complete = true;
        for (int cell = 0; cell < counts.length; cell++) {
            complete &= known[cell];
            if (known[cell]) {
                int parent = cell / width / 2 * coarser.width + cell % width / 2;
                for (int c = 0; c < 3; c++) {
                    coarser.channels[c][parent] += channels[c][cell];
                }
                coarser.counts[parent]++;
            }
        }
        if (!complete && !coarser.isEmpty()) {
            coarser.fill();
        }
        return coarser;
    }

    private void smooth(boolean[] known) {
        for (int round = 0; round < SMOOTHINGS; round++) {
            for (int cell = 0; cell < counts.length; cell++) {
                if (!known[cell]) {
                    int x = cell % width;
                    int y = cell / width;
                    int left = x > 0 ? cell - 1 : cell;
                    int right = x < width - 1 ? cell + 1 : cell;
                    int up = y > 0 ? cell - width : cell;
                    int down = y < height - 1 ? cell + width : cell;
                    for (float[] channel : channels) {
                        channel[cell] = (channel[left] + channel[right] + channel[up] + channel[down]) / 4;
                    }
                }
            }
        }
    }

    BufferedImage image() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int cell = 0; cell < counts.length; cell++) {
            int rgb = Math.round(channels[0][cell]) << 16 | Math.round(channels[1][cell]) << 8
                    | Math.round(channels[2][cell]);
            image.setRGB(cell % width, cell / width, rgb);
        }
        return image;
    }
}
