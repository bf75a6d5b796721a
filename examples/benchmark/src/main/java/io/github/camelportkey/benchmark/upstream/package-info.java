// SPDX-License-Identifier: Apache-2.0
/** The server that all clients are measured against: cheaper than any of them. */
@NullMarked
package io.github.camelportkey.benchmark.upstream;

import org.jspecify.annotations.NullMarked;
