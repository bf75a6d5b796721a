// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.faults;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import io.github.camelportkey.images.kit.ScriptedServer.Connection;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** One row: a fault, how it is staged, and how every edit ends that meets it. Without a word of its own, all goes well. */
final class Fault {

    /** What the server does with a connection. */
    @FunctionalInterface
    interface Upstream {
        void serve(Connection connection, Stage stage) throws Exception;
    }

    /** What is done on this side. */
    @FunctionalInterface
    interface Staging {
        void play(Stage stage) throws Exception;
    }

    final String group;
    final String name;
    private Upstream upstream = Answers.picture();
    private Staging staging = Stage::sendAll;
    private List<String> options = List.of();
    private List<Input> inputs = Input.EVERY;
    private boolean large;
    private boolean contextOfItsOwn;
    private @Nullable String certificate;
    private @Nullable String baseUrl;
    private Consumer<Exchange> also = exchange -> {
    };
    private @Nullable Outcome outcome;
    private String loss = "";

    private Fault(String group, String name) {
        this.group = group;
        this.name = name;
    }

    static Fault of(String group, String name) {
        return new Fault(group, name);
    }

    Fault upstream(Upstream value) {
        upstream = value;
        return this;
    }

    /** Plays something else than sending all inputs at once. */
    Fault staged(Staging value) {
        staging = value;
        return this;
    }

    Fault options(String... values) {
        options = List.of(values);
        return this;
    }

    Fault inputs(Input... values) {
        inputs = List.of(values);
        return this;
    }

    /** One input, several times. */
    Fault times(int count, Input input) {
        inputs = Collections.nCopies(count, input);
        return this;
    }

    /** With pictures that do not fit into the sockets' buffers: what the server does not read is not sent. */
    Fault large() {
        large = true;
        return this;
    }

    /** Plays in a Camel context that may be stopped. */
    Fault inAContextOfItsOwn() {
        contextOfItsOwn = true;
        return this;
    }

    /** The server speaks TLS and shows the certificate of this host. */
    Fault tls(String host) {
        certificate = host;
        return this;
    }

    /** Edits do not go to the server. */
    Fault baseUrl(String value) {
        baseUrl = value;
        return this;
    }

    /** Looks at what the exchange ended with. */
    Fault also(Consumer<Exchange> check) {
        also = check;
        return this;
    }

    Fault ends(Outcome value) {
        outcome = value;
        return this;
    }

    /** Says why nothing of what was paid for can be delivered. */
    Fault because(String reason) {
        loss = reason;
        return this;
    }

    Upstream upstream() {
        return upstream;
    }

    Staging staging() {
        return staging;
    }

    List<String> options() {
        return options;
    }

    List<Input> inputs() {
        return inputs;
    }

    boolean isLarge() {
        return large;
    }

    boolean isInAContextOfItsOwn() {
        return contextOfItsOwn;
    }

    @Nullable String certificate() {
        return certificate;
    }

    @Nullable String baseUrl() {
        return baseUrl;
    }

    Consumer<Exchange> also() {
        return also;
    }

    Outcome outcome() {
        return Objects.requireNonNull(outcome, name);
    }

    String loss() {
        return loss;
    }

    @Override
    public String toString() {
        return group + ": " + name;
    }
}
