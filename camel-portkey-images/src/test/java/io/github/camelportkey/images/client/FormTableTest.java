// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImageEditRequest;
import io.github.camelportkey.images.model.InputImage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of form fields names every field of the API and reaches every component of a request. */
class FormTableTest {

    private static final Set<String> DOCUMENT = Set.of("image", "prompt", "mask", "model", "n", "size", "response_format",
            "user");
    private static final Set<String> NEWER = Set.of("quality", "background", "input_fidelity", "output_format",
            "output_compression", "moderation");

    @Test
    void thePartsAreTheFieldsOfTheDocumentAndTheNewerOnes() {
        Set<String> parts = new TreeSet<>(Set.of(ImageEditForm.IMAGE, ImageEditForm.MASK));
        ImageEditForm.TEXT_FIELDS.forEach(row -> parts.add(row.field()));
        Set<String> expected = new TreeSet<>(DOCUMENT);
        expected.addAll(NEWER);

        assertThat(parts).isEqualTo(expected);
        assertThat(ImageEditForm.TEXT_FIELDS).extracting(ImageEditForm.Row::field).doesNotHaveDuplicates();
    }

    @Test
    void everyComponentOfARequestIsReachedByOneRow() throws IOException {
        ImageEditRequest edit = ImageEditRequest.builder().prompt("prompt").model("model").n(1).size("size")
                .responseFormat("responseFormat").user("user").quality("quality").background("background")
                .inputFidelity("inputFidelity").outputFormat("outputFormat").outputCompression(2).moderation("moderation")
                .additionalField("x", List.of("1"))
                .image(InputImage.of(null, "image", ImageContent.of(Pictures.png(2), null), null)).build();
        Set<Object> reached = ImageEditForm.TEXT_FIELDS.stream().map(row -> row.value().apply(edit))
                .collect(Collectors.toSet());

        Set<String> slots = Arrays.stream(ImageEditRequest.class.getRecordComponents()).map(RecordComponent::getName)
                .filter(name -> !Set.of("images", "mask", "additionalFields").contains(name))
                .map(name -> name.equals("n") ? "1" : name.equals("outputCompression") ? "2" : name)
                .collect(Collectors.toSet());
        assertThat(reached.stream().map(Object::toString).collect(Collectors.toSet())).isEqualTo(slots);
    }
}
