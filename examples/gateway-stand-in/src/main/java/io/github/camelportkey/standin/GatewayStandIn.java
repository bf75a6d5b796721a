// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A real HTTP server on loopback that answers image edits as the gateway and the model behind it do. It checks what
 * they check, paints into the picture where the mask is transparent, and keeps what arrived for tests to look at.
 *
 * <p>Thread-safe. All its threads are daemons: one that is forgotten does not keep the JVM alive.
 */
public final class GatewayStandIn implements AutoCloseable {

    private final EditLedger ledger;
    private final LoopbackServer server;
    private volatile Duration latency;

    private GatewayStandIn(Builder options) throws IOException {
        this.ledger = new EditLedger(options.keepEdits);
        this.latency = options.latency;
        this.server = new LoopbackServer(options.port, new Reply(ledger, options.asProvider), ledger, options.apiKey,
                () -> latency);
    }

    /** Starts on a random port, without latency. */
    public static GatewayStandIn start() {
        return builder().start();
    }

    /** How to start otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /** What a client is given as the gateway's address: {@code http://127.0.0.1:PORT/v1}. */
    public URI baseUrl() {
        return server.origin().resolve("/v1");
    }

    public int port() {
        return server.origin().getPort();
    }

    /** What was posted to {@code /images/edits} since the start or {@link #clear()}, oldest first: a snapshot. */
    public List<ReceivedEdit> edits() {
        return ledger.edits();
    }

    /** How many answers have begun with a 200, and so been charged, since the start or {@link #clear()}. */
    public int editsPaid() {
        return ledger.paid();
    }

    /** How long edits that arrive from now on wait for their answer. */
    public void latency(Duration d) {
        latency = Objects.requireNonNull(d);
    }

    /**
     * Answers the next edits like this, one answer for each, in order of arrival, before normal behaviour resumes. A
     * staged answer is given whatever the request looks like.
     */
    public void answerNext(StagedAnswer... answers) {
        ledger.stage(List.of(answers));
    }

    /** Forgets received edits, the count of paid ones, and staged answers. Edits under way are not affected. */
    public void clear() {
        ledger.clear();
    }

    /** Stops at once: connections are cut, and no thread and no file is left when this returns. */
    @Override
    public void close() {
        server.close();
    }

    /** What can be chosen before the start. */
    public static final class Builder {

        private int port;
        private Duration latency = Duration.ZERO;
        private boolean keepEdits = true;
        private boolean asProvider;
        private @Nullable String apiKey;

        private Builder() {
        }

        /** A fixed port; 0, the default, for a free one. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** How long each edit waits for its answer. */
        public Builder latency(Duration latency) {
            this.latency = Objects.requireNonNull(latency);
            return this;
        }

        /** Whether {@link GatewayStandIn#edits()} is kept; {@code false} for long runs. */
        public Builder keepEdits(boolean keepEdits) {
            this.keepEdits = keepEdits;
            return this;
        }

        /** Refuses edits with another {@code x-portkey-api-key}, or none, with 401. */
        public Builder requireApiKey(String apiKey) {
            this.apiKey = Objects.requireNonNull(apiKey);
            return this;
        }

        /** Plays the provider behind a real gateway: answers without the headers that a gateway adds. */
        public Builder asProvider() {
            this.asProvider = true;
            return this;
        }

        /** @throws UncheckedIOException when the port is taken */
        public GatewayStandIn start() {
            try {
                return new GatewayStandIn(this);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
