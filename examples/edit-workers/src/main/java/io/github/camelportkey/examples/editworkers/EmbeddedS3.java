// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** An S3 server in this process, on loopback, whose objects are ordinary files: {@code FOLDER/BUCKET/KEY}. */
public final class EmbeddedS3 implements AutoCloseable {

    private final Path folder;
    private final String identity = UUID.randomUUID().toString();
    private final String secret = UUID.randomUUID().toString();
    private final S3Proxy server;

    private EmbeddedS3(Path folder) {
        this.folder = folder;
        this.server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, identity, secret)
                .build();
    }

    public static EmbeddedS3 start(Path folder) throws Exception {
        Files.createDirectories(folder);
        EmbeddedS3 s3 = new EmbeddedS3(folder);
        try {
            s3.server.start();
        } catch (Exception e) {
            s3.close();
            throw e;
        }
        return s3;
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    public Path folder() {
        return folder;
    }

    public String identity() {
        return identity;
    }

    public String secret() {
        return secret;
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
