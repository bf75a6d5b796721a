// SPDX-License-Identifier: Apache-2.0
/** The component side by side with other ways to edit images: speed, CPU, allocation, heap. */
@NullMarked
package io.github.camelportkey.benchmark;

import org.jspecify.annotations.NullMarked;
