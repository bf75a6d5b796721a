// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.util.regex.Pattern;

/**
 * A text as it reads without its escapes: a JSON string may write any character as {@code \}{@code u} and its code, or with a
 * backslash before it, of which there are more where JSON stands inside a string of JSON.
 *
 * @param text as it stands
 * @param plain as it reads
 * @param from for each character of what it reads where it begins in the text; and the text's end
 */
record EscapedText(String text, String plain, int[] from) {

    private static final Pattern CODE = Pattern.compile("u[0-9a-fA-F]{4}");

    static EscapedText of(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        int[] from = new int[text.length() + 1];
        for (int at = 0; at < text.length();) {
            int begin = at;
            while (at < text.length() && text.charAt(at) == '\\') {
                at++;
            }
            if (at == text.length()) {
                break; // nothing is escaped by these
            }
            from[plain.length()] = begin;
            if (at > begin && CODE.matcher(text).region(at, text.length()).lookingAt()) {
                plain.append((char) Integer.parseInt(text, at + 1, at + 5, 16));
                at += 5;
            } else {
                plain.append(text.charAt(at++));
            }
        }
        from[plain.length()] = text.length();
        return new EscapedText(text, plain.toString(), from);
    }

    /** The text with another one in each place in which it reads like a value. */
    String replace(String value, String by) {
        StringBuilder replaced = new StringBuilder();
        int done = 0;
        for (int at = plain.indexOf(value); at >= 0 && !value.isEmpty(); at = plain.indexOf(value, at + value.length())) {
            replaced.append(text, done, from[at]).append(by);
            done = from[at + value.length()];
        }
        return replaced.append(text, done, text.length()).toString();
    }
}
