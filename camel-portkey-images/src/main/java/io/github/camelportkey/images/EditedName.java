// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.ArrayList;
import java.util.List;

import io.github.camelportkey.images.model.Image;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The file name of an edited image: that of the picture which was edited, with the extension of the new bytes. Folders in
 * it stay, steps upwards don't: the name may come from a key that a stranger chose.
 */
final class EditedName {

    /** The headers that name what came in, first come first. */
    private static final List<String> NAMES = List.of(Exchange.FILE_NAME, "CamelAwsS3Key", "CamelAzureStorageBlobBlobName",
            "CamelGoogleCloudStorageObjectName", "CamelMinioObjectName", "CamelIBMCOSKey");

    private EditedName() {
    }

    /**
     * The name for an image of this message. Without a name of what came in it is the exchange's id.
     *
     * @param oneOfSeveral whether a splitter took the image out of a response: from the second on, its number is added
     */
    static String of(Message message, Image image, boolean oneOfSeveral) {
        String original = original(message);
        StringBuilder name = new StringBuilder(
                original == null ? message.getExchange().getExchangeId() : withoutExtension(original));
        Integer index = message.getExchange().getProperty(ExchangePropertyKey.SPLIT_INDEX, Integer.class);
        if (oneOfSeveral && index != null && index > 0) {
            name.append('-').append(index + 1);
        }
        return name.append('.').append(image.extension()).toString();
    }

    /** The name of what came in, as the first header says that has more than steps upwards; or null. */
    static @Nullable String original(Message message) {
        for (String header : NAMES) {
            String name = message.getHeader(header, String.class);
            String safe = name == null ? "" : withoutStepsUpwards(name);
            if (!safe.isEmpty()) {
                return safe;
            }
        }
        return null;
    }

    private static String withoutStepsUpwards(String path) {
        List<String> kept = new ArrayList<>();
        for (String part : path.split("[/\\\\]")) {
            if (!part.isBlank() && !part.equals(".") && !part.equals("..")) {
                kept.add(part);
            }
        }
        return String.join("/", kept);
    }

    private static String withoutExtension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
    }
}
