// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.InputImage;
import org.jspecify.annotations.Nullable;

/**
 * One part of a multipart form: a text, or a file.
 *
 * @param name the field's name, as it is
 * @param text the value; null for a file
 * @param fileName the file's name, as it is; null for a text
 * @param contentType the file's media type; null for a text
 * @param content the file's bytes; null for a text
 */
record FormPart(String name, @Nullable String text, @Nullable String fileName, @Nullable String contentType,
        @Nullable ImageContent content) {

    static FormPart text(String name, Object value) {
        return new FormPart(name, value.toString(), null, null, null);
    }

    static FormPart file(String name, InputImage image) {
        return new FormPart(name, null, image.fileName(), image.contentType(), image.content());
    }

    /**
     * Appends the part's head, from its boundary to the empty line. Names are escaped as the HTML standard says
     * (4.10.21.8): the gateway answers 500 to a backslash or to {@code filename*}. A file without a name would be turned
     * into text.
     */
    void appendHead(Utf8Text to, String boundary) {
        to.append("--").append(boundary).append("\r\nContent-Disposition: form-data; name=\"").append(escaped(name)).append("\"");
        if (fileName != null) {
            to.append("; filename=\"").append(escaped(fileName)).append("\"\r\nContent-Type: ").append(contentType);
        }
        to.append("\r\n\r\n");
    }

    private static String escaped(String name) {
        return name.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
    }
}
