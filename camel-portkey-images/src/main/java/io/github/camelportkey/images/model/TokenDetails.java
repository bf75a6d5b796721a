// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

/**
 * How tokens divide into kinds.
 *
 * @param textTokens tokens of text, or null when not said
 * @param imageTokens tokens of images, or null when not said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TokenDetails(
        @JsonProperty("text_tokens") @Nullable Long textTokens,
        @JsonProperty("image_tokens") @Nullable Long imageTokens) {
}
