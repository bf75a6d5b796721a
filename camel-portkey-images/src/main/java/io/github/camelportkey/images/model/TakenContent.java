// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import org.jspecify.annotations.Nullable;

/**
 * What came of a base64 text that a reader took out of the JSON before it was parsed.
 *
 * @param content the decoded bytes, or null
 * @param problem why they could not be decoded, or null
 */
public record TakenContent(@Nullable ImageContent content, @Nullable String problem) {
}
