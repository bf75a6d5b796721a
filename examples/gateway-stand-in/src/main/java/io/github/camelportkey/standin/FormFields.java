// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The text fields of a form, read as the API reads them. An empty value is as good as none. */
record FormFields(Upload upload) {

    @Nullable String text(String name) {
        String value = upload.field(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** A field that must be there, in at most so many code points. */
    String text(String name, int longest) throws Refusal {
        long bytes = upload.parts().stream()
                .filter(part -> part.name().equals(name) && !part.received().isFile())
                .mapToLong(UploadedPart::length).findFirst().orElse(0);
        if (bytes == 0) {
            throw Refusal.byModel("Missing required parameter: '" + name + "'.", name, "missing_required_parameter");
        }
        String value = upload.field(name);
        boolean tooLongToKeep = bytes > ReceivedPart.KEPT_BYTES;
        int length = value == null ? 0 : value.codePointCount(0, value.length());
        if (tooLongToKeep && longest < Integer.MAX_VALUE || length > longest) {
            throw Refusal.byModel("Invalid '" + name + "': string too long. Expected a string with maximum length "
                    + longest + ", but got a string with length " + Math.max(length, tooLongToKeep ? bytes : 0)
                    + " instead.", name, "string_above_max_length");
        }
        return value == null ? "" : value;
    }

    int integer(String name, int absent, int least, int most) throws Refusal {
        String value = text(name);
        if (value == null) {
            return absent;
        }
        if (!value.matches("-?[0-9]{1,9}")) {
            throw Refusal.byModel("Invalid type for '" + name + "': expected an integer, but got a string instead.",
                    name, "invalid_type");
        }
        int number = Integer.parseInt(value);
        if (number < least) {
            throw Refusal.byModel("Invalid '" + name + "': integer below minimum value. Expected a value >= " + least
                    + ", but got " + number + " instead.", name, "integer_below_min_value");
        }
        if (number > most) {
            throw Refusal.byModel("Invalid '" + name + "': integer above maximum value. Expected a value <= " + most
                    + ", but got " + number + " instead.", name, "integer_above_max_value");
        }
        return number;
    }

    String choice(String name, String absent, String... choices) throws Refusal {
        String value = text(name);
        if (value == null) {
            return absent;
        }
        List<String> supported = Arrays.asList(choices);
        if (!supported.contains(value)) {
            throw Refusal.byModel("Invalid value: '" + value + "'. Supported values are: '"
                    + String.join("', '", supported) + "'.", name, "invalid_value");
        }
        return value;
    }
}
