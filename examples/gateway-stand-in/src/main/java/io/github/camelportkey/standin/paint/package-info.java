// SPDX-License-Identifier: Apache-2.0
/** Painting into the transparent part of a picture, in place of a model. */
@NullMarked
package io.github.camelportkey.standin.paint;

import org.jspecify.annotations.NullMarked;
