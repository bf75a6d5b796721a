// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ScreenshotAnimations;
import io.github.camelportkey.standin.StagedAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Photographs the page in each of its states. With {@code -Ddocs.update=true} the pictures of the docs are written; they are
 * not the same byte for byte on each machine, so that no other build touches them.
 */
class ScreenshotsTest {

    private static final Path DOCS = Path.of("../../docs/images");
    private static final Path OTTER = Studio.SAMPLES.resolve("otter.png");

    @TempDir
    private Path temporary;

    @ParameterizedTest
    @EnumSource(value = ColorScheme.class, names = {"LIGHT", "DARK"})
    void eachStateIsShownInBothColourSchemes(ColorScheme scheme) throws IOException {
        String name = scheme.name().toLowerCase(Locale.ROOT);
        try (Chromium chromium = Chromium.start(); Studio studio = Studio.start();
                StudioPage page = new StudioPage(chromium.browser(), studio.address(), StudioPage.desk(scheme))) {
            assertGround(photograph(page, "studio-idle-" + name), scheme);
            paint(page);
            assertGround(photograph(page, "studio-painting-" + name), scheme);
            // long enough to be photographed on a machine that has much else to do
            studio.gateway.answerNext(StagedAnswer.edit().after(Duration.ofSeconds(8)));
            page.send().page.waitForSelector("#phase:has-text('Editing')");
            page.page.waitForSelector("#elapsed:text-matches('^([2-9]|[0-9]{2,})[.]')");
            assertGround(photograph(page, "studio-waiting-" + name), scheme);
            page.result();
            page.page.evaluate("document.getElementById('after').decode()");
            assertGround(photograph(page, "studio-result-" + name), scheme);
            studio.gateway.answerNext(StagedAnswer.status(429).header("retry-after", "21")
                    .body("{\"error\":{\"message\":\"Rate limit reached for gpt-image-2 in organization\"}}"));
            page.page.click("#back");
            page.send().problem();
            assertGround(photograph(page, "studio-error-" + name), scheme);
        }
    }

    @Test
    void theResultFitsAPhone() throws IOException {
        Browser.NewContextOptions phone = StudioPage.phone(ColorScheme.LIGHT);
        try (Chromium chromium = Chromium.start(); Studio studio = Studio.start();
                StudioPage page = new StudioPage(chromium.browser(), studio.address(), phone)) {
            paint(page);
            page.send().result();
            page.page.evaluate("document.getElementById('after').decode()");
            page.page.evaluate("scrollTo(0, 0)");

            assertThat(photograph(page, "studio-phone").getWidth()).isEqualTo(720);
        }
    }

    private static void paint(StudioPage page) {
        page.choose(OTTER).paintable().wish("A red beret on its head");
        page.paint(0.36, 0.31, 0.42, 0.24, 0.58, 0.24, 0.64, 0.31, 0.5, 0.31);
    }

    private BufferedImage photograph(StudioPage page, String name) throws IOException {
        Path folder = Boolean.getBoolean("docs.update") ? DOCS : temporary;
        Path file = folder.resolve(name + ".png");
        page.page.screenshot(new Page.ScreenshotOptions().setPath(file).setAnimations(ScreenshotAnimations.ALLOW));
        return StudioPage.picture(Files.readAllBytes(file));
    }

    private static void assertGround(BufferedImage picture, ColorScheme scheme) {
        int green = picture.getRGB(2, picture.getHeight() - 3) >> 8 & 0xff;
        assertThat(green).as("brightness of the ground").matches(g -> scheme == ColorScheme.DARK ? g < 64 : g > 192);
        assertThat(picture.getWidth()).isEqualTo(1180);
    }
}
