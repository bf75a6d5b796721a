// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import io.github.camelportkey.images.kit.Pictures;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the first bytes of a file say. */
class ImageHeaderTest {

    @Test
    void readsPngWithAndWithoutAlpha() throws IOException {
        assertThat(read(Pictures.png(30, 20, true))).isEqualTo(new ImageHeader(ImageType.PNG, 30, 20, true));
        assertThat(read(Pictures.png(30, 20, false))).isEqualTo(new ImageHeader(ImageType.PNG, 30, 20, false));
    }

    @Test
    void aTransparentColourCountsAsAlpha() throws IOException {
        byte[] palette = Pngs.of(3, 8, 0, 5, 5, Pngs.chunk("PLTE", new byte[6]), Pngs.chunk("tRNS", new byte[] {0}));
        byte[] behind = Pngs.of(2, 8, 0, 5, 5, Pngs.chunk("IDAT", new byte[6]), Pngs.chunk("tRNS", new byte[6]));

        assertThat(read(palette).alpha()).isTrue();
        assertThat(read(behind).alpha()).as("tRNS behind the pixels means nothing").isFalse();
    }

    /** A cipher stream skips nothing before it is read. */
    @Test
    void aStreamThatSkipsNothingReadsTheSame() throws IOException {
        byte[] palette = Pngs.of(3, 8, 0, 5, 5, Pngs.chunk("PLTE", new byte[6]), Pngs.chunk("iCCP", new byte[8_000]),
                Pngs.chunk("tRNS", new byte[] {0}));
        InputStream unskippable = new FilterInputStream(new ByteArrayInputStream(palette)) {
            @Override
            public long skip(long count) {
                return 0;
            }
        };

        assertThat(ImageHeader.read(unskippable)).isEqualTo(read(palette));
        assertThat(read(palette).alpha()).isTrue();
    }

    @Test
    void readsJpeg() throws IOException {
        assertThat(read(Pictures.jpeg(33, 44))).isEqualTo(new ImageHeader(ImageType.JPEG, 33, 44, false));
    }

    @Test
    void readsAllThreeKindsOfWebp() throws IOException {
        assertThat(read(Pictures.webp(16_384, 3))).isEqualTo(new ImageHeader(ImageType.WEBP, 16_384, 3, false));
        assertThat(read(webp("VP8X", 0x10, 0, 0, 0, 99, 0, 0, 49, 0, 0)))
                .isEqualTo(new ImageHeader(ImageType.WEBP, 100, 50, true));
        assertThat(read(webp("VP8 ", 0, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x01, 0xf0, 0x00)))
                .isEqualTo(new ImageHeader(ImageType.WEBP, 320, 240, false));
        byte[] lossless = Pictures.webp(10, 10);
        lossless[24] |= 0x10;
        assertThat(read(lossless).alpha()).isTrue();
    }

    @Test
    void aWebpWithAnotherFirstChunkHasNoDimensions() throws IOException {
        assertThat(read(webp("JUNK", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).hasDimensions()).isFalse();
        assertThat(read(webp("ABC ", 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)).hasDimensions()).isFalse();
    }

    @Test
    void whatIsCutOffHasATypeAndNoDimensions() throws IOException {
        for (byte[] image : new byte[][] {Pictures.png(8), Pictures.jpeg(8, 8), Pictures.webp(8, 8)}) {
            for (int length = ImageType.SNIFFED_BYTES; length < 24; length++) {
                ImageHeader header = read(Arrays.copyOf(image, length));
                assertThat(header.type()).isNotNull();
                assertThat(header.hasDimensions()).as("%s at %s", header.type(), length).isFalse();
            }
        }
    }

    @Test
    void whatIsNoImageHasNoHeader() throws IOException {
        for (String text : new String[] {"", "P", "GIF89a", "RIFF----WAVEfmt ", "<svg xmlns=''/>", "\u0089PNG"}) {
            assertThat(read(text.getBytes(StandardCharsets.ISO_8859_1))).isNull();
        }
        assertThat(read(new byte[1_000])).isNull();
    }

    @Test
    void dimensionsThatCannotBeAreNone() throws IOException {
        byte[] png = Pictures.png(8);
        png[16] = (byte) 0x80;
        assertThat(read(png).hasDimensions()).isFalse();
        assertThat(read(new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xd9, 0, 0, 0, 0, 0, 0, 0, 0, 0})
                .hasDimensions()).isFalse();
    }

    @Test
    void noiseBehindAnySignatureNeverFails() throws IOException {
        Random random = new Random(3);
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            byte[] start = new byte[][] {Pictures.png(2), Pictures.jpeg(2, 2), Pictures.webp(2, 2)}[round % 3];
            System.arraycopy(start, 0, bytes, 0, Math.min(bytes.length, random.nextInt(20)));
            read(bytes);
        }
    }

    private static ImageHeader read(byte[] bytes) throws IOException {
        return ImageHeader.read(new ByteArrayInputStream(bytes));
    }

    private static byte[] webp(String chunk, int... payload) {
        byte[] bytes = Pictures.webp(1, 1);
        System.arraycopy(chunk.getBytes(), 0, bytes, 12, 4);
        for (int i = 0; i < payload.length; i++) {
            bytes[20 + i] = (byte) payload[i];
        }
        return bytes;
    }
}
