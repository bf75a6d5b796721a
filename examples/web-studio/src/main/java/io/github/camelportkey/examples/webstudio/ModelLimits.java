// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.util.List;

/**
 * What the page lets a person choose, and checks before it sends. The component checks again, and knows the rest.
 *
 * @param square whether pictures must be square, and PNG
 * @param pictureBytes a picture must be smaller than this
 * @param uploadBytes all pictures and the mask together must be smaller than this
 * @param pictures how many pictures may be sent
 * @param sizes what may be asked for; the first is preset
 * @param n how many results may be asked for
 * @param promptLength in code points
 */
record ModelLimits(String model, boolean square, long pictureBytes, long uploadBytes, int pictures, List<String> sizes,
        int n, int promptLength) {

    private static final long MEGABYTE = 1024 * 1024;
    /** The server takes text fields of up to 8192 bytes, and a character may need 4. */
    private static final int LONGEST_PROMPT = 2000;

    static ModelLimits of(String model, long uploadBytes) {
        return model.substring(model.lastIndexOf('/') + 1).equals("dall-e-2")
                ? new ModelLimits(model, true, 4 * MEGABYTE, uploadBytes, 1,
                        List.of("1024x1024", "512x512", "256x256"), 4, 1000)
                : new ModelLimits(model, false, Math.min(50 * MEGABYTE, uploadBytes), uploadBytes, 16,
                        List.of("auto", "1024x1024", "1536x1024", "1024x1536"), 4, LONGEST_PROMPT);
    }
}
