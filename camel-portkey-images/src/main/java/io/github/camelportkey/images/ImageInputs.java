// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelportkey.images.InputContents.Input;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.images.model.InputImage;
import jakarta.activation.DataHandler;
import jakarta.activation.FileDataSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.attachment.AttachmentMessage;
import org.jspecify.annotations.Nullable;

/**
 * Finds the images and the mask of a message. Images: the header, else a body that is the result of an edit, else
 * attachments, else the body. Mask: the header, else the attachment, else the option.
 */
final class ImageInputs {

    private static final Pattern IMAGE_ATTACHMENT = Pattern.compile("image(\\[]|\\[([0-9]{1,18})]|([0-9]{1,18}))?");
    private static final String MASK_ATTACHMENT = "mask";
    private static final List<String> CONTENT_TYPES = List.of(Exchange.CONTENT_TYPE, "CamelAwsS3ContentType",
            Exchange.FILE_CONTENT_TYPE);

    private enum Origin { HEADER, EDITED, ATTACHMENTS, BODY, NOWHERE }

    private final Message message;
    private final InputContents contents;
    private final Map<String, DataHandler> attachments;
    private final Set<String> names = new HashSet<>(2);
    private final List<InputImage> images = new ArrayList<>();
    private Origin origin = Origin.NOWHERE;
    private boolean edited;
    private @Nullable InputImage mask;

    private ImageInputs(Message message, InputContents contents) {
        this.message = message;
        this.contents = contents;
        this.attachments = attachments(message);
    }

    /**
     * @param option the mask of the endpoint, or null
     * @throws IllegalArgumentException when something is no image or of a type that is not taken
     * @throws IOException when bytes can't be read
     */
    static ImageInputs of(Message message, InputContents contents, @Nullable InputImage option) throws IOException {
        ImageInputs inputs = new ImageInputs(message, contents);
        inputs.findImages();
        inputs.findMask(option);
        return inputs;
    }

    List<InputImage> images() {
        return images;
    }

    @Nullable InputImage mask() {
        return mask;
    }

    /** A text body, when it is free to be the prompt; or null. */
    @Nullable String promptInBody() {
        return origin != Origin.BODY && origin != Origin.EDITED && message.getBody() instanceof CharSequence text
                ? text.toString()
                : null;
    }

    private void findImages() throws IOException {
        Object header = message.getHeader(PortkeyImagesConstants.IMAGE);
        Object body = message.getBody();
        if (header != null) {
            origin = Origin.HEADER;
            addAll(header, "The header " + PortkeyImagesConstants.IMAGE, null);
            return;
        }
        if (body instanceof ImagesResponse || isEdited(body)) {
            origin = Origin.EDITED;
            addAll(body, "The body", body instanceof ImageStream ? declaredForBody() : null);
            return;
        }
        List<Map.Entry<String, DataHandler>> attached = attachedImages();
        if (!attached.isEmpty()) {
            origin = Origin.ATTACHMENTS;
            for (Map.Entry<String, DataHandler> attachment : attached) {
                addAll(attachment.getValue(), "The attachment " + attachment.getKey(), null);
            }
            return;
        }
        DataHandler attachedMask = attachedMask();
        // An HTTP consumer makes the only upload of a form the body too.
        if (body != null && !(body instanceof CharSequence)
                && (attachedMask == null || !contents.isContentOf(attachedMask, body))) {
            origin = Origin.BODY;
            addAll(body, "The body", declaredForBody());
        }
    }

    /** An image, or the stream that the data type and the converters make of one. */
    private static boolean isEdited(@Nullable Object value) {
        return value instanceof Image || value instanceof ImageStream stream && stream.isEdited();
    }

    private @Nullable String declaredForBody() {
        for (String header : CONTENT_TYPES) {
            String declared = message.getHeader(header, String.class);
            if (declared != null && declared.regionMatches(true, 0, "image/", 0, 6)) {
                return declared;
            }
        }
        return message.getHeader(Exchange.CONTENT_TYPE, String.class);
    }

    private void findMask(@Nullable InputImage option) throws IOException {
        Object header = message.getHeader(PortkeyImagesConstants.MASK);
        DataHandler attached = edited ? null : attachedMask();
        if (header != null) {
            mask = named(contents.of(header, "The header " + PortkeyImagesConstants.MASK), "mask", null);
        } else if (attached != null) {
            mask = named(contents.of(attached, "The attachment mask"), "mask", null);
        } else if (option != null) {
            mask = distinct(option);
        }
    }

    private void addAll(Object value, String where, @Nullable String declared) throws IOException {
        if (value instanceof ImagesResponse response) {
            for (Image image : response) {
                if (image.isUsable()) {
                    addAll(image, where, null);
                }
            }
        } else if (value instanceof Collection<?> several) {
            int index = 0;
            for (Object one : several) {
                String which = where + " (element " + index++ + ")";
                if (one == null) {
                    throw new IllegalArgumentException(which + " is null");
                }
                addAll(one, which, null);
            }
        } else if (value instanceof Object[] several) {
            addAll(Arrays.asList(several), where, null);
        } else {
            edited |= isEdited(value);
            Input input = contents.of(value, where);
            images.add(named(input, "image", declared));
        }
    }

    private InputImage named(Input input, String fallback, @Nullable String declared) throws IOException {
        String name = input.name();
        // The file of an HTTP upload has a random name of its own.
        if ((name == null || message.getBody() instanceof File) && isOfBody() && images.isEmpty() && fallback.equals("image")) {
            String original = EditedName.original(message);
            name = original == null ? name : original;
        }
        return distinct(InputImage.of(name, fallback, input.content(),
                withoutParameters(input.contentType() != null ? input.contentType() : declared)));
    }

    private boolean isOfBody() {
        return origin == Origin.BODY || origin == Origin.EDITED && message.getBody() instanceof ImageStream;
    }

    private static @Nullable String withoutParameters(@Nullable String contentType) {
        return contentType == null || contentType.indexOf(';') < 0
                ? contentType
                : contentType.substring(0, contentType.indexOf(';')).trim();
    }

    private InputImage distinct(InputImage image) {
        InputImage renamed = image;
        for (int i = 2; !names.add(renamed.fileName().toLowerCase(Locale.ROOT)); i++) {
            renamed = image.named(image.baseName() + "-" + i);
        }
        return renamed;
    }

    private List<Map.Entry<String, DataHandler>> attachedImages() {
        return attachments.isEmpty() ? List.of() : attachments.entrySet().stream().filter(entry -> rank(entry.getKey()) >= 0)
                .sorted(Comparator.comparingLong(entry -> rank(entry.getKey()))).toList();
    }

    /** The order of attachments: image, image[], then by number; -1 for any other name. */
    private static long rank(String name) {
        Matcher matcher = IMAGE_ATTACHMENT.matcher(name.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return -1;
        }
        if (matcher.group(1) == null) {
            return 0;
        }
        String number = matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
        return number == null ? 1 : 2 + Long.parseLong(number);
    }

    private @Nullable DataHandler attachedMask() {
        for (Map.Entry<String, DataHandler> attachment : attachments.entrySet()) {
            if (attachment.getKey().equalsIgnoreCase(MASK_ATTACHMENT)) {
                return attachment.getValue();
            }
        }
        return null;
    }

    private static Map<String, DataHandler> attachments(Message message) {
        AttachmentMessage attachments = message.getExchange().getMessage(AttachmentMessage.class);
        if (!attachments.hasAttachments()) {
            return Collections.emptyMap();
        }
        Map<String, DataHandler> chosen = new LinkedHashMap<>(attachments.getAttachments());
        chosen.values().removeIf(ImageInputs::isLeftEmpty);
        return chosen;
    }

    /** A browser sends a file field in which no file was chosen as a part with an empty name and no bytes. */
    private static boolean isLeftEmpty(DataHandler attachment) {
        return attachment.getDataSource() instanceof FileDataSource source && "".equals(source.getName())
                && source.getFile().length() == 0;
    }
}
