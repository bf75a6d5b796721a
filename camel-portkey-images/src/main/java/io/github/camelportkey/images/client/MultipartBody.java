// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.github.camelportkey.images.model.ImageContent;

/**
 * A multipart/form-data body (RFC 7578): its pieces in order, and its exact length. Immutable; each sending of it goes
 * through a {@link MultipartEntityProducer} of its own.
 */
final class MultipartBody {

    /** In bytes, what a form of model, short prompt and one image takes beside the image. */
    private static final int TYPICAL = 512;

    private final String boundary;
    private final List<ImageContent> pieces = new ArrayList<>(3);
    private final long length;

    MultipartBody(List<FormPart> parts, String boundary) {
        this.boundary = boundary;
        Utf8Text text = new Utf8Text(TYPICAL);
        for (FormPart part : parts) {
            part.appendHead(text, boundary);
            if (part.content() == null) {
                text.append(part.text());
            } else {
                pieces.add(ImageContent.of(text.take(), null));
                pieces.add(part.content());
            }
            text.append("\r\n");
        }
        text.append("--").append(boundary).append("--\r\n");
        pieces.add(ImageContent.of(text.take(), null));
        long sum = 0;
        for (ImageContent piece : pieces) {
            sum += piece.length();
        }
        length = sum;
    }

    /** A body with a boundary that no file can guess. */
    static MultipartBody of(List<FormPart> parts) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return new MultipartBody(parts,
                "camel-" + Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()));
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** In bytes. */
    long length() {
        return length;
    }

    List<ImageContent> pieces() {
        return pieces;
    }
}
