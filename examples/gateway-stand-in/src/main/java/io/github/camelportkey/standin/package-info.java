// SPDX-License-Identifier: Apache-2.0
/** A real HTTP server on loopback that answers image edits as the Portkey gateway and the model behind it do. */
@NullMarked
package io.github.camelportkey.standin;

import org.jspecify.annotations.NullMarked;
