// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;

import javax.imageio.ImageIO;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** Of every PNG that the JDK decodes, the search for a transparent pixel says what the decoded pixels say. */
class MaskAlphaFuzzTest {

    private static final int[][] KINDS = {{0, 1}, {0, 2}, {0, 4}, {0, 8}, {0, 16}, {2, 8}, {2, 16}, {3, 1}, {3, 2}, {3, 4},
            {3, 8}, {4, 8}, {4, 16}, {6, 8}, {6, 16}};
    private static final int[] CHANNELS = {1, 0, 3, 1, 2, 0, 4};

    @FuzzTest(maxDuration = "10m")
    void theSearchSaysWhatTheDecodedPixelsSay(FuzzedDataProvider data) throws IOException {
        int[] kind = data.pickValue(KINDS);
        int colourType = kind[0];
        int depth = kind[1];
        boolean interlaced = data.consumeBoolean();
        int width = data.consumeInt(1, 20);
        int height = data.consumeInt(1, 20);
        byte[] transparent = transparentChunk(data, colourType, depth);
        byte[] rows = rows(data, depth * CHANNELS[colourType], interlaced ? passes(width, height) : new int[][] {{width, height}});
        byte[] png = Pngs.of(colourType, depth, interlaced ? 1 : 0, width, height,
                colourType == 3 ? Pngs.chunk("PLTE", new byte[3 << depth]) : new byte[0],
                transparent == null ? new byte[0] : Pngs.chunk("tRNS", transparent), Pngs.pixels(rows));

        // The JDK holds a sample of less than 8 bits, stretched to 8, against the unstretched colour of the tRNS chunk.
        Boolean expected = colourType == 0 && depth < 8 && transparent != null ? null : decoded(png);
        boolean found = PngTransparency.hasFullyTransparentPixel(ImageContent.of(png, null));

        if (expected != null) {
            assertThat(found).as("colour type %s of %s bits, %sx%s, interlaced: %s", colourType, depth, width, height,
                    interlaced).isEqualTo(expected);
        }
    }

    private static byte @Nullable [] transparentChunk(FuzzedDataProvider data, int colourType, int depth) {
        if (colourType > 3 || data.consumeBoolean()) {
            return null;
        }
        byte[] chunk = data.consumeBytes(colourType == 3 ? 1 << depth : colourType == 2 ? 6 : 2);
        if (colourType != 3) {
            chunk = Arrays.copyOf(chunk, colourType == 2 ? 6 : 2);
            for (int i = 0; i < chunk.length; i += 2) { // a value that a sample can have
                int value = ((chunk[i] & 0xff) << 8 | chunk[i + 1] & 0xff) & (1 << depth) - 1;
                chunk[i] = (byte) (value >> 8);
                chunk[i + 1] = (byte) value;
            }
        }
        return chunk;
    }

    /** Each row with a filter in front. */
    private static byte[] rows(FuzzedDataProvider data, int bitsPerPixel, int[][] passes) {
        int length = 0;
        for (int[] pass : passes) {
            length += pass[1] * rowLength(pass[0], bitsPerPixel);
        }
        byte[] rows = Arrays.copyOf(data.consumeBytes(length), length);
        int at = 0;
        for (int[] pass : passes) {
            for (int row = 0; row < pass[1] && pass[0] > 0; row++) {
                rows[at] = (byte) ((rows[at] & 0xff) % 5);
                at += rowLength(pass[0], bitsPerPixel);
            }
        }
        return rows;
    }

    private static int rowLength(int columns, int bitsPerPixel) {
        return columns == 0 ? 0 : 1 + (columns * bitsPerPixel + 7) / 8;
    }

    /** PNG specification, 8.2: columns and rows of each of the seven passes. */
    private static int[][] passes(int width, int height) {
        return new int[][] {{(width + 7) / 8, (height + 7) / 8}, {(width + 3) / 8, (height + 7) / 8},
                {(width + 3) / 4, (height + 3) / 8}, {(width + 1) / 4, (height + 3) / 4}, {(width + 1) / 2, (height + 1) / 4},
                {width / 2, (height + 1) / 2}, {width, height / 2}};
    }

    /** Whether a pixel of the decoded picture is transparent; null when the JDK does not decode it. */
    private static @Nullable Boolean decoded(byte[] png) {
        BufferedImage image;
        try {
            image = ImageIO.read(new ByteArrayInputStream(png));
        } catch (IOException | RuntimeException e) {
            return null;
        }
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return anySample(image.getRaster(), index -> palette.getAlpha(index) == 0);
        }
        Raster alpha = image.getAlphaRaster();
        return alpha != null && anySample(alpha, sample -> sample == 0);
    }

    private static boolean anySample(Raster raster, java.util.function.IntPredicate wanted) {
        int[] samples = raster.getSamples(raster.getMinX(), raster.getMinY(), raster.getWidth(), raster.getHeight(), 0,
                (int[]) null);
        return Arrays.stream(samples).anyMatch(wanted);
    }
}
