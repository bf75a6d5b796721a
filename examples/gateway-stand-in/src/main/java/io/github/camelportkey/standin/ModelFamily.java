// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import org.jspecify.annotations.Nullable;

/** Models that share their limits. */
enum ModelFamily {

    /** The model of the API document, and its default. */
    DALL_E_2(1_000, 1, 4, 4),
    /** Today's models. */
    GPT_IMAGE(32_000, 16, 50, 4),
    /** Models of which nothing is known. */
    OTHER(Integer.MAX_VALUE, 16, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private static final long MEGABYTE = 1024 * 1024;

    /** In code points. */
    final int longestPrompt;
    final int mostImages;
    /** In bytes; a file must be shorter. */
    final long imageLimit;
    /** In bytes; a file must be shorter. */
    final long maskLimit;

    ModelFamily(int longestPrompt, int mostImages, long imageMegabytes, long maskMegabytes) {
        this.longestPrompt = longestPrompt;
        this.mostImages = mostImages;
        this.imageLimit = imageMegabytes * MEGABYTE;
        this.maskLimit = maskMegabytes * MEGABYTE;
    }

    static ModelFamily of(@Nullable String model) {
        if (model == null || model.equals("dall-e-2")) {
            return DALL_E_2;
        }
        return model.startsWith("gpt-image") || model.startsWith("chatgpt-image") ? GPT_IMAGE : OTHER;
    }
}
