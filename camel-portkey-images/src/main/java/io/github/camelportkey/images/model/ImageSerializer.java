// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.util.TokenBuffer;

/** Writes an image as the API's JSON; its content goes from its stream to the output, slice by slice, as base64. */
final class ImageSerializer extends StdSerializer<Image> {

    private static final long serialVersionUID = 1L;

    ImageSerializer() {
        super(Image.class);
    }

    @Override
    public void serialize(Image image, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartObject(image);
        if (image.url() != null) {
            json.writeStringField("url", image.url());
        }
        if (image.hasContent()) {
            json.writeFieldName("b64_json");
            if (json instanceof TokenBuffer) {
                json.writeString(image.b64Json()); // a tree in memory takes no stream
            } else {
                writeContent(image, json);
            }
        }
        if (image.revisedPrompt() != null) {
            json.writeStringField("revised_prompt", image.revisedPrompt());
        }
        for (Map.Entry<String, Object> other : image.additionalProperties().entrySet()) {
            if (!isWritten(other.getKey(), image)) {
                provider.defaultSerializeField(other.getKey(), other.getValue(), json);
            }
        }
        json.writeEndObject();
    }

    private static void writeContent(Image image, JsonGenerator json) throws IOException {
        try (InputStream in = image.openStream()) {
            json.writeBinary(Base64Variants.MIME_NO_LINEFEEDS, in, Math.toIntExact(image.length()));
        }
    }

    /** An answer may say {@code "b64_json": null} beside a url whose content was fetched since. */
    private static boolean isWritten(String name, Image image) {
        return switch (name) {
            case "url" -> image.url() != null;
            case "b64_json" -> image.hasContent();
            case "revised_prompt" -> image.revisedPrompt() != null;
            default -> false;
        };
    }
}
