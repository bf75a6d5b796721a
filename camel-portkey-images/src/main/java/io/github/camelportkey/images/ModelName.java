// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import org.jspecify.annotations.Nullable;

/**
 * A model and its provider. The gateway never rewrites a model of a multipart form, so {@code @slug/name} is split here.
 *
 * @param name the model without a slug, or null
 * @param provider the provider, by the slug or as given, or null
 */
record ModelName(@Nullable String name, @Nullable String provider) {

    private static final String PLACES = " (of the option model or the header " + PortkeyImagesConstants.MODEL + ")";

    /** @throws IllegalArgumentException when the model's slug and the provider contradict each other, or there is a slug only */
    static ModelName of(@Nullable String model, @Nullable String provider) {
        if (model == null || !namesProvider(model)) {
            return new ModelName(model, provider);
        }
        String bare = model.strip();
        int slash = bare.indexOf('/');
        String slug = bare.substring(0, slash);
        if (bare.length() == slash + 1) {
            throw new IllegalArgumentException("The model " + bare + PLACES + " names a provider, but no model behind the slash");
        }
        if (provider != null && !provider.isBlank() && !provider.equals(slug)) {
            throw new IllegalArgumentException("The model " + bare + PLACES + " names the provider " + slug
                                               + ", but provider is " + provider + "; leave one of them out");
        }
        return new ModelName(bare.substring(slash + 1), slug);
    }

    static boolean namesProvider(@Nullable String model) {
        return model != null && model.strip().startsWith("@") && model.strip().indexOf('/') > 1;
    }
}
