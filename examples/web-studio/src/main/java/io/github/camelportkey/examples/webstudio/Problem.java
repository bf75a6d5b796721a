// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no edit, as the page is told it.
 *
 * @param code what the page has words for
 * @param detail more about it, in whatever words it came
 * @param retryAfter in how many seconds it may be tried again
 * @param mayHaveBeenBilled whether it may cost something all the same
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record Problem(String code, @Nullable String detail, @Nullable Long retryAfter, boolean mayHaveBeenBilled) {

    static Problem of(String code, @Nullable String detail) {
        return new Problem(code, detail, null, false);
    }

    static Problem later(String code, @Nullable String detail, long seconds) {
        return new Problem(code, detail, seconds, false);
    }
}
