// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.gallery;

import java.awt.image.BufferedImage;

/** Shows a mask on its picture: what the mask leaves open is cut out, so that the page's chequers shine through. */
final class PictureWithHole {

    private PictureWithHole() {
    }

    static BufferedImage of(BufferedImage picture, BufferedImage mask) {
        int width = Math.min(picture.getWidth(), mask.getWidth());
        int height = Math.min(picture.getHeight(), mask.getHeight());
        BufferedImage cut = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                cut.setRGB(x, y, mask.getRGB(x, y) & 0xff000000 | picture.getRGB(x, y) & 0xffffff);
            }
        }
        return cut;
    }
}
