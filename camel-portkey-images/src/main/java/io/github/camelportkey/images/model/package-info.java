// SPDX-License-Identifier: Apache-2.0
/** The nouns of an image edit: request, route to the gateway, response, and the content of images. */
@NullMarked
package io.github.camelportkey.images.model;

import org.jspecify.annotations.NullMarked;
