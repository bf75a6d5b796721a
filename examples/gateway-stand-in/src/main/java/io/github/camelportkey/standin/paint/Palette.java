// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin.paint;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The colours of one painting.
 *
 * @param named the first colour that the prompt names, or {@code null}
 * @param turn  how far hues are turned to tell variations apart, 0 to 1
 */
record Palette(@Nullable Color named, float turn) {

    private static final Map<String, Color> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("red", new Color(0xd7263d));
        NAMES.put("scarlet", new Color(0xe0301e));
        NAMES.put("orange", new Color(0xf58a1f));
        NAMES.put("yellow", new Color(0xf7cf2d));
        NAMES.put("golden", new Color(0xe9b429));
        NAMES.put("gold", new Color(0xe9b429));
        NAMES.put("green", new Color(0x3a9d4a));
        NAMES.put("teal", new Color(0x1b9a94));
        NAMES.put("turquoise", new Color(0x30bfb9));
        NAMES.put("blue", new Color(0x2f6fde));
        NAMES.put("navy", new Color(0x1f3a7a));
        NAMES.put("purple", new Color(0x8043b8));
        NAMES.put("violet", new Color(0x7a4fd0));
        NAMES.put("pink", new Color(0xf277a8));
        NAMES.put("brown", new Color(0x8a5a35));
        NAMES.put("black", new Color(0x2a2b30));
        NAMES.put("grey", new Color(0x8b9098));
        NAMES.put("gray", new Color(0x8b9098));
        NAMES.put("silver", new Color(0xc0c5cc));
        NAMES.put("white", new Color(0xf6f5f0));
    }

    static Palette of(String prompt, int variation) {
        Color named = null;
        for (String word : prompt.toLowerCase(Locale.ROOT).split("[^a-z]+")) {
            if (named == null) {
                named = NAMES.get(word);
            }
        }
        return new Palette(named, variation % 10 * 0.137f % 1);
    }

    /** The named colour, else this one; turned a little in later variations when no colour was asked for. */
    Color main(int rgb) {
        return named != null ? named : accent(rgb);
    }

    /** This colour, whatever the prompt says, turned in later variations. */
    Color accent(int rgb) {
        Color colour = new Color(rgb);
        if (turn == 0) {
            return colour;
        }
        float[] hsb = Color.RGBtoHSB(colour.getRed(), colour.getGreen(), colour.getBlue(), null);
        return Color.getHSBColor(hsb[0] + turn, hsb[1], hsb[2]);
    }

    /** The named colour, else this one, turned so little in later variations that the sun stays a sun. */
    Color natural(int rgb) {
        return named != null ? named : new Palette(null, turn == 0 ? 0 : (turn - 0.5f) * 0.09f).accent(rgb);
    }

    static Color lighter(Color colour, double share) {
        return mix(colour, Color.WHITE, share);
    }

    static Color darker(Color colour, double share) {
        return mix(colour, new Color(0x10, 0x0c, 0x1c, colour.getAlpha()), share);
    }

    static Color faint(Color colour, double opacity) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * opacity));
    }

    static Color mix(Color from, Color to, double share) {
        return new Color(
                (int) Math.round(from.getRed() + (to.getRed() - from.getRed()) * share),
                (int) Math.round(from.getGreen() + (to.getGreen() - from.getGreen()) * share),
                (int) Math.round(from.getBlue() + (to.getBlue() - from.getBlue()) * share));
    }
}
