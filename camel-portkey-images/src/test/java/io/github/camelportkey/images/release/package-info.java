// SPDX-License-Identifier: Apache-2.0
/** What {@code mvn -Prelease verify} packages, looked at after it is packaged. */
@NullMarked
package io.github.camelportkey.images.release;

import org.jspecify.annotations.NullMarked;
