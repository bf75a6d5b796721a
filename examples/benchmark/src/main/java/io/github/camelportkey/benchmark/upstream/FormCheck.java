// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.upstream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/** Takes in the form of one edit as it arrives: the image goes into a checksum, all else is kept and looked at. */
final class FormCheck {

    private static final byte[] IMAGE = Answers.ascii("name=\"image");
    private static final byte[] END_OF_HEAD = Answers.ascii("\r\n\r\n");

    private final Answers.Answer answer;
    private final CRC32C sum = new CRC32C();
    private final byte[] text = new byte[16 * 1024];
    private int length;
    private long imageLeft = -1;

    FormCheck(Answers.Answer answer) {
        this.answer = answer;
    }

    void accept(ByteBuffer in) {
        while (in.hasRemaining()) {
            if (imageLeft > 0) {
                ByteBuffer image = in.slice(in.position(), (int) Math.min(imageLeft, in.remaining()));
                in.position(in.position() + image.remaining());
                imageLeft -= image.remaining();
                sum.update(image);
                continue;
            }
            int n = Math.min(in.remaining(), text.length - length);
            if (n == 0) {
                throw new IllegalStateException("More than " + text.length + " bytes beside the image");
            }
            in.get(text, length, n);
            length += n;
            int begin = imageLeft < 0 ? beginOfImage() : -1;
            if (begin >= 0) {
                imageLeft = answer.uploadBytes();
                in.position(in.position() - (length - begin));
                length = begin;
            }
        }
    }

    private int beginOfImage() {
        int name = indexOf(IMAGE, 0);
        int head = name < 0 ? -1 : indexOf(END_OF_HEAD, name);
        return head < 0 ? -1 : head + END_OF_HEAD.length;
    }

    private int indexOf(byte[] wanted, int from) {
        for (int at = from; at <= length - wanted.length; at++) {
            int same = 0;
            while (same < wanted.length && text[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return at;
            }
        }
        return -1;
    }

    /** What is wrong with the form, now that all of it is there; or null. */
    @Nullable String fault() {
        if (imageLeft != 0) {
            return "the image lacks " + imageLeft + " bytes";
        }
        if (sum.getValue() != answer.uploadSum()) {
            return "the image is another one";
        }
        String fields = new String(text, 0, length, StandardCharsets.ISO_8859_1);
        if (!fields.contains("name=\"prompt\"") || !fields.contains("name=\"model\"") || !fields.stripTrailing().endsWith("--")) {
            return "the form is not complete";
        }
        return null;
    }
}
