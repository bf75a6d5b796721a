// SPDX-License-Identifier: Apache-2.0
/** Camel's command line, with the component out of its jar. */
@NullMarked
package io.github.camelportkey.examples.cli;

import org.jspecify.annotations.NullMarked;
