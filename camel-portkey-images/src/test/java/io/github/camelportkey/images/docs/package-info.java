// SPDX-License-Identifier: Apache-2.0
/** The documentation, held against the code: every snippet runs, every table equals the catalog, every link leads somewhere. */
@NullMarked
package io.github.camelportkey.images.docs;

import org.jspecify.annotations.NullMarked;
