// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Any bytes as an image or a mask: they are understood or refused in words, and nothing else happens. */
class ImageFileFuzzTest {

    @FuzzTest(maxDuration = "10m")
    void anyBytesAreUnderstoodOrRefused(byte[] file) throws IOException {
        ImageContent content = ImageContent.of(file, null);
        ImageHeader header = ImageHeader.read(content);
        assertThat(header == null ? null : header.type()).isEqualTo(ImageType.sniff(file));
        if (header == null) {
            return;
        }
        assertThat(header.width()).isNotNegative();
        assertThat(header.height()).isNotNegative();
        InputImage image = InputImage.of(new String(file), "image", content, null);
        assertThat(image.contentType()).isEqualTo(header.type().contentType());
        assertThat(image.fileName()).endsWith("." + header.type().extension()).doesNotContainPattern("[/\\\\\\p{Cntrl}]");
        if (header.type() == ImageType.PNG) {
            try {
                boolean transparent = PngTransparency.hasFullyTransparentPixel(content);
                if (transparent && header.hasDimensions()) {
                    assertThat(header.alpha() || tooLargeToExamine(header)).as("a transparent pixel needs alpha").isTrue();
                }
            } catch (BrokenImageException e) {
                assertThat(e).message().isNotEmpty();
            }
        }
    }

    private static boolean tooLargeToExamine(ImageHeader header) {
        return header.width() > 100_000 || (long) header.width() * header.height() > 64L << 20;
    }
}
