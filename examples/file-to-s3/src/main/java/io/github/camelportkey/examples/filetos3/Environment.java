// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Environment variables. One that is empty counts as not set, because that is how shells and CI unset them. */
record Environment(Map<String, String> variables) {

    boolean has(String name) {
        return !get(name).isEmpty();
    }

    String get(String name) {
        return variables.getOrDefault(name, "").strip();
    }

    String get(String name, String otherwise) {
        return has(name) ? get(name) : otherwise;
    }

    List<String> present(Collection<String> names) {
        return names.stream().filter(this::has).toList();
    }

    /** Only how many: values, and some names, are nobody's business. */
    @Override
    public String toString() {
        return "Environment of " + variables.size() + " variables";
    }
}
