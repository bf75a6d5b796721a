// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;

import org.jspecify.annotations.Nullable;

/**
 * One image of an answer: its content, or the url where it can be fetched for 60 minutes, or the reason why it can't be
 * used.
 *
 * <p>Immutable, and readable by several threads at once. Content stays readable for as long as the image is held; what
 * lies in a temporary file goes when the image is closed or no longer reachable.
 *
 * @param url where the image can be fetched, or null
 * @param content the bytes, or null
 * @param revisedPrompt the prompt that the model used, where it says so
 * @param problem why this image can't be used, or could not be downloaded, in a sentence; null when all is well
 * @param additionalProperties fields of the API that have no component here, as JSON values
 */
@JsonSerialize(using = ImageSerializer.class)
@JsonDeserialize(using = ImageDeserializer.class)
public record Image(@Nullable String url, @Nullable ImageContent content, @Nullable String revisedPrompt,
        @Nullable String problem, Map<String, Object> additionalProperties) implements AutoCloseable {

    public Image {
        additionalProperties = OrderedMaps.copyOf(additionalProperties);
    }

    /** An image that can't be used, and why. */
    public static Image unusable(String problem) {
        return new Image(null, null, null, problem, Map.of());
    }

    /** An image of the given content alone. */
    public static Image of(ImageContent content) {
        return new Image(null, content, null, null, Map.of());
    }

    /** Whether the bytes are here. */
    public boolean hasContent() {
        return content != null;
    }

    /** Whether there is anything to use: bytes or a url. */
    public boolean isUsable() {
        return content != null || url != null;
    }

    /** The media type of the content, such as {@code image/png}; null without content. */
    public @Nullable String contentType() {
        if (content == null) {
            return null;
        }
        String type = content.contentType();
        return type != null ? type : "application/octet-stream";
    }

    /** The file name extension for the content's type, without a dot; null without content. */
    public @Nullable String extension() {
        return content == null ? null : ImageType.extensionOf(content.contentType());
    }

    /** The number of bytes; -1 without content. */
    public long length() {
        return content == null ? -1 : content.length();
    }

    /**
     * Returns a new stream over the content, which the caller closes.
     *
     * @throws IOException when there is no content (the message says what to set to get it), or it was closed
     */
    public InputStream openStream() throws IOException {
        return requireContent().openStream();
    }

    /**
     * The content in a new array.
     *
     * @throws IOException as {@link #openStream()}
     */
    public byte[] bytes() throws IOException {
        return requireContent().bytes();
    }

    /**
     * The content as base64, made anew each time this is called; null without content.
     *
     * @throws UncheckedIOException when the content can't be read
     */
    public @Nullable String b64Json() {
        if (content == null) {
            return null;
        }
        try {
            return Base64.getEncoder().encodeToString(content.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The content.
     *
     * @throws IOException when there is none; the message says why, and what to set
     */
    public ImageContent requireContent() throws IOException {
        if (content != null) {
            return content;
        }
        if (url != null) {
            throw new IOException("This image is only a url, which dies after 60 minutes"
                                  + (problem == null ? "" : " (" + problem + ")")
                                  + ": set responseFormat=b64_json (models of the dall-e-2 kind) or downloadImages=true");
        }
        throw new IOException("This image has no content" + (problem == null ? "" : ": " + problem));
    }


    /** The same image with its content, fetched from its url. */
    public Image downloaded(ImageContent fetched) {
        return new Image(url, fetched, revisedPrompt, null, additionalProperties);
    }

    /** The same image with the reason why its url could not be fetched. */
    public Image notDownloaded(String reason) {
        return new Image(url, null, revisedPrompt, reason, additionalProperties);
    }

    /** Gives back the temporary file of the content, if there is one. The content can't be read afterwards. */
    @Override
    public void close() {
        if (content != null) {
            content.release();
        }
    }

    /** A summary without any image data. */
    @Override
    public String toString() {
        if (content != null) {
            return content.length() + " bytes of " + contentType();
        }
        return url != null ? "a url" : "unusable";
    }
}
