// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import io.github.camelportkey.images.PortkeyImagesConstants;
import org.apache.camel.Exchange;
import org.apache.camel.component.aws2.s3.AWS2S3Endpoint;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What S3 is asked before an edit is paid. */
public final class StoredEdits {

    private final String bucket;

    public StoredEdits(String bucket) {
        this.bucket = bucket;
    }

    /** Whether the result of this exchange's job is there. Fails when S3 gives no clear answer. */
    public boolean have(Exchange exchange) {
        try {
            String key = Job.of(exchange).target();
            s3(exchange).headObject(ask -> ask.bucket(bucket).key(key));
            return true;
        } catch (S3Exception answer) {
            if (answer.statusCode() == 404) {
                return false;
            }
            throw answer;
        }
    }

    /** Lays the mask of the job, if it has one, beside the picture. */
    public void addMask(Exchange exchange) {
        String key = Job.of(exchange).mask();
        if (key != null) {
            exchange.getMessage().setHeader(PortkeyImagesConstants.MASK,
                    s3(exchange).getObjectAsBytes(ask -> ask.bucket(bucket).key(key)).asByteArray());
        }
    }

    private S3Client s3(Exchange exchange) {
        return exchange.getContext().getEndpoint("aws2-s3:" + bucket, AWS2S3Endpoint.class).getS3Client();
    }
}
