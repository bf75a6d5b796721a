// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import io.github.camelportkey.standin.paint.ImageSource;

/**
 * One result of an edit.
 *
 * @param format {@code png}, {@code jpeg} or {@code webp}
 */
record EditedImage(ImageSource content, String format) {
}
