// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * One POST to {@code /images/edits}, as it arrived, and the status that it was or will be answered with.
 *
 * @param headers  the request's headers, looked up without regard to case
 * @param parts    the form's parts in the order in which they arrived
 * @param rawQuery the query of the request's address, undecoded; empty when there was none
 * @param status   the status decided on; 0 when the connection is dropped without an answer
 */
public record ReceivedEdit(Map<String, List<String>> headers, List<ReceivedPart> parts, String rawQuery, int status) {

    public ReceivedEdit {
        Map<String, List<String>> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> anyCase.put(name, List.copyOf(values)));
        headers = Collections.unmodifiableMap(anyCase);
        parts = List.copyOf(parts);
    }

    /** The first value of a header, or {@code null}. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** The first value of a text field, or {@code null}. */
    public @Nullable String field(String name) {
        List<String> values = fields(name);
        return values.isEmpty() ? null : values.get(0);
    }

    /** All values of a text field, in order. */
    public List<String> fields(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name) && !part.isFile())
                .map(ReceivedPart::text)
                .toList();
    }

    /** All files of a field, in order. */
    public List<ReceivedPart> files(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name) && part.isFile())
                .toList();
    }
}
