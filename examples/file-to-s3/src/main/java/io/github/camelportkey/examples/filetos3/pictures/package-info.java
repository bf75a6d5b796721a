// SPDX-License-Identifier: Apache-2.0
/** Draws the sample pictures that lie in this example, so that nobody needs a camera or a licence to run it. */
@NullMarked
package io.github.camelportkey.examples.filetos3.pictures;

import org.jspecify.annotations.NullMarked;
