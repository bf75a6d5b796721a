// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** Width and height in pixels. */
record PixelSize(int width, int height) {

    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,3})x([1-9][0-9]{0,3})");

    /** Reads {@code WIDTHxHEIGHT}, or returns {@code null} when it is not that. */
    static @Nullable PixelSize parse(String text) {
        Matcher size = FORM.matcher(text);
        return size.matches() ? new PixelSize(Integer.parseInt(size.group(1)), Integer.parseInt(size.group(2))) : null;
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
