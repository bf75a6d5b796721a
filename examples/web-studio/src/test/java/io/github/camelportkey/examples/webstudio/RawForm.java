// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A multipart form, byte for byte. */
final class RawForm {

    static final String BOUNDARY = "edge-of-a-part";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    RawForm text(String name, String value) {
        return part("name=\"" + name + "\"\r\n", value.getBytes(StandardCharsets.UTF_8));
    }

    RawForm file(String name, String fileName, byte[] bytes) {
        return part("name=\"" + name + "\"; filename=\"" + fileName + "\"\r\nContent-Type: image/png\r\n", bytes);
    }

    private RawForm part(String head, byte[] bytes) {
        raw("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + head + "\r\n");
        out.writeBytes(bytes);
        return raw("\r\n");
    }

    RawForm raw(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    byte[] end() {
        raw("--" + BOUNDARY + "--\r\n");
        return out.toByteArray();
    }

    byte[] unfinished() {
        return out.toByteArray();
    }
}
