// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin.paint;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;

/** Pictures in another size. */
public final class Resizing {

    private Resizing() {
    }

    /** The picture filling another size, cut evenly at two edges when the proportions differ. */
    public static BufferedImage fill(BufferedImage picture, int width, int height) {
        BufferedImage source = picture;
        while (source.getWidth() >= 2 * width && source.getHeight() >= 2 * height) {
            source = draw(source, source.getWidth() / 2, source.getHeight() / 2);
        }
        return source.getWidth() == width && source.getHeight() == height ? source : draw(source, width, height);
    }

    private static BufferedImage draw(BufferedImage source, int width, int height) {
        double scale = Math.max((double) width / source.getWidth(), (double) height / source.getHeight());
        int drawnWidth = (int) Math.round(source.getWidth() * scale);
        int drawnHeight = (int) Math.round(source.getHeight() * scale);
        BufferedImage result = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D g = result.createGraphics();
        g.setComposite(AlphaComposite.Src);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, source.getWidth() < 128
                ? RenderingHints.VALUE_INTERPOLATION_BILINEAR : RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.drawImage(source, (width - drawnWidth) / 2, (height - drawnHeight) / 2, drawnWidth, drawnHeight, null);
        g.dispose();
        return result;
    }
}
