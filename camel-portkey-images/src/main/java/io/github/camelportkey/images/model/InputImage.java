// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * An image, or a mask, as it goes into an edit.
 *
 * @param fileName the name to send, with an extension that fits the type; not empty
 * @param contentType the media type to send; never {@code application/octet-stream}, which the API refuses
 * @param content the bytes
 * @param header what the file's header says; null when it is no PNG, JPEG or WebP
 */
public record InputImage(String fileName, String contentType, ImageContent content, @Nullable ImageHeader header) {

    private static final int MAX_NAME = 100;
    private static final Pattern IMAGE_TYPE = Pattern.compile("image/[A-Za-z0-9][A-Za-z0-9.+-]*");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\u2028\u2029]");

    /** @throws IllegalArgumentException when the name is empty or the type is no image type */
    public InputImage {
        if (fileName.isBlank()) {
            throw new IllegalArgumentException("An image needs a file name: the API refuses parts without one");
        }
        if (!ImageType.PNG.contentType().equals(contentType) && !IMAGE_TYPE.matcher(contentType).matches()) {
            throw new IllegalArgumentException(printable(fileName) + " is declared as " + printable(contentType) + ", which is no image type");
        }
    }

    /**
     * Recognises the type from the first bytes, else takes the declared one, and makes a harmless file name.
     *
     * @param name the original name or path, or null
     * @param fallbackName the base name to use when there is none, such as {@code image}
     * @param declared the media type that somebody stated, or null
     * @throws IllegalArgumentException when the bytes are no image that we know and none was declared
     * @throws IOException when the bytes can't be read
     */
    public static InputImage of(@Nullable String name, String fallbackName, ImageContent content,
            @Nullable String declared) throws IOException {
        ImageHeader header = ImageHeader.read(content);
        String contentType = header != null ? header.type().contentType() : declaredImage(declared);
        if (contentType == null) {
            throw new IllegalArgumentException(
                    "The bytes of " + (name == null ? "the " + fallbackName : "'" + baseName(name, fallbackName) + "'")
                                               + " (" + content.length() + " bytes) are no PNG, JPEG or WebP image, and "
                                               + (declared == null
                                                       ? "no content type is declared"
                                                       : "the declared content type is " + printable(declared))
                                               + ". Send an image file, or declare its type (image/…) if it is of another"
                                               + " kind that the model takes");
        }
        return new InputImage(baseName(name, fallbackName) + "." + ImageType.extensionOf(contentType), contentType,
                content, header);
    }

    /** The same image under another base name; the extension stays, if there is one. */
    public InputImage named(String base) {
        return new InputImage(base + fileName.substring(baseName().length()), contentType, content, header);
    }

    /** The file name without its extension, if it has one. */
    public String baseName() {
        int dot = fileName.lastIndexOf('.');
        return dot < 0 ? fileName : fileName.substring(0, dot);
    }

    private static @Nullable String declaredImage(@Nullable String declared) {
        if (declared == null) {
            return null;
        }
        ImageType known = ImageType.ofContentType(declared);
        if (known != null) {
            return known.contentType();
        }
        String lower = declared.trim().toLowerCase(Locale.ROOT);
        return IMAGE_TYPE.matcher(lower).matches() ? lower : null;
    }

    /** The last element of a path without its extension, with what could steer a shell, a path or a header removed. */
    private static String baseName(@Nullable String name, String fallback) {
        if (name == null) {
            return fallback;
        }
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        int dot = last.lastIndexOf('.');
        String base = dot > 0 ? last.substring(0, dot) : last;
        String harmless = printable(base).strip();
        if (harmless.chars().allMatch(c -> c == '.')) {
            return fallback;
        }
        return harmless.codePointCount(0, harmless.length()) <= MAX_NAME
                ? harmless
                : harmless.substring(0, harmless.offsetByCodePoints(0, MAX_NAME));
    }

    private static String printable(String text) {
        return isPlain(text) ? text : INVISIBLE.matcher(text).replaceAll("_");
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < 0x20 || text.charAt(i) > 0x7e) {
                return false;
            }
        }
        return true;
    }
}
