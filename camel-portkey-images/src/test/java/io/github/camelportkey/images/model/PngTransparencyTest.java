// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

import io.github.camelportkey.images.kit.Pictures;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

/** A mask is searched for one fully transparent pixel, whatever kind of PNG it is. */
class PngTransparencyTest {

    @Test
    void findsOnePixelWhereverItIsAndHoweverTheFileIsWritten() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 60; round++) {
            int width = 1 + random.nextInt(20);
            int height = 1 + random.nextInt(20);
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
            for (int at = 0; at < width * height; at++) {
                image.setRGB(at % width, at / width, random.nextInt() | 0x01000000);
            }
            for (boolean interlaced : new boolean[] {false, true}) {
                assertThat(transparent(write(image, interlaced))).isFalse();
            }
            image.setRGB(random.nextInt(width), random.nextInt(height), 0);
            for (boolean interlaced : new boolean[] {false, true}) {
                assertThat(transparent(write(image, interlaced))).as("%sx%s %s", width, height, interlaced).isTrue();
            }
        }
    }

    @Test
    void findsATransparentColourOfAPalette() throws IOException {
        byte[] grey = {0, 50, 100, (byte) 150};
        for (int bits : new int[] {2, 4, 8}) {
            IndexColorModel palette = new IndexColorModel(bits, 4, grey, grey, grey, 2);
            BufferedImage image = new BufferedImage(7, 7, bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED
                    : BufferedImage.TYPE_BYTE_BINARY, palette);
            assertThat(transparent(write(image, false))).as("unused, %s bits", bits).isFalse();
            image.getRaster().setSample(6, 6, 0, 2);
            assertThat(transparent(write(image, false))).as("used, %s bits", bits).isTrue();
            assertThat(transparent(write(image, true))).as("used, %s bits, interlaced", bits).isTrue();
        }
    }

    @Test
    void findsATransparentGreyOrColour() throws IOException {
        byte[] grey = Pngs.of(0, 1, 0, 9, 1, Pngs.chunk("tRNS", Pngs.bytes(0, 1)), Pngs.pixels(Pngs.bytes(0, 0, 0x80)));
        byte[] noGrey = Pngs.of(0, 1, 0, 9, 1, Pngs.chunk("tRNS", Pngs.bytes(0, 1)), Pngs.pixels(Pngs.bytes(0, 0, 0x7f)));
        byte[] rgb = Pngs.of(2, 8, 0, 1, 1, Pngs.chunk("tRNS", Pngs.bytes(0, 1, 0, 2, 0, 3)), Pngs.pixels(Pngs.bytes(0, 1, 2, 3)));
        byte[] deep = Pngs.of(2, 16, 0, 1, 1, Pngs.chunk("tRNS", Pngs.bytes(0, 1, 0, 2, 0, 3)),
                Pngs.pixels(Pngs.bytes(0, 0, 1, 0, 2, 1, 3)));

        assertThat(transparent(grey)).isTrue();
        assertThat(transparent(noGrey)).as("the bits that fill the last byte are no pixels").isFalse();
        assertThat(transparent(rgb)).isTrue();
        assertThat(transparent(deep)).isFalse();
    }

    @Test
    void sixteenBitsOfAlphaMustAllBeZero() throws IOException {
        assertThat(transparent(Pngs.of(4, 16, 0, 1, 1, Pngs.pixels(Pngs.bytes(0, 9, 9, 0, 1))))).isFalse();
        assertThat(transparent(Pngs.of(4, 16, 0, 1, 1, Pngs.pixels(Pngs.bytes(0, 9, 9, 0, 0))))).isTrue();
        assertThat(transparent(Pngs.of(6, 16, 0, 1, 1, Pngs.pixels(Pngs.bytes(0, 0, 0, 0, 0, 0, 0, 1, 0))))).isFalse();
    }

    @Test
    void everyFilterIsUndone() throws IOException {
        // grey and alpha, 8 bits; the second row's alpha becomes 0 only when it is added to what is left of or above it
        byte[] above = {0, 10, 20, 30, 40};
        for (int[] row : new int[][] {{1, 5, 7, 1, -7}, {2, 0, -20, 0, 1}, {3, 0, 1, 0, -25}, {4, 0, 1, 0, -40}}) {
            byte[] rows = new byte[10];
            System.arraycopy(above, 0, rows, 0, 5);
            System.arraycopy(Pngs.bytes(row), 0, rows, 5, 5);
            assertThat(transparent(Pngs.of(4, 8, 0, 2, 2, Pngs.pixels(rows)))).as("filter %s", row[0]).isTrue();
        }
    }

    @Test
    void whatIsBrokenSaysSo() throws IOException {
        byte[] good = Pictures.opaqueMask(16);
        for (int length = 40; length < good.length - 32; length += 7) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> transparent(cut)).isInstanceOf(BrokenImageException.class);
        }
        for (byte[] broken : new byte[][] {Pngs.of(6, 3, 0, 1, 1, Pngs.pixels(new byte[5])), Pngs.of(6, 8, 0, 1, 1),
                Pngs.of(6, 8, 0, 1, 1, Pngs.pixels(Pngs.bytes(9, 1, 1, 1, 1))), Pngs.of(6, 8, 0, 1, 1, Pngs.chunk("IDAT",
                        new byte[] {1, 2, 3})), Pngs.of(6, 8, 0, 1, 2, Pngs.pixels(Pngs.bytes(0, 1, 1, 1, 1))),
                Pngs.of(5, 8, 0, 1, 1, Pngs.pixels(new byte[5])), Pngs.of(0, 8, 0, 1, 1, Pngs.chunk("IHDR",
                        Pngs.bytes(0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0)), Pngs.pixels(new byte[5]))}) {
            assertThatThrownBy(() -> transparent(broken)).isInstanceOf(BrokenImageException.class);
        }
    }

    @Test
    void aMaskOfMoreThanAHundredMegabytesOfRowsIsNotExamined() throws IOException {
        byte[] none = Pngs.pixels(new byte[0]);

        assertThat(transparent(Pngs.of(6, 16, 0, 4_000, 4_000, none))).isTrue();
        assertThatThrownBy(() -> transparent(Pngs.of(6, 8, 0, 4_096, 4_096, none))).isInstanceOf(BrokenImageException.class);
    }

    @Test
    void aBombIsDealtWithQuickly() {
        byte[] rows = new byte[40 << 20];
        Arrays.fill(rows, (byte) 1);
        byte[] pixels = Pngs.pixels(rows);
        assertTimeout(Duration.ofSeconds(5), () -> {
            transparent(Pngs.of(6, 8, 0, 99_999, 99_999, pixels));
            transparent(Pngs.of(6, 8, 0, Integer.MAX_VALUE, Integer.MAX_VALUE, pixels));
            transparent(Pngs.of(6, 8, 1, Integer.MAX_VALUE, 1, pixels));
        });
    }

    private static boolean transparent(byte[] png) throws IOException {
        return PngTransparency.hasFullyTransparentPixel(ImageContent.of(png, null));
    }

    private static byte[] write(BufferedImage image, boolean interlaced) throws IOException {
        ImageWriter writer = ImageIO.getImageWriters(ImageTypeSpecifier.createFromRenderedImage(image), "png").next();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(interlaced ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        }
        writer.dispose();
        return bytes.toByteArray();
    }
}
