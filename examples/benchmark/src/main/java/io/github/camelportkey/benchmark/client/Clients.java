// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.client;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;

import io.github.camelportkey.benchmark.work.Pictures;
import io.github.camelportkey.benchmark.work.Scenario;
import org.jspecify.annotations.Nullable;

/** The clients that are compared. */
public enum Clients {

    COMPONENT("component", "this component", ComponentClient::new),
    BY_HAND("by-hand", "camel-http by hand",
            (scenario, pictures, folder) -> new CamelHttpClient(scenario, pictures, folder, false)),
    LARGER_BUFFERS("larger-buffers", "camel-http, larger buffers",
            (scenario, pictures, folder) -> new CamelHttpClient(scenario, pictures, folder, true)),
    OPENAI("openai-java", "openai-java", OpenAiClient::new),
    JDK("jdk", "JDK client", JdkClient::new),
    LIMIT("limit", "limit", LimitClient::new);

    /** Makes a client for a scenario, with the pictures to send and a folder for results. */
    interface Maker {
        EditClient make(Scenario scenario, Pictures pictures, Path folder) throws Exception;
    }

    private final String id;
    private final String title;
    private final Maker maker;

    Clients(String id, String title, Maker maker) {
        this.id = id;
        this.title = title;
        this.maker = maker;
    }

    /** As in {@code -Dbench.clients}. */
    public String id() {
        return id;
    }

    /** For tables. */
    public String title() {
        return title;
    }

    EditClient make(Scenario scenario, Pictures pictures, Path folder) throws Exception {
        return maker.make(scenario, pictures, folder);
    }

    /** Why a client can't do a scenario; null when it can. */
    public @Nullable String cannot(Scenario scenario) {
        boolean inRoute = scenario.to() == Scenario.To.FILE_ENDPOINT || scenario.to() == Scenario.To.S3;
        if (inRoute && this != COMPONENT && this != BY_HAND && this != LARGER_BUFFERS) {
            return "no Camel route";
        }
        return this == LIMIT && scenario.tls() ? "no TLS: a yardstick" : null;
    }

    static Clients named(String id) {
        return Arrays.stream(values()).filter(client -> client.id.equals(id)).findFirst()
                .orElseThrow(() -> new NoSuchElementException("No client " + id));
    }

    /** @param ids separated by commas; empty for all */
    public static List<Clients> selected(String ids) {
        return ids.isBlank() ? List.of(values()) : Arrays.stream(ids.split(",")).map(Clients::named).toList();
    }
}
