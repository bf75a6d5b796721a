// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything a run is told: by its environment, and by the build where the samples lie and where it may write.
 *
 * @param samples the sample pictures, never touched
 * @param target a folder for everything that a run makes when nobody says where to
 */
record Settings(Environment environment, Path samples, Path target) {

    private static final String PROMPT_FOR_SAMPLES = "a small surprise";
    private static final Duration SETTLED = Duration.ofMillis(500);

    GatewaySettings gateway() {
        return new GatewaySettings(environment);
    }

    StorageSettings storage() {
        return new StorageSettings(environment);
    }

    /** The first is made anew by every run; the second holds what was paid for, and stays. */
    Path folder() {
        return target.resolve(gateway().isConfigured() ? "paid" : "demo");
    }

    boolean usesSamples() {
        return !environment.has("INBOX");
    }

    String bucket() {
        return storage().isConfigured() ? storage().bucket() : "pictures";
    }

    Path inboxFolder() {
        Path inbox = usesSamples() ? folder().resolve("inbox") : Path.of(environment.get("INBOX"));
        return inbox.toAbsolutePath().normalize();
    }

    Inbox inbox() {
        return new Inbox(inboxFolder(), environment.get("MASK_ENDING", ".mask.png"), promptForAll().isEmpty(), SETTLED);
    }

    /** Empty when each picture of one's own inbox is to bring its prompt along. */
    String promptForAll() {
        return environment.get("PROMPT", usesSamples() ? PROMPT_FOR_SAMPLES : "");
    }

    /** Goes on until it is told to stop, instead of ending when the inbox is empty. */
    boolean watches() {
        return Boolean.parseBoolean(environment.get("WATCH"));
    }

    /** What must be put right before anything starts, in words that name what to set. */
    List<String> problems() {
        List<String> problems = new ArrayList<>(gateway().problems());
        problems.addAll(storage().problems());
        if (!gateway().isConfigured()) {
            environment.present(List.of("INBOX", "S3_BUCKET")).forEach(real -> problems.add(
                    real + " is set, but no gateway is: set PORTKEY_API_KEY or PORTKEY_BASE_URL"
                            + " (the stand-in only pretends, and is for the samples)"));
        }
        return problems;
    }
}
