// SPDX-License-Identifier: Apache-2.0
/** The page that shows each picture before and after its edit, with the mask between. */
@NullMarked
package io.github.camelportkey.examples.filetos3.gallery;

import org.jspecify.annotations.NullMarked;
