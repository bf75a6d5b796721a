// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Properties;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.apache.camel.spi.DataType;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

/** From one bucket into another, as docs/recipes.md shows it. */
class S3DocsTest extends SnippetTestSupport {

    private static final byte[] EDITED = Pictures.png(8);
    private static final byte[] ORIGINAL = Pictures.jpeg(30, 20);

    @TempDir
    static Path buckets;
    private static S3Proxy s3;

    @BeforeAll
    static void startS3() throws Exception {
        s3 = S3Proxy.builder().blobStore(new FilesystemNio2BlobStore(buckets.toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "key-of-the-bucket", "secret-of-the-bucket").build();
        s3.start();
    }

    @AfterAll
    static void stopS3() throws Exception {
        s3.stop();
    }

    @Override
    Properties placeholders() {
        Properties properties = super.placeholders();
        for (String bucket : new String[] {"incoming", "edited", "failed"}) {
            properties.setProperty(bucket, bucket);
        }
        properties.setProperty("unstored", folder.resolve("unstored").toString());
        return properties;
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        var options = camel.getComponent("aws2-s3", AWS2S3Component.class).getConfiguration();
        options.setAccessKey("key-of-the-bucket");
        options.setSecretKey("secret-of-the-bucket");
        options.setRegion("eu-central-1");
        options.setOverrideEndpoint(true);
        options.setUriEndpointOverride("http://127.0.0.1:" + s3.getPort());
        options.setForcePathStyle(true);
        options.setAutoCreateBucket(true);
        return camel;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                // tag::bucket-to-bucket[]
                from("aws2-s3:{{incoming}}?includeBody=false&autocloseBody=false")
                        .throttle(20).concurrentRequestsMode()
                        .setProperty("original", header("CamelAwsS3Key"))
                        .doTry()
                            .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head")
                        .doCatch(Exception.class)
                            .to("aws2-s3:{{failed}}") // the original, under its own key
                            .stop()
                        .end()
                        .transformDataType(new DataType("portkey-images:image"))
                        .setHeader("CamelAwsS3Key", header("CamelFileName"))
                        .doTry()
                            .to("aws2-s3:{{edited}}")
                        .doCatch(Exception.class)
                            .to("file:{{unstored}}") // paid, and must not be lost
                        .end()
                        .setHeader("CamelAwsS3Key", exchangeProperty("original"));
                // end::bucket-to-bucket[]
            }
        };
    }

    private void put(String key) {
        template.send("aws2-s3:incoming", exchange -> {
            exchange.getMessage().setBody(ORIGINAL);
            exchange.getMessage().setHeader("CamelAwsS3Key", key);
            exchange.getMessage().setHeader("CamelAwsS3ContentType", "image/jpeg");
            exchange.getMessage().setHeader("CamelAwsS3ContentEncoding", "identity");
            exchange.getMessage().setHeader("CamelAwsS3Metadata", Map.of("artist", "ann"));
        });
    }

    private static void awaitEmptyIncoming() {
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
            try (var left = Files.walk(buckets.resolve("incoming"))) {
                return left.noneMatch(file -> file.getFileName().toString().endsWith(".jpeg"));
            }
        });
    }

    private Exchange get(String bucket, String key) {
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(buckets.resolve(bucket).resolve(key)));
        awaitEmptyIncoming();
        Exchange object = template.request("aws2-s3:" + bucket + "?operation=getObject",
                exchange -> exchange.getMessage().setHeader("CamelAwsS3Key", key));
        assertThat(object.getException()).isNull();
        return object;
    }

    @Test
    void theEditedObjectHasTheNameTypeAndLengthOfItsOwnBytes() {
        // longer than the consumer waits between two polls
        gateway.answerNext(StagedAnswer.status(200).body(Pictures.answer(EDITED)).after(Duration.ofSeconds(2)));

        put("2026/otter.jpeg");

        Exchange edited = get("edited", "2026/otter.png");
        assertThat(edited.getMessage().getBody(byte[].class)).isEqualTo(EDITED);
        assertThat(edited.getMessage().getHeader("CamelAwsS3ContentType")).isEqualTo("image/png");
        assertThat(edited.getMessage().getHeader("CamelAwsS3ContentLength", Long.class)).isEqualTo(EDITED.length);
        assertThat(gateway.edits().get(0).files("image").get(0).bytes()).isEqualTo(ORIGINAL);
        assertThat(gateway.edits()).hasSize(1);
    }

    @Test
    void anObjectWhoseEditFailedIsMovedWholeAndNotPaidForAgain() {
        gateway.answerNext(StagedAnswer.status(500));

        put("cat.jpeg");

        Exchange kept = get("failed", "cat.jpeg");
        assertThat(kept.getMessage().getBody(byte[].class)).isEqualTo(ORIGINAL);
        assertThat(kept.getMessage().getHeader("CamelAwsS3ContentType")).isEqualTo("image/jpeg");
        assertThat(gateway.edits()).hasSize(1);
    }

    @Test
    void aPaidResultThatS3RefusesIsKeptWholeAndNotPaidForAgain() throws Exception {
        gateway.answerNext(StagedAnswer.status(200).body(Pictures.answer(EDITED)).after(Duration.ofSeconds(3)));
        put("fox.jpeg");
        await().atMost(Duration.ofSeconds(30)).until(() -> !gateway.edits().isEmpty());
        try (var objects = Files.walk(buckets.resolve("edited"))) {
            objects.sorted(Comparator.reverseOrder()).forEach(file -> assertDoesNotThrow(() -> Files.delete(file)));
        }

        Path kept = folder.resolve("unstored/fox.png");
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(kept) && Files.size(kept) == EDITED.length);
        assertThat(kept).hasBinaryContent(EDITED);
        awaitEmptyIncoming();
        assertThat(buckets.resolve("failed/fox.png")).doesNotExist();
        assertThat(buckets.resolve("failed/fox.jpeg")).doesNotExist();
        assertThat(gateway.edits()).hasSize(1);
    }
}
