// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import org.jspecify.annotations.Nullable;

/**
 * What an edit gave. Iterates over its images, in the order of the answer. Immutable.
 *
 * @param created when the images were made, in seconds since 1970; 0 when the answer does not say
 * @param data the images
 * @param usage the tokens billed, or null when not said
 * @param size the size that the model chose, such as {@code 1024x1024}, or null
 * @param quality the quality that the model chose, or null
 * @param background the background that the model chose, or null
 * @param outputFormat {@code png}, {@code jpeg} or {@code webp}, or null
 * @param additionalProperties fields of the API that have no component here, or whose value does not fit it, as JSON
 *        values under their JSON names; they are written in place of the component
 */
@JsonSerialize(using = ImagesResponseSerializer.class)
@JsonDeserialize(using = ImagesResponseDeserializer.class)
public record ImagesResponse(long created, List<Image> data, @Nullable Usage usage, @Nullable String size,
        @Nullable String quality, @Nullable String background, @Nullable String outputFormat,
        Map<String, Object> additionalProperties) implements Iterable<Image> {

    private static final int NAMED_IN_SUMMARY = 3;

    public ImagesResponse {
        data = List.copyOf(data);
        additionalProperties = OrderedMaps.copyOf(additionalProperties);
    }

    @Override
    public Iterator<Image> iterator() {
        return data.iterator();
    }

    /** Whether at least one image can be used. */
    public boolean isUsable() {
        for (Image image : data) {
            if (image.isUsable()) {
                return true;
            }
        }
        return false;
    }

    /** The same answer with other images. */
    public ImagesResponse withData(List<Image> images) {
        return new ImagesResponse(created, images, usage, size, quality, background, outputFormat, additionalProperties);
    }

    /** Closes every image: their content can't be read afterwards. */
    public void release() {
        data.forEach(Image::close);
    }

    /** A summary without any image data, under 200 characters. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("ImagesResponse[").append(data.size())
                .append(data.size() == 1 ? " image" : " images");
        for (int i = 0; i < Math.min(NAMED_IN_SUMMARY, data.size()); i++) {
            text.append(i == 0 ? ": " : ", ").append(shortened(data.get(i)));
        }
        if (data.size() > NAMED_IN_SUMMARY) {
            text.append(", …");
        }
        if (usage != null) {
            text.append("; ").append(usage.totalTokens()).append(" tokens");
        }
        return text.append(']').toString();
    }

    private static String shortened(Image image) {
        String text = image.toString();
        return text.length() <= 45 ? text : text.substring(0, 44) + "…";
    }
}
