// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.camelportkey.standin;

import org.jspecify.annotations.NullMarked;
