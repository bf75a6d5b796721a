// SPDX-License-Identifier: Apache-2.0
/** A page on which a mask is painted and an edit is seen, and the route behind it. */
@NullMarked
package io.github.camelportkey.examples.webstudio;

import org.jspecify.annotations.NullMarked;
