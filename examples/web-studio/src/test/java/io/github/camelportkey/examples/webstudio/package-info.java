// SPDX-License-Identifier: Apache-2.0
/** The studio as browsers and hostile clients see it. */
@NullMarked
package io.github.camelportkey.examples.webstudio;

import org.jspecify.annotations.NullMarked;
