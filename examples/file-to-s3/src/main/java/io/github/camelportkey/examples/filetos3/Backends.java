// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import io.github.camelportkey.standin.GatewayStandIn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The gateway and the S3 that a run talks to: the configured ones, or stand-ins that live as long as the run. */
final class Backends implements AutoCloseable {

    /** Long enough to see that several pictures are edited at once. */
    private static final Duration PRETENDED_WORK = Duration.ofMillis(1200);

    private final Settings settings;
    private @Nullable GatewayStandIn standIn;
    private @Nullable EmbeddedS3 embedded;

    private Backends(Settings settings) {
        this.settings = settings;
    }

    static Backends start(Settings settings) throws Exception {
        Backends backends = new Backends(settings);
        try {
            if (!settings.gateway().isConfigured()) {
                backends.standIn = GatewayStandIn.builder().latency(PRETENDED_WORK).start();
            }
            if (!settings.storage().isConfigured()) {
                backends.embedded = EmbeddedS3.start(settings.folder().resolve("s3"));
            }
            return backends;
        } catch (Exception e) {
            backends.close();
            throw e;
        }
    }

    /** The properties that differ between the demo and the real thing; the route is the same. */
    Properties properties() {
        Properties properties = new Properties();
        properties.putAll(standIn == null ? settings.gateway().properties()
                : GatewaySettings.propertiesOfStandIn(standIn.baseUrl().toString()));
        properties.putAll(embedded == null ? settings.storage().properties()
                : StorageSettings.propertiesOfEmbedded(embedded));
        properties.put("model", settings.gateway().model());
        properties.put("bucket", settings.bucket());
        properties.put("inbox", settings.inboxFolder().toString());
        return properties;
    }

    String describeGateway() {
        return standIn == null ? settings.gateway().address() + ", model " + settings.gateway().model()
                : "stand-in at " + standIn.baseUrl() + ", costs nothing (PORTKEY_API_KEY is not set)";
    }

    /** Who made the edits, as the page says it. */
    String editor() {
        return standIn == null ? settings.gateway().model() + " through " + settings.gateway().address()
                : "the gateway stand-in, which paints a little where a model would";
    }

    String describeStorage() {
        return embedded == null ? "bucket " + settings.bucket() + " at " + settings.storage().address()
                : "embedded S3 at " + embedded.address() + " (S3_BUCKET is not set)";
    }

    /** Where a person finds the edited pictures. */
    String objects() {
        Path edited = Path.of(settings.bucket(), "edited");
        return embedded == null ? "s3://" + settings.bucket() + "/edited"
                : embedded.folder().resolve(edited).toAbsolutePath().normalize().toString();
    }

    @Override
    public void close() throws Exception {
        try (EmbeddedS3 s3 = embedded; GatewayStandIn gateway = standIn) {
            embedded = null;
            standIn = null;
        }
    }
}
