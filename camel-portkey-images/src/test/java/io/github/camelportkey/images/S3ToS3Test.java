// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.ReceivedPart;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** From an S3 bucket, through an edit, into another bucket. */
class S3ToS3Test extends RouteToStandIn {

    @TempDir
    static Path folder;
    private static S3Proxy s3;

    @BeforeAll
    static void startS3() throws Exception {
        s3 = S3Proxy.builder().blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "me", "secret").build();
        s3.start();
    }

    @AfterAll
    static void stopS3() throws Exception {
        s3.stop();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        var options = context.getComponent("aws2-s3", AWS2S3Component.class).getConfiguration();
        options.setAccessKey("me");
        options.setSecretKey("secret");
        options.setRegion("eu-central-1");
        options.setOverrideEndpoint(true);
        options.setUriEndpointOverride("http://127.0.0.1:" + s3.getPort());
        options.setForcePathStyle(true);
        options.setAutoCreateBucket(true);
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:put").to("aws2-s3:incoming");
                for (String body : new String[] {"bytes", "stream"}) {
                    from("aws2-s3:incoming?delay=200&initialDelay=0&prefix=" + body + "/&includeBody=" + body.equals("bytes")
                         + "&autocloseBody=" + body.equals("bytes")).routeId(body)
                            .to(bare("prompt=a red hat", "model=gpt-image-2", "validation=warn")).to("mock:edited").to("aws2-s3:edited");
                }
                from("direct:get").toD("aws2-s3:edited?operation=getObject");
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes", "stream"})
    void theEditedPictureLiesUnderTheSameKeyWithItsOwnTypeAndLength(String body) throws Exception {
        String key = body + "/otter.jpeg";
        byte[] picture = Pictures.jpeg(300, 200);
        template.send("direct:put", exchange -> {
            exchange.getMessage().setBody(picture);
            exchange.getMessage().setHeader("CamelAwsS3Key", key);
            exchange.getMessage().setHeader("CamelAwsS3ContentType", "image/x-old");
        });

        await().until(() -> Files.exists(folder.resolve("edited").resolve(key)));

        // an object that can't be edited, of another test, is polled again and again
        ReceivedPart part = GATEWAY.edits().stream().map(edit -> edit.files("image").get(0))
                .filter(one -> one.fileName().equals("otter.jpg")).findFirst().orElseThrow();
        assertThat(part.bytes()).isEqualTo(picture);
        assertThat(part.fileName()).isEqualTo("otter.jpg");
        assertThat(part.contentType()).isEqualTo("image/jpeg");
        Exchange edited = getMockEndpoint("mock:edited").getExchanges().get(0);
        assertThat(edited.getMessage().getHeaders())
                .containsEntry("CamelAwsS3Key", key)
                .containsEntry("CamelAwsS3ContentType", "image/png")
                .doesNotContainKeys("CamelAwsS3ContentLength", "CamelAwsS3ETag", "CamelAwsS3ContentEncoding",
                        "CamelAwsS3ContentMD5", "CamelAwsS3VersionId");
        Exchange stored = template.request("direct:get", exchange -> exchange.getMessage().setHeader("CamelAwsS3Key", key));
        assertThat(stored.getException()).isNull();
        byte[] result = stored.getMessage().getBody(byte[].class);
        assertThat(result).startsWith(0x89, 'P', 'N', 'G');
        assertThat(stored.getMessage().getHeader("CamelAwsS3ContentType")).isEqualTo("image/png");
        assertThat(stored.getMessage().getHeader("CamelAwsS3ContentLength", Integer.class)).isEqualTo(result.length);
    }

    @Test
    void aTypeThatOnlyTheBucketKnowsIsWhatWasDeclared() throws Exception {
        GATEWAY.answerNext(io.github.camelportkey.standin.StagedAnswer.status(200).body(Pictures.answer(PICTURE)));
        template.send("direct:put", exchange -> {
            exchange.getMessage().setBody("GIF89a and so on".getBytes());
            exchange.getMessage().setHeader("CamelAwsS3Key", "bytes/otter.gif");
            exchange.getMessage().setHeader("CamelAwsS3ContentType", "image/gif");
        });

        await().until(() -> !GATEWAY.edits().isEmpty());

        assertThat(GATEWAY.edits()).anySatisfy(edit -> assertThat(edit.files("image").get(0).contentType()).isEqualTo("image/gif"));
    }
}
