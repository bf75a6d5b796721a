// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The families of models whose limits are known: one row each. A model of another family has only what holds for all. */
public enum ModelFamily {

    /** As the Portkey API document states them for its default model. */
    DALL_E_2("dall-e-2",
            new Limits(1, Limits.MB_4, Set.of(ImageType.PNG), true, true, Limits.MB_4, 1_000,
                    Pattern.compile("256x256|512x512|1024x1024"), "256x256, 512x512 or 1024x1024",
                    Set.of("url", "b64_json"), false)),

    /** As the image edit API states them in late 2026. */
    GPT_IMAGE("gpt-image",
            new Limits(16, Limits.MB_50, Set.of(ImageType.values()), true, false, Limits.MB_4, 32_000,
                    Pattern.compile("auto|[1-9][0-9]*x[1-9][0-9]*"), "auto or WIDTHxHEIGHT, such as 1536x1024",
                    Set.of(), true)),

    /** What every model asks for. */
    OTHER("any model",
            new Limits(16, Long.MAX_VALUE, Set.of(), false, false, Long.MAX_VALUE, Integer.MAX_VALUE,
                    null, "", null, false));

    private final String label;
    private final Limits limits;

    ModelFamily(String label, Limits limits) {
        this.label = label;
        this.limits = limits;
    }

    /** The family's name, as it stands in messages. */
    public String label() {
        return label;
    }

    Limits limits() {
        return limits;
    }

    /** The family of a model's name, without a provider's slug. */
    public static ModelFamily of(String model) {
        if (model.equals("dall-e-2")) {
            return DALL_E_2;
        }
        return model.startsWith("gpt-image") || model.startsWith("chatgpt-image") ? GPT_IMAGE : OTHER;
    }

    /**
     * The limits of a family.
     *
     * @param maxImages how many images it takes
     * @param imageBytesBelow an image has fewer bytes than this
     * @param types the image types it takes; empty for no limit
     * @param readableHeader whether an image's header must say its dimensions
     * @param squareWithTransparency whether an image must be square, and transparent somewhere if there is no mask
     * @param maskBytesBelow a mask has fewer bytes than this
     * @param maxPrompt the longest prompt, in code points
     * @param sizes the sizes it takes; null for no limit
     * @param sizesInWords the same for people
     * @param responseFormats the response formats it takes; empty when it refuses the field; null for no limit
     * @param compressionInPercent whether the output compression is 0 to 100
     */
    record Limits(int maxImages, long imageBytesBelow, Set<ImageType> types, boolean readableHeader,
            boolean squareWithTransparency, long maskBytesBelow, int maxPrompt, @Nullable Pattern sizes,
            String sizesInWords, @Nullable Set<String> responseFormats, boolean compressionInPercent) {

        private static final long MB_4 = 4L * 1024 * 1024;
        private static final long MB_50 = 50L * 1024 * 1024;
    }
}
