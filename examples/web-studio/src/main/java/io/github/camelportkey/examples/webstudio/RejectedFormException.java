// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

/** A form that the studio's own page would not send. */
final class RejectedFormException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    /** @param code what the page has words for */
    RejectedFormException(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    String code() {
        return code;
    }
}
