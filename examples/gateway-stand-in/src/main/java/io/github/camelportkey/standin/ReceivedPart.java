// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * One part of a form, as it arrived.
 *
 * @param name        the form field
 * @param fileName    the file name, {@code null} for a text field
 * @param contentType the part's own Content-Type, {@code null} when it had none
 * @param bytes       the content of a part of up to {@value #KEPT_BYTES} bytes; empty for a longer one
 * @param length      the content's length in bytes, whether kept or not
 * @param sha256      the content's SHA-256 in lower-case hexadecimal digits, whether kept or not
 */
public record ReceivedPart(
        String name, @Nullable String fileName, @Nullable String contentType,
        byte[] bytes, long length, String sha256) {

    /** Longer parts are measured and digested, but not kept. */
    public static final int KEPT_BYTES = 1024 * 1024;

    /** Whether this part came with a file name. */
    public boolean isFile() {
        return fileName != null;
    }

    /** The kept bytes, read as UTF-8. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "ReceivedPart[" + name + ", " + fileName + ", " + contentType + ", " + length + " bytes]";
    }
}
