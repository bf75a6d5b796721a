// SPDX-License-Identifier: Apache-2.0
/** Every fault that can be staged, one list, run in routes over real sockets. */
@NullMarked
package io.github.camelportkey.images.faults;

import org.jspecify.annotations.NullMarked;
