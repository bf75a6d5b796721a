// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.io.Serializable;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import org.jspecify.annotations.Nullable;

/**
 * What the body of an error says, in any of the three shapes that occur: the provider's
 * {@code {"error":{message,type,param,code}}}, the gateway's own {@code {"status":"failure","message"}}, and text.
 */
record GatewayError(@Nullable String message, @Nullable String type, @Nullable String param, @Nullable String code)
        implements Serializable {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** As much as is kept of the text of a refusal. */
    private static final int LONGEST = AnswerConsumer.MAX_ERROR_BODY;
    private static final int SHOWN = 500;
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{64,}={0,2}");

    static GatewayError of(String body) {
        String text = (body.startsWith("\uFEFF") ? body.substring(1) : body).strip();
        if (!text.startsWith("{") && !text.startsWith("[")) {
            return plain(text);
        }
        try {
            JsonNode root = JSON.readTree(text);
            return of(root.isArray() ? root.path(0) : root, text);
        } catch (IOException e) {
            GatewayError begun = of(untilItBreaks(text), text);
            return begun.message != null ? begun : new GatewayError(printable(text), begun.type, begun.param, begun.code);
        }
    }

    /** What a JSON object says before it is cut off, at our bound or with its connection: its code says whether to try again. */
    private static JsonNode untilItBreaks(String text) {
        ObjectNode root = JSON.createObjectNode();
        try (JsonParser in = JSON.createParser(text)) {
            if (in.nextToken() == JsonToken.START_OBJECT) {
                fill(root, in);
            }
        } catch (IOException e) {
            // as far as it goes
        }
        return root;
    }

    private static void fill(ObjectNode object, JsonParser in) throws IOException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (value == JsonToken.START_OBJECT) {
                fill(object.putObject(name), in);
            } else if (value == JsonToken.START_ARRAY) {
                in.skipChildren();
            } else if (value == JsonToken.VALUE_STRING) {
                object.put(name, in.getText());
            }
        }
    }

    /** The error object of an answer, or null. */
    static @Nullable GatewayError of(@Nullable Object errorField) {
        return errorField == null ? null : of(JSON.createObjectNode().set("error", JSON.valueToTree(errorField)), "");
    }

    private static GatewayError of(JsonNode root, String text) {
        JsonNode error = root.path("error");
        if (error.isObject()) {
            return new GatewayError(text(error.path("message")), text(error.path("type")), text(error.path("param")),
                    text(error.path("code")));
        }
        if (error.isTextual()) {
            return new GatewayError(text(error), null, null, text(root.path("code")));
        }
        JsonNode first = root.path("errors").path(0);
        String message = text(root.path("message"));
        if (message == null) {
            message = first.isObject() ? text(first.path("message")) : text(first);
        }
        return message == null ? plain(text) : new GatewayError(message, null, null, text(root.path("code")));
    }

    private static GatewayError plain(String text) {
        return new GatewayError(text.isEmpty() ? null : printable(text), null, null, null);
    }

    private static @Nullable String text(JsonNode node) {
        if (!node.isValueNode() || node.isNull()) {
            return null;
        }
        String text = node.asText();
        return printable(text.length() <= LONGEST ? text : text.substring(0, LONGEST));
    }

    /** As much of a text as stands in a message. */
    static String shown(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /** A text of an answer, as it may stand in a message or a log: on one line, and without image data. */
    static String printable(String text) {
        return BASE64.matcher(text.replaceAll("[\\p{Cc}\u2028\u2029]+", " ")).replaceAll("(base64)");
    }
}
