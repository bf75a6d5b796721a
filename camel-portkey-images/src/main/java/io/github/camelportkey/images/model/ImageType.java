// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** The image types that the edit API takes and gives. */
public enum ImageType {
    PNG("image/png", "png"),
    JPEG("image/jpeg", "jpg"),
    WEBP("image/webp", "webp");

    /** How many of the first bytes {@link #sniff} needs. */
    public static final int SNIFFED_BYTES = 12;

    private static final byte[] PNG_SIGNATURE = latin1("\u0089PNG\r\n\u001a\n");
    private static final byte[] JPEG_SIGNATURE = latin1("\u00ff\u00d8\u00ff");
    private static final byte[] RIFF_SIGNATURE = latin1("RIFF");
    private static final byte[] WEBP_SIGNATURE = latin1("WEBP");

    private final String contentType;
    private final String extension;

    ImageType(String contentType, String extension) {
        this.contentType = contentType;
        this.extension = extension;
    }

    /** The media type, such as {@code image/png}. */
    public String contentType() {
        return contentType;
    }

    /** The usual file name extension, without a dot. */
    public String extension() {
        return extension;
    }

    /** The type that the first bytes of a file show, or null. */
    public static @Nullable ImageType sniff(byte[] first) {
        if (has(first, 0, PNG_SIGNATURE)) {
            return PNG;
        }
        if (has(first, 0, JPEG_SIGNATURE)) {
            return JPEG;
        }
        if (has(first, 0, RIFF_SIGNATURE) && has(first, 8, WEBP_SIGNATURE)) {
            return WEBP;
        }
        return null;
    }

    /** The type of a media type, with or without parameters, or null when it is none of these. */
    public static @Nullable ImageType ofContentType(@Nullable String contentType) {
        String bare = bare(contentType);
        if ("image/jpg".equals(bare) || "image/pjpeg".equals(bare)) {
            return JPEG;
        }
        for (ImageType type : values()) {
            if (type.contentType.equals(bare)) {
                return type;
            }
        }
        return null;
    }

    /** A file name extension, without a dot, that fits any image media type; {@code bin} for what is no image. */
    public static String extensionOf(@Nullable String contentType) {
        ImageType type = ofContentType(contentType);
        if (type != null) {
            return type.extension;
        }
        String bare = bare(contentType);
        String subtype = bare.startsWith("image/") ? bare.substring(6) : "";
        String name = subtype.replaceFirst("^(x-|vnd\\.)", "").replaceFirst("\\+[a-z]+$", "")
                .replaceFirst("^microsoft\\.icon$", "ico");
        return name.matches("[a-z0-9]{2,8}") ? name : "bin";
    }

    private static String bare(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        int semicolon = contentType.indexOf(';');
        return (semicolon < 0 ? contentType : contentType.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean has(byte[] bytes, int offset, byte[] signature) {
        return bytes.length >= offset + signature.length
               && Arrays.equals(bytes, offset, offset + signature.length, signature, 0, signature.length);
    }
}
