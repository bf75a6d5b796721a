// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;

import org.jspecify.annotations.Nullable;

/**
 * Reads a response from the API's JSON. Nothing that the JSON says is lost: what does not fit a component is kept in
 * {@link ImagesResponse#additionalProperties()}.
 *
 * <p>With the attribute {@link #TAKEN_CONTENTS} it reads an answer that is already paid for: each {@code b64_json} is
 * then the index of a content that was decoded before, and JSON that breaks off or is broken gives what was read up to
 * there, with the reason as a last, unusable image.
 */
public final class ImagesResponseDeserializer extends StdDeserializer<ImagesResponse> {

    /** The attribute that holds a {@code List<TakenContent>}. */
    public static final Object TAKEN_CONTENTS = TakenContent.class;

    private static final long serialVersionUID = 1L;

    ImagesResponseDeserializer() {
        super(ImagesResponse.class);
    }

    @Override
    public ImagesResponse deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            return (ImagesResponse) context.handleUnexpectedToken(ImagesResponse.class, parser);
        }
        Draft draft = new Draft();
        try {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                draft.readField(parser, context);
            }
        } catch (JsonProcessingException e) {
            if (!(context.getAttribute(TAKEN_CONTENTS) instanceof List<?> contents)) {
                throw e;
            }
            draft.breakOff(e, contents);
        }
        return draft.build();
    }

    /** The response while it is being read. */
    private static final class Draft {

        private final Map<String, Object> fields = new LinkedHashMap<>();
        private List<Image> data = new ArrayList<>();
        private @Nullable ImageDraft open;

        private void readField(JsonParser parser, DeserializationContext context) throws IOException {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (!"data".equals(name) || token != JsonToken.START_ARRAY) {
                fields.put(name, context.readValue(parser, Object.class));
                return;
            }
            fields.remove("data");
            List<Image> before = data;
            data = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                open = new ImageDraft();
                open.read(parser, context);
                data.add(open.build());
                open = null;
            }
            if (!before.isEmpty() && before.stream().anyMatch(Image::isUsable) && data.stream().noneMatch(Image::isUsable)) {
                data = before; // the last of several lists counts, but not against what is paid for
            }
        }

        /** Keeps what was decoded, also where the JSON does not lead there any more: it is paid for. */
        private void breakOff(JsonProcessingException reason, List<?> contents) {
            if (open != null && open.hasContent()) {
                data.add(open.build());
            }
            Set<ImageContent> kept = Collections.newSetFromMap(new IdentityHashMap<>());
            data.forEach(image -> kept.add(image.content()));
            for (Object taken : contents) {
                ImageContent content = ((TakenContent) taken).content();
                if (content != null && kept.add(content)) {
                    data.add(Image.of(content));
                }
            }
            // Jackson's own words repeat the answer's, and an answer may echo a key.
            data.add(Image.unusable("the rest of the answer is "
                                    + (reason instanceof JsonEOFException ? "cut off" : "broken JSON")));
        }

        private ImagesResponse build() {
            return new ImagesResponse(created(), data, usage(), text("size"), text("quality"), text("background"),
                    text("output_format"), fields);
        }

        private long created() {
            if (fields.get("created") instanceof Number number) {
                if (number.longValue() != 0 && (number instanceof Integer || number instanceof Long)) {
                    fields.remove("created");
                }
                double value = number.doubleValue();
                return Math.abs(value) < 1L << 62 ? number.longValue() : 0;
            }
            return 0;
        }

        private @Nullable String text(String name) {
            if (fields.get(name) instanceof String text) {
                fields.remove(name);
                return text;
            }
            return null;
        }

        private @Nullable Usage usage() {
            if (fields.get("usage") instanceof Map<?, ?> json) {
                UsageReader reader = new UsageReader();
                Usage usage = reader.read(json);
                if (reader.exact()) {
                    fields.remove("usage");
                }
                return usage;
            }
            return null;
        }
    }
}
