// SPDX-License-Identifier: Apache-2.0
/** What Camel's catalog of Kamelets asks of a Kamelet, and whether ours keep to it. */
@NullMarked
package io.github.camelportkey.images.kamelets;

import org.jspecify.annotations.NullMarked;
