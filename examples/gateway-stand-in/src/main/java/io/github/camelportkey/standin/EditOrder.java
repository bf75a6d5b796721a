// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.util.List;

import io.github.camelportkey.standin.paint.ImageFacts;
import org.jspecify.annotations.Nullable;

/**
 * An edit that has passed the rules.
 *
 * @param image    the first image, the one that is edited
 * @param size     {@code WIDTHxHEIGHT}, or {@code null} for the image's own
 * @param url      whether results are handed out as addresses
 * @param jpeg     whether results are to be JPEG
 * @param quality  what the answer says of the quality
 * @param background what the answer says of the background
 * @param compression JPEG quality, 0 to 100
 */
record EditOrder(
        ModelFamily family, String prompt, List<UploadedPart> images, UploadedPart image, ImageFacts facts,
        @Nullable UploadedPart mask, int n, @Nullable PixelSize size, boolean url, boolean jpeg,
        String quality, String background, int compression) {

    /** What the results measure. */
    PixelSize resultSize() {
        return size == null ? new PixelSize(facts.width(), facts.height()) : size;
    }

    /** What the mask is: a picture of the image's dimensions in this format. */
    ImageFacts facts(String format) {
        return new ImageFacts(format, facts.width(), facts.height(), true);
    }
}
