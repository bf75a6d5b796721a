// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.util.Arrays;

import io.github.camelportkey.images.kit.Pictures;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Each byte of a signature counts, and no other does. */
class ImageTypeTest {

    @ParameterizedTest
    @EnumSource
    void aTypeIsToldByItsWholeSignatureAlone(ImageType type) {
        byte[] first = Arrays.copyOf(switch (type) {
            case PNG -> Pictures.png(2);
            case JPEG -> Pictures.jpeg(2, 2);
            case WEBP -> Pictures.webp(2, 2);
        }, ImageType.SNIFFED_BYTES);
        int signature = type == ImageType.PNG ? 8 : type == ImageType.JPEG ? 3 : 12;

        assertThat(ImageType.sniff(first)).isEqualTo(type);
        assertThat(ImageType.sniff(Arrays.copyOf(first, signature))).isEqualTo(type);
        assertThat(ImageType.sniff(Arrays.copyOf(first, signature - 1))).isNull();
        for (int i = 0; i < first.length; i++) {
            byte[] changed = first.clone();
            changed[i] ^= 1;
            boolean size = type == ImageType.WEBP && i >= 4 && i < 8;
            assertThat(ImageType.sniff(changed)).as("with byte %s changed", i).isEqualTo(i >= signature || size ? type : null);
        }
    }
}
