// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers.demo;

import io.github.camelportkey.examples.editworkers.EmbeddedS3;
import io.github.camelportkey.standin.GatewayStandIn;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The S3 and the gateway of a demo or a test, and the environment that leads workers to them. */
public final class Backends implements AutoCloseable {

    private static final String BUCKET = "pictures";

    private final EmbeddedS3 storage;
    private final GatewayStandIn gateway;
    private final S3Client s3;

    private Backends(EmbeddedS3 storage) {
        this.storage = storage;
        this.gateway = GatewayStandIn.start();
        this.s3 = S3Client.builder()
                .endpointOverride(storage.address()).region(Region.US_EAST_1).forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(storage.identity(), storage.secret())))
                .build();
    }

    public static Backends start(Path folder) throws Exception {
        Backends backends = new Backends(EmbeddedS3.start(folder.resolve("s3")));
        backends.s3.createBucket(ask -> ask.bucket(BUCKET));
        return backends;
    }

    public GatewayStandIn gateway() {
        return gateway;
    }

    /** What a worker is told; add how it is to work. */
    public Map<String, String> environment(String brokerUrl) {
        return new TreeMap<>(Map.of(
                "BROKER_URL", brokerUrl,
                "S3_BUCKET", BUCKET, "S3_ENDPOINT", storage.address().toString(), "AWS_REGION", "us-east-1",
                "AWS_ACCESS_KEY_ID", storage.identity(), "AWS_SECRET_ACCESS_KEY", storage.secret(),
                "PORTKEY_BASE_URL", gateway.baseUrl().toString()));
    }

    /** Stores a picture, with what its user metadata say. */
    public void put(String key, byte[] picture, Map<String, String> metadata) {
        s3.putObject(ask -> ask.bucket(BUCKET).key(key).metadata(metadata), RequestBody.fromBytes(picture));
    }

    public List<String> keys(String prefix) {
        return s3.listObjectsV2Paginator(ask -> ask.bucket(BUCKET).prefix(prefix)).contents().stream()
                .map(S3Object::key).toList();
    }

    public Map<String, String> metadata(String key) {
        return s3.headObject(ask -> ask.bucket(BUCKET).key(key)).metadata();
    }

    /** Where the object lies as an ordinary file. */
    public Path file(String key) {
        return storage.folder().resolve(BUCKET).resolve(key);
    }

    @Override
    public void close() throws Exception {
        s3.close();
        gateway.close();
        storage.close();
    }
}
