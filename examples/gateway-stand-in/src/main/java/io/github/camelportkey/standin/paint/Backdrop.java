// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin.paint;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** What is behind the motif: the colours around the hole, run smoothly into it, or what was there before. */
final class Backdrop {

    /** Colours run so smoothly that more would not be seen. */
    private static final int MOST_CELLS = 160;

    private Backdrop() {
    }

    /**
     * An opaque picture of the box.
     *
     * @param keep whether what is under the paint is to shine through where nothing is drawn
     */
    static BufferedImage behind(Hole hole, Rectangle box, BufferedImage picture, Palette palette, boolean keep) {
        BufferedImage backdrop = new BufferedImage(box.width, box.height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = backdrop.createGraphics();
        Color ground = palette.main(0x9cc9e8);
        g.setPaint(new LinearGradientPaint(0, 0, 0, box.height, new float[] {0, 1},
                new Color[] {Palette.lighter(ground, 0.25), Palette.lighter(ground, 0.75)}));
        g.fillRect(0, 0, box.width, box.height);
        if (!hole.isInMiddle()) {
            drawSurroundings(g, hole, box, picture);
        }
        if (hole.isInMiddle() || keep) {
            g.drawImage(picture, -box.x, -box.y, null);
        }
        g.dispose();
        return backdrop;
    }

    private static void drawSurroundings(Graphics2D g, Hole hole, Rectangle box, BufferedImage picture) {
        int margin = 2 + Math.max(box.width, box.height) / 10;
        Rectangle region = new Rectangle(box.x - margin, box.y - margin, box.width + 2 * margin, box.height + 2 * margin)
                .intersection(new Rectangle(picture.getWidth(), picture.getHeight()));
        int cell = Math.max(1, (Math.max(region.width, region.height) + MOST_CELLS - 1) / MOST_CELLS);
        ColourField field = new ColourField((region.width + cell - 1) / cell, (region.height + cell - 1) / cell);
        int[] row = new int[region.width];
        for (int y = 0; y < region.height; y++) {
            picture.getRGB(region.x, region.y + y, region.width, 1, row, 0, region.width);
            for (int x = 0; x < region.width; x++) {
                if (row[x] >>> 24 > 127 && hole.weight(region.x + x, region.y + y) == 0) {
                    field.add(x / cell, y / cell, row[x]);
                }
            }
        }
        if (field.isEmpty()) {
            return;
        }
        field.fill();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        BufferedImage cells = field.image();
        g.drawImage(cells, region.x - box.x, region.y - box.y, cells.getWidth() * cell, cells.getHeight() * cell, null);
    }
}
