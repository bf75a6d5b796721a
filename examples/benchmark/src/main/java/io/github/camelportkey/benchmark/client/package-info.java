// SPDX-License-Identifier: Apache-2.0
/** The clients side by side, each in a process of its own. */
@NullMarked
package io.github.camelportkey.benchmark.client;

import org.jspecify.annotations.NullMarked;
