// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import org.apache.camel.component.aws2.s3.AWS2S3Endpoint;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What S3 has already. A process that was killed between the put and the move finds the picture in its inbox again;
 * the digest that was stored with the result says that this very edit is paid for.
 */
public final class StoredEdits {

    static final String FOUND = "stored-edit-length";

    private final String bucket;

    public StoredEdits(String bucket) {
        this.bucket = bucket;
    }

    /** Throws when this bucket can't be used, so that it shows before anything is paid. */
    void requireBucket(CamelContext context) {
        try {
            s3(context).headBucket(ask -> ask.bucket(bucket));
        } catch (S3Exception answer) {
            throw new IllegalStateException("S3 answered %d for the bucket %s: %s".formatted(
                    answer.statusCode(), bucket, switch (answer.statusCode()) {
                        case 404 -> "it is not there";
                        case 403 -> "the key is wrong, or may not s3:ListBucket"
                                + " (it needs s3:GetObject and s3:PutObject too)";
                        default -> "is AWS_REGION its region?";
                    }));
        }
    }

    /** Whether this edit is still to be made. Fails, before anything is paid, when S3 gives no clear answer. */
    public boolean lack(
            @Header(AWS2S3Constants.KEY) String key,
            @Header(AWS2S3Constants.METADATA) Map<String, String> metadata,
            Exchange exchange) {
        try {
            HeadObjectResponse stored = s3(exchange.getContext()).headObject(ask -> ask.bucket(bucket).key(key));
            String digest = metadata.get(EditOrder.INPUT_DIGEST);
            if (digest == null || !digest.equals(stored.metadata().get(EditOrder.INPUT_DIGEST))) {
                return true;
            }
            exchange.setProperty(FOUND, stored.contentLength());
            return false;
        } catch (S3Exception answer) {
            if (answer.statusCode() == 404) {
                return true;
            }
            throw answer;
        }
    }

    byte[] read(CamelContext context, String key) {
        return s3(context).getObjectAsBytes(ask -> ask.bucket(bucket).key(key)).asByteArray();
    }

    private S3Client s3(CamelContext context) {
        return context.getEndpoint("aws2-s3:" + bucket, AWS2S3Endpoint.class).getS3Client();
    }
}
