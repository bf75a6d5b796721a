// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One edit, as it will be sent. What is null is left out of the request, so that the gateway and the model decide.
 * Immutable.
 *
 * @param images the images to edit, at least one
 * @param mask where to edit: the fully transparent pixels of this image; or null
 * @param prompt what to make, not blank
 * @param model the model's name, without a provider's slug
 * @param n how many images to make
 * @param size {@code WIDTHxHEIGHT} in pixels, or {@code auto}
 * @param responseFormat {@code url} or {@code b64_json}
 * @param user identifies the end user to the provider
 * @param quality how much work the model puts in
 * @param background {@code transparent}, {@code opaque} or {@code auto}
 * @param inputFidelity how closely to follow the input's features
 * @param outputFormat {@code png}, {@code jpeg} or {@code webp}
 * @param outputCompression 0 to 100, for jpeg and webp
 * @param moderation how strictly the provider filters
 * @param additionalFields further form fields, by name; each may have several values
 */
public record ImageEditRequest(List<InputImage> images, @Nullable InputImage mask, String prompt,
        @Nullable String model, @Nullable Integer n, @Nullable String size, @Nullable String responseFormat,
        @Nullable String user, @Nullable String quality, @Nullable String background, @Nullable String inputFidelity,
        @Nullable String outputFormat, @Nullable Integer outputCompression, @Nullable String moderation,
        Map<String, List<String>> additionalFields) {

    private static final Set<String> OWN_FIELDS = Set.of("image", "mask", "prompt", "model", "n", "size",
            "response_format", "user", "quality", "background", "input_fidelity", "output_format", "output_compression",
            "moderation");

    /** @throws IllegalArgumentException when prompt or images are missing, or an additional field is one of our own */
    public ImageEditRequest {
        images = List.copyOf(images);
        if (images.isEmpty()) {
            throw new IllegalArgumentException("An edit needs at least one image");
        }
        if (prompt.isBlank()) {
            throw new IllegalArgumentException("An edit needs a prompt");
        }
        additionalFields = additionalFields.isEmpty() ? Collections.emptyMap() : checked(additionalFields);
    }

    private static Map<String, List<String>> checked(Map<String, List<String>> fields) {
        Map<String, List<String>> copy = new LinkedHashMap<>();
        fields.forEach((name, values) -> copy.put(requireAdditional(name), List.copyOf(values)));
        return Collections.unmodifiableMap(copy);
    }

    /**
     * Returns the name of an additional form field, if it may be one.
     *
     * @throws IllegalArgumentException when it is empty, or is a field that has an option of its own
     */
    public static String requireAdditional(String name) {
        int bracket = name.indexOf('[');
        String bare = (bracket < 0 ? name : name.substring(0, bracket)).trim().toLowerCase(Locale.ROOT);
        if (bare.isEmpty()) {
            throw new IllegalArgumentException("An additional form field needs a name");
        }
        if (OWN_FIELDS.contains(bare)) {
            throw new IllegalArgumentException("The form field '" + name + "' can't be an additional field: it has an "
                                               + "option and a header of its own");
        }
        return name;
    }

    /** A builder with nothing set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects an edit. Not thread-safe. */
    public static final class Builder {

        private final List<InputImage> images = new ArrayList<>();
        private final Map<String, List<String>> additionalFields = new LinkedHashMap<>();
        private @Nullable InputImage mask;
        private @Nullable String prompt;
        private @Nullable String model;
        private @Nullable Integer n;
        private @Nullable String size;
        private @Nullable String responseFormat;
        private @Nullable String user;
        private @Nullable String quality;
        private @Nullable String background;
        private @Nullable String inputFidelity;
        private @Nullable String outputFormat;
        private @Nullable Integer outputCompression;
        private @Nullable String moderation;

        private Builder() {
        }

        /** Adds an image to edit. */
        public Builder image(InputImage value) {
            images.add(value);
            return this;
        }

        /** Sets the mask. */
        public Builder mask(@Nullable InputImage value) {
            mask = value;
            return this;
        }

        /** Sets the prompt. */
        public Builder prompt(@Nullable String value) {
            prompt = value;
            return this;
        }

        /** Sets the model's name. */
        public Builder model(@Nullable String value) {
            model = value;
            return this;
        }

        /** Sets the number of images to make. */
        public Builder n(@Nullable Integer value) {
            n = value;
            return this;
        }

        /** Sets the size. */
        public Builder size(@Nullable String value) {
            size = value;
            return this;
        }

        /** Sets the response format. */
        public Builder responseFormat(@Nullable String value) {
            responseFormat = value;
            return this;
        }

        /** Sets the end user. */
        public Builder user(@Nullable String value) {
            user = value;
            return this;
        }

        /** Sets the quality. */
        public Builder quality(@Nullable String value) {
            quality = value;
            return this;
        }

        /** Sets the background. */
        public Builder background(@Nullable String value) {
            background = value;
            return this;
        }

        /** Sets the input fidelity. */
        public Builder inputFidelity(@Nullable String value) {
            inputFidelity = value;
            return this;
        }

        /** Sets the output format. */
        public Builder outputFormat(@Nullable String value) {
            outputFormat = value;
            return this;
        }

        /** Sets the output compression. */
        public Builder outputCompression(@Nullable Integer value) {
            outputCompression = value;
            return this;
        }

        /** Sets the moderation level. */
        public Builder moderation(@Nullable String value) {
            moderation = value;
            return this;
        }

        /** Sets all values of an additional form field. */
        public Builder additionalField(String name, List<String> values) {
            additionalFields.put(name, values);
            return this;
        }

        /** The model, as set so far. */
        public @Nullable String model() {
            return model;
        }

        /** Which of the two fields that no edit can do without are missing so far: {@code prompt}, {@code image}. */
        public List<String> missing() {
            List<String> missing = new ArrayList<>();
            if (prompt == null || prompt.isBlank()) {
                missing.add("prompt");
            }
            if (images.isEmpty()) {
                missing.add("image");
            }
            return missing;
        }

        /**
         * What is wrong with the edit by the limits of a model family, a sentence each; what is missing is not judged.
         *
         * @throws IOException when an image can't be read
         */
        public List<String> faults(ModelFamily family) throws IOException {
            return EditLimits.faults(family, new EditLimits.Draft(images, mask, prompt, n, size, responseFormat,
                    outputCompression));
        }

        /**
         * The edit.
         *
         * @throws IllegalArgumentException when prompt or images are missing, both named at once
         */
        public ImageEditRequest build() {
            if (prompt == null || !missing().isEmpty()) {
                throw new IllegalArgumentException("An edit needs " + String.join(" and ", missing()));
            }
            return new ImageEditRequest(images, mask, prompt, model, n, size, responseFormat, user, quality, background,
                    inputFidelity, outputFormat, outputCompression, moderation, additionalFields);
        }
    }
}
