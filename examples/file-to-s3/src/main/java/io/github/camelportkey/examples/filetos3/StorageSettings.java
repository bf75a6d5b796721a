// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which S3 the environment asks for. The bucket decides: AWS keys alone lie in many environments. */
record StorageSettings(Environment environment) {

    private static final String COMPONENT = "camel.component.aws2-s3.";
    private static final List<String> NEEDED = List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION");

    boolean isConfigured() {
        return environment.has("S3_BUCKET");
    }

    String bucket() {
        return environment.get("S3_BUCKET");
    }

    String address() {
        return environment.get("S3_ENDPOINT", "AWS " + environment.get("AWS_REGION"));
    }

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (isConfigured()) {
            NEEDED.stream().filter(variable -> !environment.has(variable))
                    .forEach(variable -> problems.add("S3_BUCKET is set, but " + variable + " is not"));
        } else if (environment.has("S3_ENDPOINT")) {
            problems.add("S3_ENDPOINT is set, but S3_BUCKET is not");
        }
        return problems;
    }

    /** What Camel Main sets on the component. */
    Map<String, String> properties() {
        Map<String, String> properties = credentials(
                environment.get("AWS_ACCESS_KEY_ID"), environment.get("AWS_SECRET_ACCESS_KEY"),
                environment.get("AWS_REGION"));
        if (environment.has("AWS_SESSION_TOKEN")) {
            properties.put(COMPONENT + "sessionToken", environment.get("AWS_SESSION_TOKEN"));
            properties.put(COMPONENT + "useSessionCredentials", "true");
        }
        if (environment.has("S3_ENDPOINT")) {
            properties.putAll(endpoint(environment.get("S3_ENDPOINT")));
        }
        return properties;
    }

    static Map<String, String> propertiesOfEmbedded(EmbeddedS3 s3) {
        Map<String, String> properties = credentials(s3.identity(), s3.secret(), "us-east-1");
        properties.putAll(endpoint(s3.address().toString()));
        properties.put(COMPONENT + "autoCreateBucket", "true");
        return properties;
    }

    private static Map<String, String> credentials(String key, String secret, String region) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put(COMPONENT + "accessKey", key);
        properties.put(COMPONENT + "secretKey", secret);
        properties.put(COMPONENT + "region", region);
        return properties;
    }

    private static Map<String, String> endpoint(String address) {
        return Map.of(
                COMPONENT + "overrideEndpoint", "true",
                COMPONENT + "uriEndpointOverride", address,
                COMPONENT + "forcePathStyle", "true");
    }

    /** Never the values: two of them are secret. */
    @Override
    public String toString() {
        return "StorageSettings[" + (isConfigured() ? bucket() : "embedded") + "]";
    }
}
