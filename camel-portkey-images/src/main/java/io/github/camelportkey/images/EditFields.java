// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.github.camelportkey.images.model.ImageEditRequest;
import io.github.camelportkey.images.model.ImageEditRequest.Builder;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The table of an edit's scalar fields: header, type, option, and slot of the request. */
final class EditFields {

    /**
     * @param header the header that holds the field
     * @param type the type that the header is converted to
     * @param option the option that holds where there is no header
     * @param slot where the value goes
     */
    record Field<T>(String header, Class<T> type, Function<PortkeyImagesConfiguration, @Nullable T> option,
            BiConsumer<Builder, @Nullable T> slot) {

        private void apply(Message message, PortkeyImagesConfiguration options, Builder request) {
            T value = HeaderValues.value(message, header, type, option.apply(options));
            slot.accept(request, value instanceof String text && text.isBlank() ? null : value);
        }
    }

    static final List<Field<?>> FIELDS = List.of(
            text(PortkeyImagesConstants.PROMPT, PortkeyImagesConfiguration::getPrompt, Builder::prompt),
            text(PortkeyImagesConstants.MODEL, PortkeyImagesConfiguration::getModel, Builder::model),
            number(PortkeyImagesConstants.N, PortkeyImagesConfiguration::getN, Builder::n),
            text(PortkeyImagesConstants.SIZE, PortkeyImagesConfiguration::getImageSize, Builder::size),
            text(PortkeyImagesConstants.RESPONSE_FORMAT, PortkeyImagesConfiguration::getResponseFormat,
                    Builder::responseFormat),
            text(PortkeyImagesConstants.USER, PortkeyImagesConfiguration::getUser, Builder::user),
            text(PortkeyImagesConstants.QUALITY, PortkeyImagesConfiguration::getQuality, Builder::quality),
            text(PortkeyImagesConstants.BACKGROUND, PortkeyImagesConfiguration::getBackground, Builder::background),
            text(PortkeyImagesConstants.INPUT_FIDELITY, PortkeyImagesConfiguration::getInputFidelity,
                    Builder::inputFidelity),
            text(PortkeyImagesConstants.OUTPUT_FORMAT, PortkeyImagesConfiguration::getOutputFormat,
                    Builder::outputFormat),
            number(PortkeyImagesConstants.OUTPUT_COMPRESSION, PortkeyImagesConfiguration::getOutputCompression,
                    Builder::outputCompression),
            text(PortkeyImagesConstants.MODERATION, PortkeyImagesConfiguration::getModeration, Builder::moderation));

    private EditFields() {
    }

    private static Field<String> text(String header, Function<PortkeyImagesConfiguration, @Nullable String> option,
            BiConsumer<Builder, @Nullable String> slot) {
        return new Field<>(header, String.class, option, slot);
    }

    private static Field<Integer> number(String header, Function<PortkeyImagesConfiguration, @Nullable Integer> option,
            BiConsumer<Builder, @Nullable Integer> slot) {
        return new Field<>(header, Integer.class, option, slot);
    }

    /**
     * Fills the scalar and the additional fields of an edit. A blank text is left out, so an empty header takes an option
     * back.
     *
     * @throws IllegalArgumentException for a header of a wrong type, or an additional field that is refused
     */
    static void apply(Message message, PortkeyImagesConfiguration options, Builder request) {
        for (Field<?> field : FIELDS) {
            field.apply(message, options, request);
        }
        Map<?, ?> header = HeaderValues.value(message, PortkeyImagesConstants.ADDITIONAL_FIELDS, Map.class, Map.of());
        if (options.getAdditionalField().isEmpty() && (header == null || header.isEmpty())) {
            return;
        }
        Map<String, List<String>> fields = additionalFields(options.getAdditionalField());
        if (header != null) {
            try {
                fields.putAll(additionalFields(header));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("In the header " + PortkeyImagesConstants.ADDITIONAL_FIELDS + ": "
                                                   + e.getMessage(), e);
            }
        }
        fields.forEach(request::additionalField);
    }

    /** The values of additional fields, by name; a collection or an array repeats the field. */
    static Map<String, List<String>> additionalFields(Map<?, ?> fields) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        fields.forEach((name, value) ->
                values.put(ImageEditRequest.requireAdditional(String.valueOf(name)), texts(String.valueOf(name), value)));
        return values;
    }

    private static List<String> texts(String name, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof Object[] several) {
            return texts(name, Arrays.asList(several));
        }
        if (value instanceof Collection<?> several) {
            List<String> all = new ArrayList<>();
            several.forEach(one -> all.addAll(texts(name, one)));
            return all;
        }
        if (value instanceof CharSequence || value instanceof Number || value instanceof Boolean
                || value instanceof Enum<?>) {
            return List.of(value.toString());
        }
        throw new IllegalArgumentException("The additional field '" + name + "' holds a " + value.getClass().getTypeName()
                                           + "; it takes text, numbers, booleans, or a list of these");
    }
}
