// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Everything that whoever runs the studio decides.
 *
 * @param host the address to listen on
 * @param port the port to listen on, 0 for a free one
 * @param publicHost the host name by which browsers reach it, or empty when that is this machine only
 * @param model the model that edits
 * @param edits how many requests with pictures are taken in at once; others are told to come back
 * @param uploadBytes how large such a request may be
 * @param uploadTime how long its pictures may be under way
 * @param results how many edited pictures are kept
 * @param keepResults for how long
 * @param gateway who edits
 */
record Settings(String host, int port, String publicHost, String model, int edits, long uploadBytes, Duration uploadTime,
        int results, Duration keepResults, GatewayAccess gateway) {

    private static final long MEGABYTE = 1024 * 1024;

    /** @throws IllegalArgumentException with a message for the person who set the variable */
    static Settings of(Map<String, String> environment) {
        return new Settings(
                environment.getOrDefault("STUDIO_HOST", "127.0.0.1"),
                number(environment, "STUDIO_PORT", 8080, 0, 65535),
                environment.getOrDefault("STUDIO_PUBLIC_HOST", "").toLowerCase(Locale.ROOT),
                environment.getOrDefault("PORTKEY_MODEL", "gpt-image-2"),
                number(environment, "STUDIO_EDITS", 16, 1, 200),
                number(environment, "STUDIO_UPLOAD_MB", 32, 1, 800) * MEGABYTE,
                Duration.ofSeconds(number(environment, "STUDIO_UPLOAD_SECONDS", 120, 1, 3600)),
                100, Duration.ofMinutes(15),
                GatewayAccess.of(environment));
    }

    private static int number(Map<String, String> environment, String name, int otherwise, int least, int most) {
        String text = environment.getOrDefault(name, "").strip();
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException(name + " is '" + text + "'; a number from " + least + " to " + most + " is taken");
        }
        return Integer.parseInt(text);
    }

    Settings with(GatewayAccess access) {
        return new Settings(host, port, publicHost, model, edits, uploadBytes, uploadTime, results, keepResults, access);
    }

    /** By what names browsers may call the studio; with another, a page of somebody else may be behind it. */
    Set<String> hostNames() {
        return publicHost.isEmpty() ? Set.of("localhost", "127.0.0.1", "[::1]")
                : Set.of("localhost", "127.0.0.1", "[::1]", publicHost);
    }

    ModelLimits limits() {
        return ModelLimits.of(model, uploadBytes);
    }
}
