// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.LinkedHashMap;
import java.util.Map;

import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.RouteOverStandIn;
import io.github.camelportkey.standin.StagedAnswer;
import jakarta.activation.DataHandler;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.attachment.ByteArrayDataSource;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which headers an edit sets, takes away and leaves alone. */
class ResultHeadersTest extends RouteOverStandIn {

    private static final byte[] EDITED = Pictures.noise(500);
    private static final String USAGE = "\"usage\":{\"input_tokens\":7,\"output_tokens\":11,\"total_tokens\":18,"
                                        + "\"input_tokens_details\":{\"text_tokens\":3,\"image_tokens\":4}},";

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:edit").to(edit());
                from("direct:strict").to(edit("failOnGuardrail=true"));
            }
        };
    }

    private Exchange send(Map<String, Object> headers, StagedAnswer answer) {
        GATEWAY.answerNext(answer);
        return template.request("direct:edit", exchange -> {
            exchange.getMessage().setBody(Pictures.png(16));
            exchange.getMessage().setHeaders(new LinkedHashMap<>(headers));
        });
    }

    private static StagedAnswer success(byte[]... images) {
        return StagedAnswer.status(200).body(Pictures.answer(images));
    }

    /** The stand-in sends these by itself. */
    private static StagedAnswer bare(StagedAnswer answer) {
        StagedAnswer bare = answer;
        for (String name : new String[] {"x-portkey-trace-id", "x-request-id", "x-portkey-provider", "x-portkey-cache-status",
                "x-portkey-retry-attempt-count", "x-portkey-last-used-option-index", "x-ratelimit-remaining-requests",
                "x-ratelimit-remaining-tokens"}) {
            bare = bare.header(name, "");
        }
        return bare;
    }

    @Test
    void saysWhatTheGatewaySaidInHeaders() {
        Exchange result = send(Map.of(), StagedAnswer.status(200)
                .header("x-portkey-trace-id", "trace-1").header("x-request-id", "req-1").header("x-portkey-provider", "azure-openai")
                .header("x-portkey-cache-status", "HIT").header("x-portkey-retry-attempt-count", "2")
                .header("x-portkey-last-used-option-index", "config.targets[1]")
                .header("x-ratelimit-remaining-requests", "99").header("x-ratelimit-remaining-tokens", "12345")
                .body(Pictures.answer(EDITED).replace("\"data\"", USAGE + "\"data\"")));

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getHeaders())
                .containsEntry("CamelHttpResponseCode", 200)
                .containsEntry("CamelPortkeyImagesGatewayTraceId", "trace-1")
                .containsEntry("CamelPortkeyImagesRequestId", "req-1")
                .containsEntry("CamelPortkeyImagesGatewayProvider", "azure-openai")
                .containsEntry("CamelPortkeyImagesCacheStatus", "HIT")
                .containsEntry("CamelPortkeyImagesRetryAttemptCount", 2)
                .containsEntry("CamelPortkeyImagesLastUsedOptionIndex", "config.targets[1]")
                .containsEntry("CamelPortkeyImagesInputTokens", 7L)
                .containsEntry("CamelPortkeyImagesOutputTokens", 11L)
                .containsEntry("CamelPortkeyImagesTotalTokens", 18L)
                .containsEntry("CamelPortkeyImagesInputTextTokens", 3L)
                .containsEntry("CamelPortkeyImagesInputImageTokens", 4L)
                .containsEntry("CamelPortkeyImagesRateLimitRemainingRequests", 99L)
                .containsEntry("CamelPortkeyImagesRateLimitRemainingTokens", 12345L)
                .containsEntry("CamelPortkeyImagesContentType", "image/png")
                .containsEntry("CamelPortkeyImagesExtension", "png")
                .containsEntry("CamelPortkeyImagesLength", 500L)
                .containsEntry("Content-Type", "image/png")
                .containsEntry("CamelAwsS3ContentType", "image/png")
                .doesNotContainKey("CamelPortkeyImagesGuardrailFailed");
    }

    @Test
    void oldHeadersOfTheResultAreClearedWhenTheAnswerDoesNotSayThem() {
        Map<String, Object> old = new LinkedHashMap<>();
        EditResult.HEADERS.keySet().forEach(name -> old.put(name, name.startsWith("CamelPortkey") ? "old" : "image/old"));
        old.put("camelportkeyimagesCACHESTATUS", "old too");

        Exchange result = send(old, bare(success(EDITED, EDITED)));

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getHeaders()).containsOnly(Map.entry("CamelHttpResponseCode", 200));
    }

    @Test
    void twoImagesHaveNoHeadersOfASingleOneAndNeitherHasAUrl() {
        for (StagedAnswer answer : new StagedAnswer[] {success(EDITED, EDITED),
                StagedAnswer.status(200).body("{\"data\":[{\"url\":\"https://example.com/1.png\"}]}")}) {
            Exchange result = send(Map.of("Content-Type", "image/jpeg"), answer);

            assertThat(result.getException()).isNull();
            assertThat(result.getMessage().getHeaders()).doesNotContainKeys("CamelPortkeyImagesContentType",
                    "CamelPortkeyImagesExtension", "CamelPortkeyImagesLength", "Content-Type", "CamelAwsS3ContentType");
        }
    }

    @Test
    void whatDescribesTheOldBytesGoesAndNamesAndOthersStay() {
        Exchange result = send(Map.ofEntries(Map.entry("CamelAwsS3ContentLength", 5L), Map.entry("CamelAwsS3ETag", "abc"),
                Map.entry("CamelFileLength", 5L), Map.entry("content-length", 5), Map.entry("Content-Encoding", "gzip"),
                Map.entry("CamelAwsS3ContentType", "image/jpeg"), Map.entry("CONTENT-TYPE", "image/jpeg"),
                Map.entry("CamelFileName", "otter.png"), Map.entry("CamelAwsS3Key", "in/otter.png"),
                Map.entry("CamelAwsS3BucketName", "bucket"), Map.entry("mine", 42)), success(EDITED));

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getHeaders())
                .doesNotContainKeys("CamelAwsS3ContentLength", "CamelAwsS3ETag", "CamelFileLength", "content-length",
                        "Content-Encoding")
                .containsEntry("Content-Type", "image/png").containsEntry("CamelAwsS3ContentType", "image/png")
                .containsEntry("CamelFileName", "otter.png").containsEntry("CamelAwsS3Key", "in/otter.png")
                .containsEntry("CamelAwsS3BucketName", "bucket").containsEntry("mine", 42);
    }

    /** By the names in Camel's own catalog. */
    @ParameterizedTest
    @ValueSource(strings = {"AwsS3ContentMD5", "AwsS3ContentEncoding", "AwsS3VersionId", "AwsS3LastModified",
            "MinioContentLength", "MinioContentType", "MinioContentMD5", "MinioContentEncoding", "MinioETag", "MinioVersionId",
            "MinioLastModified", "IBMCOSContentLength", "IBMCOSContentType", "IBMCOSContentMD5",
            "IBMCOSContentEncoding", "IBMCOSETag", "IBMCOSVersionId", "IBMCOSLastModified", "AzureStorageBlobBlobSize",
            "AzureStorageBlobContentType", "AzureStorageBlobContentMD5", "AzureStorageBlobContentEncoding",
            "AzureStorageBlobETag", "AzureStorageBlobLastModified", "AzureStorageDataLakeFileSize",
            "AzureStorageDataLakeContentType", "AzureStorageDataLakeContentMD5", "AzureStorageDataLakeContentEncoding",
            "AzureStorageDataLakeETag", "AzureStorageDataLakeLastModified", "GoogleCloudStorageContentLength",
            "GoogleCloudStorageContentType", "GoogleCloudStorageContentMd5", "GoogleCloudStorageContentEncoding",
            "GoogleCloudStorageCrc32cHex", "GoogleCloudStorageETag", "FileContentType"})
    void whatAStorageSaysOfTheOldBytesGoes(String header) {
        Exchange result = send(Map.of("Camel" + header, "old", "CamelMinioObjectName", "in/otter.png"), success(EDITED));

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getHeaders()).doesNotContainKey("Camel" + header)
                .containsEntry("CamelMinioObjectName", "in/otter.png");
    }

    @Test
    void imageAndMaskAreConsumedAndAttachmentsSurvive() {
        GATEWAY.answerNext(success(EDITED));
        Exchange result = template.request("direct:edit", exchange -> {
            exchange.getMessage().setHeader("CamelPortkeyImagesImage", Pictures.png(16));
            exchange.getMessage().setHeader("CamelPortkeyImagesMask", Pictures.png(16));
            exchange.getMessage(AttachmentMessage.class).addAttachment("invoice",
                    new DataHandler(new ByteArrayDataSource("invoice.pdf", new byte[3])));
        });

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getHeaders()).doesNotContainKeys("CamelPortkeyImagesImage", "CamelPortkeyImagesMask");
        assertThat(result.getMessage(AttachmentMessage.class).getAttachmentNames()).containsExactly("invoice");
    }

    @Test
    void onFailureNoHeaderAndNoAttachmentIsRemoved() {
        GATEWAY.answerNext(StagedAnswer.status(500));
        Map<String, Object> before = new LinkedHashMap<>(Map.of("CamelPortkeyImagesImage", Pictures.png(16),
                "CamelPortkeyImagesMask", Pictures.png(16), "Content-Type", "image/jpeg", "CamelFileLength", 5L,
                "CamelPortkeyImagesRequestId", "of an earlier edit", "CamelAwsS3ETag", "abc"));
        Exchange result = template.request("direct:edit", exchange -> {
            exchange.getMessage().setBody("a body");
            exchange.getMessage().setHeaders(new LinkedHashMap<>(before));
            exchange.getMessage(AttachmentMessage.class).addAttachment("invoice",
                    new DataHandler(new ByteArrayDataSource("invoice.pdf", new byte[3])));
        });

        assertThat(result.getException()).isInstanceOf(GatewayStatusException.class);
        assertThat(result.getMessage().getHeaders()).containsAllEntriesOf(before);
        assertThat(result.getMessage().getBody()).isEqualTo("a body");
        assertThat(result.getMessage(AttachmentMessage.class).getAttachmentNames()).containsExactly("invoice");
    }

    @Test
    void aGuardrailThatFailedIsSaidInAHeaderAndTheImagesAreDelivered() {
        Exchange result = send(Map.of(), StagedAnswer.status(246).body(Pictures.answer(EDITED)));

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getHeaders()).containsEntry("CamelPortkeyImagesGuardrailFailed", true)
                .containsEntry("CamelHttpResponseCode", 246);
        assertThat(result.getMessage().getBody(byte[].class)).isEqualTo(EDITED);
    }

    @Test
    void failOnGuardrailMakesItAFailureThatStillHasTheImages() throws Exception {
        GATEWAY.answerNext(StagedAnswer.status(246).body(Pictures.answer(EDITED)));

        Exchange result = send("direct:strict", Pictures.png(16));

        assertThat(result.getException()).isInstanceOfSatisfying(GatewayStatusException.class, failure -> {
            assertThat(failure.getStatusCode()).isEqualTo(246);
            assertThat(failure.isRetryable()).isFalse();
            assertThat(failure.mayHaveBeenBilled()).isTrue();
            assertThat(failure.getResponse()).isNotNull();
        });
        assertThat(((GatewayStatusException) result.getException()).getResponse().data().get(0).bytes()).isEqualTo(EDITED);
    }
}
