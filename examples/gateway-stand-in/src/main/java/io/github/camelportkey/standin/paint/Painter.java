// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin.paint;

import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

import org.jspecify.annotations.Nullable;

/**
 * Paints what a prompt speaks of into the transparent part of a picture. The same input makes the same picture,
 * another prompt or variation another one.
 */
public final class Painter {

    private Painter() {
    }

    /**
     * Paints, in this order: where the mask is transparent; where the picture is; in the picture's middle. No other
     * pixel is touched.
     *
     * @param picture   ARGB, not premultiplied; it is painted on
     * @param mask      of the same dimensions
     * @param variation 0 for the first picture of an edit, 1 for the next …
     */
    public static void paint(BufferedImage picture, @Nullable BufferedImage mask, String prompt, int variation) {
        Hole hole = Hole.inMask(mask == null ? picture : mask);
        if (mask == null && hole.bounds().isEmpty()) {
            hole = Hole.inMiddle(picture.getWidth(), picture.getHeight());
        }
        Rectangle box = hole.bounds();
        if (box.isEmpty()) {
            return;
        }
        Palette palette = Palette.of(prompt, variation);
        BufferedImage paint = Backdrop.behind(hole, box, picture, palette, Motif.isWorn(prompt));
        Graphics2D g = paint.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_RENDERING, RenderingHints.VALUE_RENDER_QUALITY);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        Motif.of(prompt).draw(Stage.over(g, box.width, box.height, palette, prompt, variation));
        g.dispose();
        hole.blend(paint, box, picture);
    }

    /** A picture from nothing but the prompt, for images that cannot be read. */
    public static BufferedImage paint(int width, int height, String prompt, int variation) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        paint(picture, null, prompt, variation);
        return picture;
    }
}
