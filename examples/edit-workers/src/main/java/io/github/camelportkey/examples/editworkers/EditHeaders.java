// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import io.github.camelportkey.images.PortkeyImagesConstants;
import java.util.Map;
import org.apache.camel.Message;

/** What a job may say about its edit, and the header that says it to the component. Anything else is refused. */
final class EditHeaders {

    private static final Map<String, String> ALLOWED = Map.of(
            "model", PortkeyImagesConstants.MODEL,
            "size", PortkeyImagesConstants.SIZE,
            "quality", PortkeyImagesConstants.QUALITY,
            "background", PortkeyImagesConstants.BACKGROUND,
            "inputFidelity", PortkeyImagesConstants.INPUT_FIDELITY,
            "outputFormat", PortkeyImagesConstants.OUTPUT_FORMAT,
            "outputCompression", PortkeyImagesConstants.OUTPUT_COMPRESSION);

    private EditHeaders() {
    }

    /** @throws IllegalArgumentException for an option that is not allowed */
    static void set(Message message, EditJob job) {
        message.setHeader(PortkeyImagesConstants.PROMPT, job.prompt());
        job.options().forEach((name, value) -> {
            String header = ALLOWED.get(name);
            if (header == null) {
                throw new IllegalArgumentException("a job may not set the option " + name);
            }
            message.setHeader(header, value);
        });
    }
}
