// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.camelportkey.standin.paint.ImageFacts;

/** The API's JSON for a finished edit, written while it is painted: one image at a time is in memory. */
final class EditAnswer {

    private static final JsonMapper JSON = new JsonMapper();

    private final EditOrder order;
    private final ImageEditor editor;
    private final ResultFiles files;
    private final EditedImage first;

    /** Paints the first image, so that a picture that cannot be painted is found before a status is sent. */
    EditAnswer(EditOrder order, ImageEditor editor, ResultFiles files) throws IOException {
        this.order = order;
        this.editor = editor;
        this.files = files;
        this.first = editor.edit(order, 0);
    }

    void write(OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("created", Instant.now().getEpochSecond());
            if (order.family() == ModelFamily.GPT_IMAGE) {
                json.writeStringField("background", order.background().equals("auto") ? "opaque" : order.background());
            }
            json.writeArrayFieldStart("data");
            for (int i = 0; i < order.n(); i++) {
                writeImage(json, i == 0 ? first : editor.edit(order, i));
            }
            json.writeEndArray();
            if (order.family() == ModelFamily.GPT_IMAGE) {
                json.writeStringField("output_format", first.format());
                json.writeStringField("quality", quality());
                json.writeStringField("size", size().toString());
                writeUsage(json);
            }
            json.writeEndObject();
        }
    }

    private void writeImage(JsonGenerator json, EditedImage image) throws IOException {
        json.writeStartObject();
        if (order.url()) {
            json.writeStringField("url", files.keep(image).toString());
        } else {
            json.writeFieldName("b64_json");
            try (InputStream content = image.content().open()) {
                json.writeBinary(content, Math.toIntExact(image.content().length()));
            }
        }
        json.writeEndObject();
    }

    private void writeUsage(JsonGenerator json) throws IOException {
        long text = 1 + order.prompt().codePointCount(0, order.prompt().length()) / 4;
        long images = 0;
        for (UploadedPart image : order.images()) {
            ImageFacts facts = ImageFacts.read(image);
            images += facts == null ? 0 : 1 + (long) facts.width() * facts.height() / 1024;
        }
        long output = order.n() * switch (quality()) {
            case "low" -> 272L;
            case "high" -> 4160L;
            default -> 1056L;
        };
        json.writeObjectFieldStart("usage");
        json.writeNumberField("input_tokens", text + images);
        json.writeObjectFieldStart("input_tokens_details");
        json.writeNumberField("image_tokens", images);
        json.writeNumberField("text_tokens", text);
        json.writeEndObject();
        json.writeNumberField("output_tokens", output);
        json.writeNumberField("total_tokens", text + images + output);
        json.writeEndObject();
    }

    private String quality() {
        return order.quality().equals("auto") ? "medium" : order.quality();
    }

    private PixelSize size() {
        return ImageEditor.isPaintable(order)
                ? order.resultSize() : new PixelSize(order.facts().width(), order.facts().height());
    }
}
