// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

/** What an endpoint does. */
public enum PortkeyImagesOperation {
    /** Edits one or more images after a prompt. */
    edit
}
