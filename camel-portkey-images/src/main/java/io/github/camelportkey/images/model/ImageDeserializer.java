// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;

/** Reads an image from the API's JSON. */
final class ImageDeserializer extends StdDeserializer<Image> {

    private static final long serialVersionUID = 1L;

    ImageDeserializer() {
        super(Image.class);
    }

    @Override
    public Image deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        ImageDraft draft = new ImageDraft();
        draft.read(parser, context);
        return draft.build();
    }
}
