// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.gallery;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows of one picture.
 *
 * @param name the picture's name, of which the page's image files are named
 * @param facts short ones, such as how long it took
 * @param key where the edit lies in the bucket
 * @param after the edited picture, unless it failed
 * @param problem why it failed, if it did
 */
public record GalleryEntry(
        String name, String prompt, List<String> facts, String key, Path before, Path mask,
        byte @Nullable [] after, @Nullable String problem) {
}
