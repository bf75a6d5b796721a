package io.github.camelportkey.images.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import io.github.camelportkey.images.model.ImageContent;

/**
 * A multipart/form-data body (RFC 7578): its pieces in order, and its exact length. Immutable; each sending of it goes
 * through a {@link MultipartEntityProducer} of its own.
 */
final class MultipartBody {

    private final String boundary;
    private final List<ImageContent> pieces = new ArrayList<>();
    private final long length;

    MultipartBody(List<FormPart> parts, String boundary) {
        this.boundary = boundary;
        for (FormPart part : parts) {
            pieces.add(ImageContent.of(part.head(pieces.isEmpty() ? "" : "\r\n", boundary), null));
            pieces.add(part.content());
        }
        pieces.add(ImageContent.of(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII), null));
        length = pieces.stream().mapToLong(ImageContent::length).sum();
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
