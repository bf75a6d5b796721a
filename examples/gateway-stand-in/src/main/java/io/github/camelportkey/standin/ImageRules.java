// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.github.camelportkey.standin.paint.ImageFacts;
import io.github.camelportkey.standin.paint.ImageFiles;
import org.jspecify.annotations.Nullable;

/** What the API demands of the files in a form. */
final class ImageRules {

    private static final Pattern IMAGE = Pattern.compile("image(\\[[0-9]*])?");
    private static final Set<String> TYPES = Set.of("image/jpeg", "image/png", "image/webp");

    private ImageRules() {
    }

    static boolean isImage(String fieldName) {
        return IMAGE.matcher(fieldName).matches();
    }

    /** The images, at least one and not too many, each a file of a type that the API takes. */
    static List<UploadedPart> images(Upload upload, ModelFamily family) throws Refusal {
        List<UploadedPart> images = upload.parts().stream().filter(part -> isImage(part.name())).toList();
        if (images.isEmpty()) {
            throw Refusal.byModel("Missing required parameter: 'image'.", "image", "missing_required_parameter");
        }
        if (images.stream().filter(part -> part.name().equals("image")).count() > 1) {
            throw Refusal.byModel("Duplicate parameter: 'image'. You provided multiple values for this parameter, "
                    + "whereas only one is allowed. If you are trying to provide a list of values, use the array "
                    + "syntax instead e.g. 'image[]=<value>'.", "image", "duplicate_parameter");
        }
        if (images.size() > family.mostImages) {
            throw Refusal.byModel("Invalid 'image': array too long. Expected an array with maximum length "
                    + family.mostImages + ", but got an array with length " + images.size() + " instead.",
                    "image", "array_above_max_length");
        }
        for (UploadedPart image : images) {
            checkType(image, "image");
        }
        return images;
    }

    /** What is known of the first image, when all are what they say they are. */
    static ImageFacts check(List<UploadedPart> images, ModelFamily family) throws Refusal, IOException {
        ImageFacts first = null;
        for (int i = 0; i < images.size(); i++) {
            UploadedPart image = images.get(i);
            checkSize(image, "image", family.imageLimit);
            ImageFacts facts = facts(image);
            if (facts == null) {
                throw Refusal.byModel("Invalid image file or mode for image " + (i + 1)
                        + ", please check your image file.", "image", "invalid_image_file");
            }
            first = first == null ? facts : first;
        }
        if (first == null) {
            throw new IllegalArgumentException("no image");
        }
        return first;
    }

    /** The mask, or {@code null} when there is none; what dall-e-2 demands of image and mask together is checked too. */
    static @Nullable UploadedPart mask(Upload upload, ImageFacts image, ModelFamily family) throws Refusal, IOException {
        UploadedPart mask = upload.parts().stream().filter(p -> p.name().equals("mask")).findFirst().orElse(null);
        if (family == ModelFamily.DALL_E_2) {
            checkSquarePng(image, mask != null);
        }
        if (mask == null) {
            return null;
        }
        checkType(mask, "mask");
        checkSize(mask, "mask", family.maskLimit);
        ImageFacts facts = facts(mask);
        if (facts == null || !facts.format().equals("png")) {
            throw Refusal.byModel("Invalid mask image file, the mask must be a PNG.", "mask", "invalid_image_file");
        }
        if (facts.width() != image.width() || facts.height() != image.height()) {
            throw Refusal.byModel("Invalid mask image format - mask size does not match image size.",
                    "mask", "invalid_mask_size");
        }
        if (!facts.hasAlpha()) {
            throw Refusal.byModel("Invalid mask image format - mask must have an alpha channel.",
                    "mask", "invalid_mask_format");
        }
        return mask;
    }

    private static void checkSquarePng(ImageFacts image, boolean masked) throws Refusal {
        if (!image.format().equals("png")) {
            throw Refusal.byModel("Uploaded image must be a PNG and less than 4 MB.", "image", "invalid_image_format");
        }
        if (image.width() != image.height()) {
            throw Refusal.byModel("Uploaded image must be square.", "image", "invalid_image_format");
        }
        if (!masked && !image.hasAlpha()) {
            throw Refusal.byModel("Invalid input image - format must be in ['RGBA', 'LA', 'L'], got RGB.",
                    "image", "invalid_image_format");
        }
    }

    private static void checkType(UploadedPart part, String param) throws Refusal {
        if (part.received().fileName() == null || part.received().fileName().isEmpty()) {
            throw Refusal.byModel("Invalid type for '" + param + "': expected a file, but got a string instead.",
                    param, "invalid_type");
        }
        String declared = part.received().contentType();
        String type = declared == null ? "application/octet-stream" : declared.split(";")[0].strip();
        if (!TYPES.contains(type)) {
            throw Refusal.byModel("Invalid file '" + param + "': unsupported mimetype ('" + type + "'). Supported file "
                    + "formats are 'image/jpeg', 'image/png', and 'image/webp'.", param, "unsupported_file_mimetype");
        }
    }

    private static void checkSize(UploadedPart part, String param, long limit) throws Refusal {
        if (part.length() >= limit) {
            throw Refusal.byModel("Uploaded " + param + " must be less than " + limit / (1024 * 1024) + " MB.",
                    param, "image_too_large");
        }
    }

    /** What the bytes are, or {@code null} when they are broken or not of the declared type. */
    private static @Nullable ImageFacts facts(UploadedPart part) throws IOException {
        ImageFacts facts = ImageFacts.read(part);
        String declared = part.received().contentType();
        boolean asDeclared = facts != null && declared != null && declared.startsWith("image/" + facts.format());
        return asDeclared && ImageFiles.isWhole(part, facts) ? facts : null;
    }
}
