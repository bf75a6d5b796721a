// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.Base64Variants;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;

import org.jspecify.annotations.Nullable;

/** An image while its JSON object is being read; what was read before an error can still be built. */
final class ImageDraft {

    private static final Base64Variant BASE64 = Base64Variants.MIME_NO_LINEFEEDS.withPaddingAllowed();
    private static final Pattern INDEX = Pattern.compile("[0-9]{1,6}");

    private @Nullable String url;
    private @Nullable ImageContent content;
    private @Nullable String revisedPrompt;
    private @Nullable String problem;
    private final Map<String, Object> additional = new LinkedHashMap<>();

    /** Reads the value at which the parser stands. */
    void read(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            problem = "an item of the answer is " + parser.currentToken() + ", not an object";
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            additional.remove(name);
            JsonToken token = parser.nextToken();
            boolean text = token == JsonToken.VALUE_STRING;
            switch (name) {
                case "b64_json" -> readContent(parser, context, text);
                case "url" -> url = text ? parser.getText() : other(name, parser, context);
                case "revised_prompt" -> revisedPrompt = text ? parser.getText() : other(name, parser, context);
                default -> additional.put(name, context.readValue(parser, Object.class));
            }
        }
    }

    private void readContent(JsonParser parser, DeserializationContext context, boolean text) throws IOException {
        if (!text) {
            other("b64_json", parser, context);
            return;
        }
        Object taken = context.getAttribute(ImagesResponseDeserializer.TAKEN_CONTENTS);
        if (taken instanceof List<?> contents) {
            TakenContent result = taken(contents, parser.getText());
            if (result.content() != null || content == null) {
                content = result.content();
                problem = result.problem();
            }
            return;
        }
        ContentSink sink = ContentSink.inMemory();
        try {
            parser.readBinaryValue(BASE64, sink);
        } catch (IllegalArgumentException e) { // as Jackson has it for some, and not for all, broken base64
            throw JsonMappingException.from(parser, "b64_json is no base64", e);
        }
        if (sink.length() > 0) {
            content = sink.finish(null);
        } else if (content == null) {
            additional.put("b64_json", "");
        }
    }

    /** JSON in UTF-16, which Jackson reads too, comes without its contents taken out. */
    private static TakenContent taken(List<?> contents, String index) {
        return INDEX.matcher(index).matches() && Integer.parseInt(index) < contents.size()
                ? (TakenContent) contents.get(Integer.parseInt(index))
                : new TakenContent(null, "its base64 is not encoded in UTF-8");
    }

    /** A value of an unexpected type, also null, is kept as it is, under its name. */
    private @Nullable String other(String name, JsonParser parser, DeserializationContext context) throws IOException {
        additional.put(name, context.readValue(parser, Object.class));
        return null;
    }

    boolean hasContent() {
        return content != null;
    }

    Image build() {
        String place = url == null || url.isBlank() ? null : url;
        if (url != null && place == null) {
            additional.put("url", url);
        }
        String reason = problem;
        if (reason == null && content == null && place == null) {
            reason = "the item has neither b64_json nor url";
        }
        return new Image(place, content, revisedPrompt, reason, additional);
    }
}
