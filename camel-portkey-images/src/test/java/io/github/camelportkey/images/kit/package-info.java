// SPDX-License-Identifier: Apache-2.0
/** What the tests share. */
@NullMarked
package io.github.camelportkey.images.kit;

import org.jspecify.annotations.NullMarked;
