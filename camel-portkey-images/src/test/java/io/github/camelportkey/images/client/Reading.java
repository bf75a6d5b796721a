// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImageSpool;
import io.github.camelportkey.images.model.ImagesResponse;

/** Puts an answer through the reader, in slices. */
final class Reading {

    private static final ImageSpool SPOOL = ImageSpool.open(null, Long.MAX_VALUE);

    private Reading() {
    }

    static ImagesResponseReader reader(long maxImageBytes) {
        return new ImagesResponseReader(() -> SPOOL.newSink(Long.MAX_VALUE), maxImageBytes);
    }

    static ImagesResponse of(String json) throws IOException {
        return cut(bytes(json));
    }

    static ImagesResponse bounded(String json, long maxImageBytes) throws IOException {
        return read(reader(maxImageBytes), bytes(json));
    }

    /** Gives the reader the bytes with a cut at each of the positions. */
    static ImagesResponse cut(byte[] json, int... cuts) throws IOException {
        return read(reader(Long.MAX_VALUE), json, cuts);
    }

    /** Gives the reader slices of the same size, each in an array that is overwritten afterwards. */
    static ImagesResponse inSlicesOf(int size, byte[] json) throws IOException {
        int[] cuts = new int[(json.length - 1) / size];
        for (int i = 0; i < cuts.length; i++) {
            cuts[i] = (i + 1) * size;
        }
        return cut(json, cuts);
    }

    private static ImagesResponse read(ImagesResponseReader reader, byte[] json, int... cuts) throws IOException {
        int from = 0;
        for (int cut : cuts) {
            slice(reader, json, from, cut);
            from = cut;
        }
        slice(reader, json, from, json.length);
        return reader.finish();
    }

    private static void slice(ImagesResponseReader reader, byte[] json, int from, int to) throws IOException {
        byte[] slice = new byte[to - from + 2];
        System.arraycopy(json, from, slice, 1, to - from);
        reader.accept(slice, 1, slice.length - 1);
        Arrays.fill(slice, (byte) '"');
    }

    static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    /** What can be seen of an answer, for comparison. */
    static String seen(ImagesResponse response) throws IOException {
        List<String> seen = new ArrayList<>();
        for (Image image : response) {
            seen.add(image.url() + "|" + image.b64Json() + "|" + image.revisedPrompt() + "|" + image.problem() + "|"
                     + image.additionalProperties());
        }
        return seen + "|" + response.created() + "|" + response.usage() + "|" + response.size() + "|"
               + response.additionalProperties();
    }

    /** The bytes of the only image of {@code {"data":[{"b64_json":"…"}]}}. */
    static byte[] decoded(String base64) throws IOException {
        Image image = image(base64);
        if (image.problem() != null) {
            throw new IOException(image.problem());
        }
        return image.bytes();
    }

    static Image image(String base64) throws IOException {
        return of("{\"data\":[{\"b64_json\":\"" + base64 + "\"}]}").data().get(0);
    }
}
