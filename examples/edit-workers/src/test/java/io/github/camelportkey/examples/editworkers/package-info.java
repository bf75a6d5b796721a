// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.camelportkey.examples.editworkers;

import org.jspecify.annotations.NullMarked;
