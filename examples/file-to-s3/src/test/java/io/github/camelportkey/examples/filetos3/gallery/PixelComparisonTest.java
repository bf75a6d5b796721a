// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class PixelComparisonTest {

    private static final int CLOSED = 0xff000000;
    private static final int EDGE = 0x80000000;
    private static final int OPEN = 0;

    @Test
    void countsWhatChangedOutsideAndInsideAndLeavesTheEdgeOut() {
        BufferedImage before = row(0x111111, 0x222222, 0x333333, 0x444444, 0x555555);
        BufferedImage mask = row(CLOSED, CLOSED, EDGE, OPEN, OPEN);
        BufferedImage after = row(0x111111, 0x222223, 0xffffff, 0x444444, 0x000000);

        PixelComparison pixels = PixelComparison.of(before, mask, after);

        assertThat(pixels).isEqualTo(new PixelComparison(2, 1, 2, 1));
        assertThat(pixels.keptOutside()).isFalse();
        assertThat(pixels.percentChangedInside()).isEqualTo(50);
    }

    @Test
    void oneChangedPixelAmongThousandsIsNotCalledNothing() {
        assertThat(new PixelComparison(100_000, 1, 1, 1).percentChangedOutside()).isEqualTo(1);
    }

    @Test
    void picturesOfDifferentSizesAreNotCompared() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PixelComparison.of(row(1, 2), row(OPEN, OPEN), row(1, 2, 3)))
                .withMessageContaining("2x1").withMessageContaining("3x1");
    }

    private static BufferedImage row(int... argb) {
        BufferedImage image = new BufferedImage(argb.length, 1, BufferedImage.TYPE_INT_ARGB);
        for (int x = 0; x < argb.length; x++) {
            image.setRGB(x, 0, argb[x]);
        }
        return image;
    }
}
