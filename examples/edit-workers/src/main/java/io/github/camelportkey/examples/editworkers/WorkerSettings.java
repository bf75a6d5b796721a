// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** What the environment says: where broker, S3 and gateway are, and how much may be under way. */
public record WorkerSettings(Map<String, String> environment) {

    private static final Map<String, String> PROPERTIES = table();

    private static Map<String, String> table() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PORTKEY_API_KEY", "camel.component.portkey-images.apiKey");
        variables.put("PORTKEY_PROVIDER", "camel.component.portkey-images.provider");
        variables.put("PORTKEY_PROVIDER_API_KEY", "camel.component.portkey-images.providerApiKey");
        variables.put("PORTKEY_VIRTUAL_KEY", "camel.component.portkey-images.virtualKey");
        variables.put("PORTKEY_CONFIG", "camel.component.portkey-images.config");
        variables.put("PORTKEY_BASE_URL", "camel.component.portkey-images.baseUrl");
        variables.put("EDIT_TIMEOUT_MS", "camel.component.portkey-images.editTimeout");
        variables.put("AWS_ACCESS_KEY_ID", "camel.component.aws2-s3.accessKey");
        variables.put("AWS_SECRET_ACCESS_KEY", "camel.component.aws2-s3.secretKey");
        variables.put("AWS_SESSION_TOKEN", "camel.component.aws2-s3.sessionToken");
        variables.put("AWS_REGION", "camel.component.aws2-s3.region");
        variables.put("S3_ENDPOINT", "camel.component.aws2-s3.uriEndpointOverride");
        return variables;
    }

    String get(String name, String otherwise) {
        String value = environment.getOrDefault(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }

    private int number(String name, int otherwise) {
        return Integer.parseInt(get(name, String.valueOf(otherwise)));
    }

    private Duration millis(String name, Duration otherwise) {
        return Duration.ofMillis(Long.parseLong(get(name, String.valueOf(otherwise.toMillis()))));
    }

    String worker() {
        return get("WORKER", get("HOSTNAME", "worker") + "-" + ProcessHandle.current().pid()).replace('.', '-');
    }

    String brokerUrl() {
        return get("BROKER_URL", "tcp://localhost:61616");
    }

    String bucket() {
        return get("S3_BUCKET", "pictures");
    }

    /** By this one worker. */
    int editsAtOnce() {
        return number("EDITS_AT_ONCE", 4);
    }

    /** How long a permit rests after it was taken. */
    Duration permitInterval() {
        return millis("PERMIT_INTERVAL_MS", Duration.ZERO);
    }

    Verdict.Limits limits() {
        return new Verdict.Limits(number("TRIES", 10), number("UNCLEAR_TRIES", 3),
                millis("BACKOFF_MS", Duration.ofSeconds(5)), millis("BACKOFF_LONGEST_MS", Duration.ofMinutes(10)),
                millis("SETTLE_MS", longestEdit().plus(toStore())));
    }

    private int storeTries() {
        return number("STORE_TRIES", 8);
    }

    /** For so long an edit that has ended is offered to S3, first again after 200 ms; and a minute for the answers. */
    private Duration toStore() {
        return Duration.ofSeconds((200L << Math.min(storeTries(), 20)) / 1_000 + 69);
    }

    private Duration longestEdit() {
        return millis("EDIT_TIMEOUT_MS", Duration.ofMinutes(15));
    }

    /** What Camel Main sets on the components, and the placeholders of the routes. */
    Properties properties() {
        Properties properties = new Properties();
        PROPERTIES.forEach((variable, property) -> {
            if (!get(variable, "").isEmpty()) {
                properties.put(property, get(variable, ""));
            }
        });
        if (!get("S3_ENDPOINT", "").isEmpty()) {
            properties.put("camel.component.aws2-s3.overrideEndpoint", "true");
            properties.put("camel.component.aws2-s3.forcePathStyle", "true");
        }
        if (!get("AWS_SESSION_TOKEN", "").isEmpty()) {
            properties.put("camel.component.aws2-s3.useSessionCredentials", "true");
        }
        if (get("AWS_ACCESS_KEY_ID", "").isEmpty()) {
            properties.put("camel.component.aws2-s3.useDefaultCredentialsProvider", "true");
        }
        properties.put("model", get("PORTKEY_MODEL", "gpt-image-2"));
        properties.put("bucket", bucket());
        properties.put("worker", worker());
        properties.put("edits.at.once", String.valueOf(editsAtOnce()));
        properties.put("store.tries", String.valueOf(storeTries()));
        properties.put("recovery.interval", get("RECOVERY_INTERVAL_MS", "1000"));
        properties.put("prompt", get("PROMPT", ""));
        properties.put("camel.main.shutdownTimeout", String.valueOf(longestEdit().plus(toStore()).toSeconds()));
        properties.put("feed.delay", get("FEED_DELAY_MS", "1000"));
        return properties;
    }

    /** Never the values: some are secret. */
    @Override
    public String toString() {
        return "WorkerSettings of " + worker();
    }
}
