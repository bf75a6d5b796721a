// SPDX-License-Identifier: Apache-2.0
/** What the real open-source Portkey gateway makes of our requests, and we of its answers. */
@NullMarked
package io.github.camelportkey.images.gateway;

import org.jspecify.annotations.NullMarked;
