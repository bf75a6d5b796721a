// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

/** What to do with an edit that breaks the known limits of its model. */
public enum PortkeyImagesValidation {
    /** Refuse it before it is sent, with all faults in one message. */
    fail,
    /** Log all faults in one warning, and send it. */
    warn,
    /** Do not look. */
    off
}
