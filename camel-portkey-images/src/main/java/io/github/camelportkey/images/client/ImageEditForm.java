// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.github.camelportkey.images.model.ImageEditRequest;
import io.github.camelportkey.images.model.InputImage;
import org.jspecify.annotations.Nullable;

/** The table from an edit to the parts of its form, in the order in which they are sent. */
final class ImageEditForm {

    static final String IMAGE = "image";
    static final String IMAGES = "image[]";
    static final String MASK = "mask";

    /**
     * @param field the form field
     * @param value the request's component; null leaves the field out
     */
    record Row(String field, Function<ImageEditRequest, @Nullable Object> value) {
    }

    static final List<Row> TEXT_FIELDS = List.of(
            new Row("prompt", ImageEditRequest::prompt),
            new Row("model", ImageEditRequest::model),
            new Row("n", ImageEditRequest::n),
            new Row("size", ImageEditRequest::size),
            new Row("response_format", ImageEditRequest::responseFormat),
            new Row("user", ImageEditRequest::user),
            new Row("quality", ImageEditRequest::quality),
            new Row("background", ImageEditRequest::background),
            new Row("input_fidelity", ImageEditRequest::inputFidelity),
            new Row("output_format", ImageEditRequest::outputFormat),
            new Row("output_compression", ImageEditRequest::outputCompression),
            new Row("moderation", ImageEditRequest::moderation));

    private ImageEditForm() {
    }

    /** Fields first and files last, so that a server can refuse an edit before it has read the files. */
    static List<FormPart> parts(ImageEditRequest request) {
        List<FormPart> parts = new ArrayList<>();
        for (Row row : TEXT_FIELDS) {
            Object value = row.value.apply(request);
            if (value != null) {
                parts.add(FormPart.text(row.field, value));
            }
        }
        request.additionalFields().forEach((name, values) ->
                values.forEach(value -> parts.add(FormPart.text(name, value))));
        String name = request.images().size() == 1 ? IMAGE : IMAGES;
        for (InputImage image : request.images()) {
            parts.add(FormPart.file(name, image));
        }
        if (request.mask() != null) {
            parts.add(FormPart.file(MASK, request.mask()));
        }
        return parts;
    }
}
