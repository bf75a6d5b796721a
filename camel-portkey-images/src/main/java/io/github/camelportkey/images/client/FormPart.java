package io.github.camelportkey.images.client;

import java.nio.charset.StandardCharsets;

import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.InputImage;
import org.jspecify.annotations.Nullable;

/**
 * One part of a multipart form: a text value, or a file.
 *
 * @param name the field's name, as it is
 * @param fileName the file's name, as it is; null for a text value
 * @param contentType the file's media type; null for a text value
 * @param content the bytes
 */
record FormPart(String name, @Nullable String fileName, @Nullable String contentType, ImageContent content) {

    static FormPart text(String name, Object value) {
        return new FormPart(name, null, null,
                ImageContent.of(value.toString().getBytes(StandardCharsets.UTF_8), null));
    }

    static FormPart file(String name, InputImage image) {
        return new FormPart(name, image.fileName(), image.contentType(), image.content());
    }

    /**
     * The part's head, from the line end before its boundary to the empty line. Names are escaped as the HTML standard says (4.10.21.8): the
     * gateway answers 500 to a backslash or to {@code filename*}. A file without a name would be turned into text.
     */
    byte[] head(String lineEnd, String boundary) {
        StringBuilder head = new StringBuilder(160).append(lineEnd).append("--").append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"").append(escaped(name)).append('"');
        if (fileName != null) {
            head.append("; filename=\"").append(escaped(fileName)).append("\"\r\nContent-Type: ").append(contentType);
        }
        return head.append("\r\n\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String escaped(String name) {
        return name.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
    }
}
