// SPDX-License-Identifier: Apache-2.0
/** All that the workers need, embedded: to see them run, to measure them, and to kill them. */
@NullMarked
package io.github.camelportkey.examples.editworkers.demo;

import org.jspecify.annotations.NullMarked;
