// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

import org.jspecify.annotations.Nullable;

/**
 * The tokens that an edit was billed for.
 *
 * @param inputTokens tokens of prompt and images
 * @param outputTokens tokens of the images made
 * @param totalTokens both together
 * @param inputTokensDetails how the input divides into text and images, or null
 * @param outputTokensDetails how the output divides, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Usage(
        @JsonProperty("input_tokens") long inputTokens,
        @JsonProperty("output_tokens") long outputTokens,
        @JsonProperty("total_tokens") long totalTokens,
        @JsonProperty("input_tokens_details") @Nullable TokenDetails inputTokensDetails,
        @JsonProperty("output_tokens_details") @Nullable TokenDetails outputTokensDetails) {
}
