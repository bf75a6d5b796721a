// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** Tests of the page in a browser, before a studio of their own, which each of them leaves as it was. */
abstract class BrowserTest {

    static final Path OTTER = Studio.SAMPLES.resolve("otter.png");

    static Chromium chromium;
    static Studio studio;

    @BeforeAll
    static void start() {
        chromium = Chromium.start();
        studio = Studio.start();
    }

    @AfterAll
    static void stop() {
        if (studio != null) {
            studio.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void forget() {
        studio.leavesNothing();
        studio.gateway.clear();
    }
}
