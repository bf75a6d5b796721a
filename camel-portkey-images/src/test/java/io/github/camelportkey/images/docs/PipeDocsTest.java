// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.GatewayStandIn;
import io.github.camelportkey.standin.ReceivedEdit;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.apache.camel.main.Main;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** From a folder into S3 by a pipe of Kamelets: ours, and the sink of Camel's own catalog. */
class PipeDocsTest {

    private static final byte[] EDITED = Pictures.png(8);

    @TempDir
    Path folder;

    private final GatewayStandIn gateway = GatewayStandIn.start();
    private final Main main = new Main();
    private S3Proxy s3;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(folder.resolve("s3/edited"));
        s3 = S3Proxy.builder().blobStore(new FilesystemNio2BlobStore(folder.resolve("s3").toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "key-of-the-bucket", "secret-of-the-bucket").build();
        s3.start();
        Files.write(Files.createDirectories(folder.resolve("inbox")).resolve("otter.jpeg"), Pictures.jpeg(16, 16));
        gateway.answerNext(StagedAnswer.status(200).body(Pictures.answer(EDITED)));
    }

    @AfterEach
    void stop() throws Exception {
        main.stop();
        s3.stop();
        gateway.close();
    }

    @Test
    void anEditedPictureLiesInTheBucketUnderItsNameWithItsType() throws Exception {
        main.setPropertyPlaceholderLocations("classpath:docs/pipe-to-s3.properties");
        main.configure().withRoutesIncludePattern("classpath:docs/pipe-to-s3.yaml");
        main.addOverrideProperty("inbox", folder.resolve("inbox").toString());
        main.addOverrideProperty("camel.component.portkey-images.base-url", gateway.baseUrl().toString());
        String address = "http://127.0.0.1:" + s3.getPort();
        main.addOverrideProperty("camel.kamelet.aws-s3-sink.uriEndpointOverride", address);
        main.addOverrideProperty("camel.kamelet.aws-s3-sink.overrideEndpoint", "true");
        main.addOverrideProperty("camel.kamelet.aws-s3-sink.forcePathStyle", "true");
        main.start();

        Path stored = folder.resolve("s3/edited/otter.png");
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions()
                .until(() -> Files.exists(stored) && Files.size(stored) == EDITED.length);

        assertThat(stored).hasBinaryContent(EDITED);
        assertThat(contentType(address)).isEqualTo("image/png");
        ReceivedEdit edit = gateway.edits().get(0);
        assertThat(edit.field("prompt")).isEqualTo("A red beret on its head");
        assertThat(edit.header("x-portkey-api-key")).isEqualTo("key-of-the-gateway");
        assertThat(edit.header("x-portkey-provider")).isEqualTo("@your-provider");
    }

    private Object contentType(String address) throws Exception {
        var options = main.getCamelContext().getComponent("aws2-s3", AWS2S3Component.class).getConfiguration();
        options.setAccessKey("key-of-the-bucket");
        options.setSecretKey("secret-of-the-bucket");
        options.setRegion("eu-central-1");
        options.setOverrideEndpoint(true);
        options.setUriEndpointOverride(address);
        options.setForcePathStyle(true);
        Exchange head = main.getCamelTemplate().request("aws2-s3:edited?operation=getObject",
                exchange -> exchange.getMessage().setHeader("CamelAwsS3Key", "otter.png"));
        assertThat(head.getException()).isNull();
        return head.getMessage().getHeader("CamelAwsS3ContentType");
    }
}
