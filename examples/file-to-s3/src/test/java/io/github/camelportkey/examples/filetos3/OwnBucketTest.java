// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 of one's own, reached with settings from the environment only. */
class OwnBucketTest {

    @TempDir
    Path root;

    private OwnInbox own;
    private EmbeddedS3 s3;

    @BeforeEach
    void start() throws Exception {
        s3 = EmbeddedS3.start(root.resolve("s3"));
        own = new OwnInbox(root).put("otter").set("S3_BUCKET", "mine").set("S3_ENDPOINT", s3.address().toString())
                .set("AWS_REGION", "eu-central-1").set("AWS_ACCESS_KEY_ID", s3.identity())
                .set("AWS_SECRET_ACCESS_KEY", s3.secret());
    }

    @AfterEach
    void close() throws Exception {
        own.close();
        s3.close();
    }

    @Test
    void theEditGoesThere() throws IOException {
        Files.createDirectories(root.resolve("s3/mine"));

        OwnInbox.Run run = own.run();

        assertThat(run.status()).isZero();
        assertThat(run.output()).contains("bucket mine at " + s3.address(), "s3://mine/edited/otter.png");
        assertThat(root.resolve("s3/mine/edited/otter.png")).exists();
        assertThat(contentType("edited/otter.png")).isEqualTo("image/png");
    }

    @Test
    void theEditIsMadeWithTheSettingsOfTheEnvironment() throws IOException {
        Files.createDirectories(root.resolve("s3/mine"));
        own.set("PORTKEY_API_KEY", "pk").set("PORTKEY_PROVIDER", "openai").set("PORTKEY_PROVIDER_API_KEY", "sk")
                .set("PORTKEY_MODEL", "gpt-image-1-mini").run();

        assertThat(own.gateway.edits()).singleElement().satisfies(edit -> {
            assertThat(edit.header("x-portkey-api-key")).isEqualTo("pk");
            assertThat(edit.header("x-portkey-provider")).isEqualTo("openai");
            assertThat(edit.header("Authorization")).isEqualTo("Bearer sk");
            assertThat(edit.field("model")).isEqualTo("gpt-image-1-mini");
            assertThat(edit.field("prompt")).isEqualTo("a cute sea otter wearing a red beret");
            assertThat(edit.files("image")).hasSize(1);
            assertThat(edit.files("mask")).hasSize(1);
        });
    }

    @Test
    void aWrongSecretCostsNothing() throws IOException {
        Files.createDirectories(root.resolve("s3/mine"));

        OwnInbox.Run run = own.set("AWS_SECRET_ACCESS_KEY", "hush").run();

        assertThat(run.status()).isEqualTo(FileToS3.SOMETHING_FAILED);
        assertThat(run.output()).contains("403").doesNotContain("hush");
        assertThat(own.gateway.edits()).isEmpty();
    }

    @Test
    void anEditThatIsPaidButCannotBeStoredIsKept() throws Exception {
        Files.createDirectories(root.resolve("s3/mine"));
        own.gateway.latency(Duration.ofSeconds(1));

        CompletableFuture<OwnInbox.Run> run = CompletableFuture.supplyAsync(own::run);
        await().until(() -> own.gateway.edits().size() == 1);
        s3.close();

        assertThat(run.get(2, TimeUnit.MINUTES).status()).isEqualTo(FileToS3.SOMETHING_FAILED);
        assertThat(own.error("otter.error.txt")).content().contains("made, and paid: otter.edited.png");
        assertThat(ImageIO.read(own.error("otter.edited.png").toFile())).isNotNull();
    }

    @Test
    void aBucketThatIsNotThereIsNeitherMadeNorPaidFor() {
        OwnInbox.Run run = own.run();

        assertThat(run.status()).isEqualTo(FileToS3.SOMETHING_FAILED);
        assertThat(run.output()).contains("S3 answered 404 for the bucket mine: it is not there");
        assertThat(own.gateway.edits()).isEmpty();
        assertThat(own.inbox.resolve("otter.png")).exists();
        assertThat(root.resolve("s3/mine")).doesNotExist();
    }

    private String contentType(String key) {
        try (S3Client client = S3Client.builder().endpointOverride(s3.address()).forcePathStyle(true)
                .region(Region.EU_CENTRAL_1).httpClientBuilder(ApacheHttpClient.builder())
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(s3.identity(), s3.secret())))
                .build()) {
            return client.headObject(ask -> ask.bucket("mine").key(key)).contentType();
        }
    }
}
