// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.gallery;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Makes text from outside safe to stand in a page: prompts and file names come from anybody. */
final class Html {

    private Html() {
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
                .replace("\"", "&quot;").replace("'", "&#39;");
    }

    /** A file name as a relative address. */
    static String address(String fileName) {
        return URLEncoder.encode(fileName, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
