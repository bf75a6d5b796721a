// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import org.apache.camel.Converter;

/**
 * Turns an image, or a response of one image, into its bytes, and such a response into its image. There is no converter to
 * StreamCache: stream caching would call it at every node and turn the body into a stream. And none to String: it would put
 * megabytes into a log.
 */
@Converter(generateLoader = true)
public final class PortkeyImagesConverter {

    private PortkeyImagesConverter() {
    }

    @Converter
    public static InputStream toInputStream(Image image) throws IOException {
        return ImageStream.ofImage(image.requireContent());
    }

    @Converter
    public static byte[] toByteArray(Image image) throws IOException {
        return image.bytes();
    }

    @Converter
    public static ByteBuffer toByteBuffer(Image image) throws IOException {
        return ByteBuffer.wrap(image.bytes());
    }

    @Converter
    public static InputStream toInputStream(ImagesResponse response) throws IOException {
        return toInputStream(single(response));
    }

    @Converter
    public static byte[] toByteArray(ImagesResponse response) throws IOException {
        return toByteArray(single(response));
    }

    @Converter
    public static ByteBuffer toByteBuffer(ImagesResponse response) throws IOException {
        return toByteBuffer(single(response));
    }

    @Converter
    public static Image toImage(ImagesResponse response) throws IOException {
        return single(response);
    }

    static Image single(ImagesResponse response) throws IOException {
        if (response.data().size() != 1) {
            throw new IOException("A response of " + response.data().size() + " images can't be turned into the bytes of one: "
                                  + "split it first, with .split(body())");
        }
        return response.data().get(0);
    }
}
