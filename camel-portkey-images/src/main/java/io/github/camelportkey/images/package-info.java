// SPDX-License-Identifier: Apache-2.0
/** The Camel component: which exchange becomes which edit, and where its result goes. */
@NullMarked
package io.github.camelportkey.images;

import org.jspecify.annotations.NullMarked;
