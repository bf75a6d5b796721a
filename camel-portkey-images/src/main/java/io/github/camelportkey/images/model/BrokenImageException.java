// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;

/** An image file whose bytes break the rules of its format. */
final class BrokenImageException extends IOException {

    private static final long serialVersionUID = 1L;

    BrokenImageException(String message) {
        super(message);
    }
}
