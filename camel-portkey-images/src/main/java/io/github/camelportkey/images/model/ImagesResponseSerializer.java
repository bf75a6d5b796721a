// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;

import org.jspecify.annotations.Nullable;

/** Writes a response as the API's JSON. What the answer did not say is not written. */
final class ImagesResponseSerializer extends StdSerializer<ImagesResponse> {

    private static final long serialVersionUID = 1L;

    ImagesResponseSerializer() {
        super(ImagesResponse.class);
    }

    @Override
    public void serialize(ImagesResponse response, JsonGenerator json, SerializerProvider provider) throws IOException {
        Map<String, Object> others = response.additionalProperties();
        json.writeStartObject(response);
        if (response.created() != 0 && !others.containsKey("created")) {
            json.writeNumberField("created", response.created());
        }
        if (!others.containsKey("data")) {
            json.writeArrayFieldStart("data");
            for (Image image : response) {
                provider.defaultSerializeValue(image, json);
            }
            json.writeEndArray();
        }
        write("usage", response.usage(), others, json, provider);
        write("size", response.size(), others, json, provider);
        write("quality", response.quality(), others, json, provider);
        write("background", response.background(), others, json, provider);
        write("output_format", response.outputFormat(), others, json, provider);
        for (Map.Entry<String, Object> other : others.entrySet()) {
            provider.defaultSerializeField(other.getKey(), other.getValue(), json);
        }
        json.writeEndObject();
    }

    private static void write(String name, @Nullable Object value, Map<String, Object> others, JsonGenerator json,
            SerializerProvider provider) throws IOException {
        if (value != null && !others.containsKey(name)) {
            provider.defaultSerializeField(name, value, json);
        }
    }
}
