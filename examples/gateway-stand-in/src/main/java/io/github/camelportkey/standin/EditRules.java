// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.io.IOException;
import java.util.List;
import java.util.Set;

import io.github.camelportkey.standin.paint.ImageFacts;
import org.jspecify.annotations.Nullable;

/** The order of an upload, when the model behind the gateway would take it. */
final class EditRules {

    private static final Set<String> GPT_IMAGE_FIELDS = Set.of(
            "mask", "prompt", "model", "n", "size", "quality", "background", "input_fidelity", "output_format",
            "output_compression", "moderation", "partial_images", "stream", "user", "safety_identifier");

    private EditRules() {
    }

    /** Checks everything in the order in which the API does, and stops at the first fault, as it does. */
    static EditOrder check(Upload upload) throws Refusal, IOException {
        FormFields fields = new FormFields(upload);
        ModelFamily family = ModelFamily.of(upload.field("model"));
        if (family == ModelFamily.GPT_IMAGE) {
            refuseUnknown(upload);
        }
        String prompt = fields.text("prompt", family.longestPrompt);
        List<UploadedPart> images = ImageRules.images(upload, family);
        UploadedPart image = images.get(0);
        ImageFacts facts = ImageRules.check(images, family);
        UploadedPart mask = ImageRules.mask(upload, facts, family);
        return new EditOrder(
                family, prompt, images, image, facts, mask,
                fields.integer("n", 1, 1, 10),
                size(fields, family),
                family != ModelFamily.GPT_IMAGE && fields.choice("response_format", "url", "url", "b64_json").equals("url"),
                family != ModelFamily.DALL_E_2
                        && fields.choice("output_format", "png", "png", "jpeg", "webp").equals("jpeg"),
                family == ModelFamily.GPT_IMAGE
                        ? fields.choice("quality", "auto", "auto", "low", "medium", "high", "standard") : "standard",
                family == ModelFamily.GPT_IMAGE
                        ? fields.choice("background", "auto", "auto", "transparent", "opaque") : "auto",
                family == ModelFamily.DALL_E_2 ? 100 : fields.integer("output_compression", 100, 0, 100));
    }

    private static void refuseUnknown(Upload upload) throws Refusal {
        for (UploadedPart part : upload.parts()) {
            if (!GPT_IMAGE_FIELDS.contains(part.name()) && !ImageRules.isImage(part.name())) {
                throw Refusal.byModel("Unknown parameter: '" + part.name() + "'.", part.name(), "unknown_parameter");
            }
        }
    }

    private static @Nullable PixelSize size(FormFields fields, ModelFamily family) throws Refusal {
        if (family == ModelFamily.DALL_E_2) {
            return PixelSize.parse(fields.choice("size", "1024x1024", "256x256", "512x512", "1024x1024"));
        }
        String text = fields.text("size");
        if (text == null || text.equals("auto")) {
            return null;
        }
        PixelSize size = PixelSize.parse(text);
        if (size == null && family == ModelFamily.GPT_IMAGE) {
            throw Refusal.byModel("Invalid size '" + text + "'. Width and height must be given as 'WIDTHxHEIGHT', or 'auto'.",
                    "size", "invalid_value");
        }
        return size;
    }
}
