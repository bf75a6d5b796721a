// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.client;

import java.nio.file.Path;

/** The form around the image, for clients that have to write it themselves. */
final class Form {

    private Form() {
    }

    /** All that stands before the bytes of the image. */
    static String before(String boundary, Path image) {
        return field(boundary, "prompt", EditClient.PROMPT) + field(boundary, "model", EditClient.MODEL)
               + "--" + boundary + "\r\nContent-Disposition: form-data; name=\"image\"; filename=\"" + image.getFileName()
               + "\"\r\nContent-Type: image/png\r\n\r\n";
    }

    private static String field(String boundary, String name, String value) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    /** All that stands behind them. */
    static String after(String boundary) {
        return "\r\n--" + boundary + "--\r\n";
    }
}
