// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.camelportkey.images.model.ModelFamily.Limits;

import org.jspecify.annotations.Nullable;

/** Holds an edit against the limits of a model family. Only headers are read, and the alpha of a mask. */
final class EditLimits {

    private static final List<Check> CHECKS = List.of(EditLimits::imageCount, EditLimits::images, EditLimits::mask,
            EditLimits::prompt, EditLimits::count, EditLimits::size, EditLimits::responseFormat,
            EditLimits::compression);

    /** What is judged of an edit. */
    record Draft(List<InputImage> images, @Nullable InputImage mask, @Nullable String prompt, @Nullable Integer n,
            @Nullable String size, @Nullable String responseFormat, @Nullable Integer outputCompression) {
    }

    /** Adds what is wrong, as "what was found; what the rule is". */
    @FunctionalInterface
    private interface Check {
        void run(Draft edit, Limits limits, List<String> faults) throws IOException;
    }

    private EditLimits() {
    }

    static List<String> faults(ModelFamily family, Draft edit) throws IOException {
        List<String> faults = new ArrayList<>();
        for (Check check : CHECKS) {
            check.run(edit, family.limits(), faults);
        }
        return faults;
    }

    private static void imageCount(Draft edit, Limits limits, List<String> faults) {
        int count = edit.images.size();
        if (count > limits.maxImages()) {
            faults.add("there are " + count + " images; at most " + limits.maxImages() + " are taken");
        }
    }

    private static void images(Draft edit, Limits limits, List<String> faults) {
        for (InputImage image : edit.images) {
            String name = "image " + image.fileName();
            ImageHeader header = image.header();
            if (image.content().length() == 0) {
                faults.add(name + " is empty");
                continue;
            }
            if (!limits.types().isEmpty() && (header == null || !limits.types().contains(header.type()))) {
                faults.add(name + (header == null && ImageType.ofContentType(image.contentType()) != null
                        ? " is declared as " + image.contentType() + ", but its bytes are not; only "
                        : " is " + image.contentType() + "; only ")
                           + new TreeSet<>(limits.types()).stream().map(Enum::name).collect(Collectors.joining(", "))
                           + (limits.types().size() == 1 ? " is" : " are") + " taken");
            }
            tooLarge(name, image, limits.imageBytesBelow(), faults);
            if (limits.readableHeader() && header != null && !header.hasDimensions()) {
                faults.add(name + " is broken or cut off: its header does not say its dimensions");
            }
            if (limits.squareWithTransparency() && header != null && header.hasDimensions()) {
                if (header.width() != header.height()) {
                    faults.add(name + " has " + dimensions(header) + " pixels; it must be square");
                }
                if (edit.mask == null && !header.alpha()) {
                    faults.add(name + " has no transparency; without a mask, its transparent pixels are what is edited");
                }
            }
        }
    }

    private static void mask(Draft edit, Limits limits, List<String> faults) throws IOException {
        InputImage mask = edit.mask;
        if (mask == null) {
            return;
        }
        String name = "mask " + mask.fileName();
        tooLarge(name, mask, limits.maskBytesBelow(), faults);
        ImageHeader header = mask.header();
        if (header == null || header.type() != ImageType.PNG) {
            faults.add(name + " is " + mask.contentType() + "; a mask is a PNG");
            return;
        }
        if (!header.hasDimensions()) {
            faults.add(name + " is broken or cut off: its header does not say its dimensions");
            return;
        }
        ImageHeader first = edit.images.isEmpty() ? null : edit.images.get(0).header();
        if (first != null && first.hasDimensions()
                && (first.width() != header.width() || first.height() != header.height())) {
            faults.add(name + " has " + dimensions(header) + " pixels and image " + edit.images.get(0).fileName() + " has "
                       + dimensions(first) + "; both must be the same");
        }
        if (!header.alpha()) {
            faults.add(name + " has no alpha channel; its fully transparent pixels say what is edited");
        } else {
            maskTransparency(name, mask, faults);
        }
    }

    private static void maskTransparency(String name, InputImage mask, List<String> faults) throws IOException {
        try {
            if (!PngTransparency.hasFullyTransparentPixel(mask.content())) {
                faults.add(name + " has no fully transparent pixel (alpha 0), so nothing would be edited");
            }
        } catch (BrokenImageException e) {
            faults.add(name + " can't be decoded: " + e.getMessage());
        }
    }

    private static void prompt(Draft edit, Limits limits, List<String> faults) {
        String prompt = Objects.requireNonNullElse(edit.prompt, "");
        int length = prompt.codePointCount(0, prompt.length());
        if (length > limits.maxPrompt()) {
            faults.add("prompt has " + length + " characters; at most " + limits.maxPrompt() + " are taken");
        }
    }

    private static void count(Draft edit, Limits limits, List<String> faults) {
        if (edit.n != null && (edit.n < 1 || edit.n > 10)) {
            faults.add("n is " + edit.n + "; 1 to 10 is taken");
        }
    }

    private static void size(Draft edit, Limits limits, List<String> faults) {
        if (edit.size != null && limits.sizes() != null && !limits.sizes().matcher(edit.size).matches()) {
            faults.add("size is '" + quoted(edit.size) + "'; " + limits.sizesInWords() + " is taken");
        }
    }

    private static void responseFormat(Draft edit, Limits limits, List<String> faults) {
        if (edit.responseFormat == null || limits.responseFormats() == null
                || limits.responseFormats().contains(edit.responseFormat)) {
            return;
        }
        faults.add(limits.responseFormats().isEmpty()
                ? "responseFormat is set; these models refuse it and always answer with base64, so leave it out"
                : "responseFormat is '" + quoted(edit.responseFormat) + "'; "
                  + String.join(" or ", new TreeSet<>(limits.responseFormats())) + " is taken");
    }

    private static void compression(Draft edit, Limits limits, List<String> faults) {
        Integer compression = edit.outputCompression;
        if (compression != null && limits.compressionInPercent() && (compression < 0 || compression > 100)) {
            faults.add("outputCompression is " + compression + "; 0 to 100 is taken");
        }
    }

    private static void tooLarge(String name, InputImage image, long below, List<String> faults) {
        if (image.content().length() >= below) {
            faults.add(name + " has " + image.content().length() + " bytes; fewer than " + below + " ("
                       + (below >> 20) + " MB) are taken");
        }
    }

    private static String dimensions(ImageHeader header) {
        return header.width() + "x" + header.height();
    }

    private static String quoted(String value) {
        String printable = value.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= 40 ? printable : printable.substring(0, 40) + "…";
    }
}
