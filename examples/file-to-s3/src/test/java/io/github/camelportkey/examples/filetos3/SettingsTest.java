// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SettingsTest {

    private static final Map<String, String> AWS = Map.of("S3_BUCKET", "mine", "AWS_ACCESS_KEY_ID", "AKIA",
            "AWS_SECRET_ACCESS_KEY", "hush", "AWS_REGION", "eu-central-1");
    private static final Map<String, String> PORTKEY = Map.of("PORTKEY_API_KEY", "pk", "PORTKEY_PROVIDER", "@openai");

    @Test
    void withoutAnythingTheStandInsAreUsedForTheSamples() {
        Settings settings = settings(Map.of("AWS_ACCESS_KEY_ID", "lies here for other reasons", "PORTKEY_API_KEY", ""));

        assertThat(settings.problems()).isEmpty();
        assertThat(settings.gateway().isConfigured()).isFalse();
        assertThat(settings.storage().isConfigured()).isFalse();
        assertThat(settings.usesSamples()).isTrue();
        assertThat(settings.inboxFolder()).isEqualTo(Path.of("target/demo/inbox").toAbsolutePath());
    }

    @Test
    void eachGatewayVariableBecomesAnOptionOfTheComponent() {
        Map<String, String> properties = settings(Map.of(
                "PORTKEY_API_KEY", "1", "PORTKEY_PROVIDER", "2", "PORTKEY_PROVIDER_API_KEY", "3",
                "PORTKEY_VIRTUAL_KEY", "4", "PORTKEY_CONFIG", "{\"a\":{\"b\":{}}}", "PORTKEY_CUSTOM_HOST", "6",
                "PORTKEY_BASE_URL", "http://localhost:8787/v1")).gateway().properties();

        String component = "camel.component.portkey-images.";
        assertThat(properties).containsOnly(
                Map.entry(component + "apiKey", "1"), Map.entry(component + "provider", "2"),
                Map.entry(component + "providerApiKey", "3"), Map.entry(component + "virtualKey", "4"),
                Map.entry(component + "config", "{\"a\":{\"b\":{}}}"), Map.entry(component + "customHost", "6"),
                Map.entry(component + "baseUrl", "http://localhost:8787/v1"));
    }

    @Test
    void eachStorageVariableBecomesAnOptionOfTheS3Component() {
        Map<String, String> properties = settings(
                AWS, Map.of("AWS_SESSION_TOKEN", "t", "S3_ENDPOINT", "https://s3.example")).storage().properties();

        String component = "camel.component.aws2-s3.";
        assertThat(properties).containsOnly(
                Map.entry(component + "accessKey", "AKIA"), Map.entry(component + "secretKey", "hush"),
                Map.entry(component + "region", "eu-central-1"), Map.entry(component + "sessionToken", "t"),
                Map.entry(component + "useSessionCredentials", "true"),
                Map.entry(component + "overrideEndpoint", "true"),
                Map.entry(component + "uriEndpointOverride", "https://s3.example"),
                Map.entry(component + "forcePathStyle", "true"));
    }

    @Test
    void aBucketOfOnesOwnIsNeverCreated() {
        assertThat(settings(AWS).storage().properties()).doesNotContainKey("camel.component.aws2-s3.autoCreateBucket");
    }

    @Test
    void aBucketWithoutKeysSaysWhichAreMissing() {
        Settings settings = settings(PORTKEY, Map.of("S3_BUCKET", "mine", "AWS_REGION", "eu-central-1"));

        assertThat(settings.problems()).containsExactly("S3_BUCKET is set, but AWS_ACCESS_KEY_ID is not",
                "S3_BUCKET is set, but AWS_SECRET_ACCESS_KEY is not");
    }

    @Test
    void aProviderWithoutAKeySaysSo() {
        assertThat(settings(Map.of("PORTKEY_VIRTUAL_KEY", "v")).problems()).singleElement().asString()
                .startsWith("PORTKEY_VIRTUAL_KEY is set, but PORTKEY_API_KEY is not");
    }

    @Test
    void aKeyWithoutAProviderSaysSo() {
        assertThat(settings(Map.of("PORTKEY_API_KEY", "pk")).problems()).singleElement().asString()
                .contains("PORTKEY_PROVIDER", "PORTKEY_VIRTUAL_KEY", "PORTKEY_CONFIG");
        assertThat(settings(Map.of("PORTKEY_API_KEY", "pk", "PORTKEY_MODEL", "@openai/gpt-image-2")).problems())
                .isEmpty();
        assertThat(settings(Map.of("PORTKEY_BASE_URL", "http://localhost:8787/v1")).problems()).isEmpty();
    }

    @Test
    void theStandInNeverTouchesOnesOwnPicturesOrBucket() {
        assertThat(settings(AWS, Map.of("INBOX", "in")).problems()).hasSize(2)
                .allMatch(problem -> problem.contains("set PORTKEY_API_KEY or PORTKEY_BASE_URL"));
    }

    @Test
    void whatWasPaidForIsNotWhereTheDemoClearsUp() {
        assertThat(settings(PORTKEY).folder()).isNotEqualTo(settings(Map.of()).folder());
    }

    @Test
    void picturesOfOnesOwnBringTheirPromptUnlessThereIsOneForAll() {
        assertThat(settings(PORTKEY, Map.of("INBOX", "in")).inbox().everyPictureNeedsItsPrompt()).isTrue();
        assertThat(settings(PORTKEY, Map.of("INBOX", "in", "PROMPT", "a hat")).inbox().everyPictureNeedsItsPrompt())
                .isFalse();
    }

    @Test
    void noSecretIsInAnyText() {
        assertThat(settings(AWS, Map.of("PORTKEY_API_KEY", "hush-2", "PORTKEY_CONFIG", "hush-3")).toString())
                .doesNotContain("hush");
    }

    @SafeVarargs
    private static Settings settings(Map<String, String>... environments) {
        Map<String, String> all = new TreeMap<>();
        for (Map<String, String> environment : environments) {
            all.putAll(environment);
        }
        return new Settings(new Environment(new HashMap<>(all)), Path.of("samples"), Path.of("target"));
    }
}
