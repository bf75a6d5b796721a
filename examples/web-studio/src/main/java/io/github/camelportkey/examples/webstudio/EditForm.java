// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.util.Map;
import java.util.regex.Pattern;

import io.github.camelportkey.images.PortkeyImagesConstants;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.attachment.AttachmentMessage;
import org.jspecify.annotations.Nullable;

/**
 * Turns the form's text fields into headers of the edit, by name and after a look. Every other header is removed: what a
 * browser sends would else come back to it as headers of the answer.
 */
final class EditForm implements Processor {

    private static final Pattern FILES = Pattern.compile("image([1-9]|1[0-5])?|mask");

    private final ModelLimits limits;

    EditForm(ModelLimits limits) {
        this.limits = limits;
    }

    @Override
    public void process(Exchange exchange) throws RejectedFormException {
        Message form = exchange.getMessage();
        String prompt = text(form, "prompt");
        String size = text(form, "size");
        String n = text(form, "n");
        int uploads = form.getHeader(Exchange.ATTACHMENTS_SIZE, 0, Integer.class);
        form.removeHeaders("*");
        form.setBody(null);
        checkFiles(exchange, uploads);
        if (prompt == null || prompt.isBlank()) {
            throw new RejectedFormException("no-prompt", "The field prompt is empty.");
        }
        if (prompt.codePointCount(0, prompt.length()) > limits.promptLength()) {
            throw new RejectedFormException("long-prompt", "The prompt has more than " + limits.promptLength() + " characters.");
        }
        form.setHeader(PortkeyImagesConstants.PROMPT, prompt.strip());
        if (size != null) {
            if (!limits.sizes().contains(size)) {
                throw new RejectedFormException("form", "The field size must be one of " + limits.sizes() + ".");
            }
            form.setHeader(PortkeyImagesConstants.SIZE, size);
        }
        if (n != null) {
            if (!n.matches("[1-9]") || Integer.parseInt(n) > limits.n()) {
                throw new RejectedFormException("form", "The field n must be a number from 1 to " + limits.n() + ".");
            }
            form.setHeader(PortkeyImagesConstants.N, Integer.parseInt(n));
        }
    }

    private static @Nullable String text(Message form, String name) throws RejectedFormException {
        Object value = form.getHeader(name);
        if (value != null && !(value instanceof String)) {
            throw new RejectedFormException("form", "The field " + name + " came more than once.");
        }
        return (String) value;
    }

    private void checkFiles(Exchange exchange, int uploads) throws RejectedFormException {
        Map<String, ?> files = exchange.getMessage(AttachmentMessage.class).getAttachmentObjects();
        int arrived = files == null ? 0 : files.size();
        if (arrived < uploads) {
            // the server keeps only the last of each name
            throw new RejectedFormException("form", "Two files came under one name; call them image, image1, image2 …");
        }
        if (files == null || !files.containsKey("image")) {
            throw new RejectedFormException("no-picture", "There is no file in the field image.");
        }
        for (String name : files.keySet()) {
            if (!FILES.matcher(name).matches()) {
                throw new RejectedFormException("form", "A file must be in the field image, image1 to image15, or mask.");
            }
        }
    }
}
