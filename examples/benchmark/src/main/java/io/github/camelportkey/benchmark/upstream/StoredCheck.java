// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.upstream;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

/** Takes in an object that a route stores, as an S3 bucket would, and forgets it: it has to be the image of an answer. */
final class StoredCheck {

    /** Path of the bucket; the size of the image and a name follow. */
    static final String BUCKET = "/edited/";

    /** What is said of the bucket when someone asks for it: that it is there, and empty. */
    static final byte[] EMPTY = Answers.ascii("<ListBucketResult></ListBucketResult>");

    private final CRC32C sum = new CRC32C();
    private final long expected;

    StoredCheck(Answers answers, String path) {
        expected = answers.imageSum(Integer.parseInt(path.substring(BUCKET.length(), path.indexOf('/', BUCKET.length()))));
    }

    /** Whether a request asks about the bucket instead of storing something. */
    static boolean isQuestion(String head) {
        return head.startsWith("GET /edited") || head.startsWith("HEAD /edited");
    }

    void accept(ByteBuffer in) {
        sum.update(in);
    }

    @Nullable String fault() {
        return sum.getValue() == expected ? null : "what is stored is another image";
    }
}
