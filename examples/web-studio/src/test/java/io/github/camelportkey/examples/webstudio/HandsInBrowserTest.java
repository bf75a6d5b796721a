// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

import com.microsoft.playwright.options.ColorScheme;
import io.github.camelportkey.standin.ReceivedEdit;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The other ways to choose a picture and to paint: drop, paste, pen and finger. */
class HandsInBrowserTest extends BrowserTest {

    private static void assertPainted(ReceivedEdit edit, double x, double y) throws IOException {
        BufferedImage mask = StudioPage.picture(Objects.requireNonNull(edit.files("mask").get(0).bytes()));
        assertThat(mask.getRGB((int) (x * mask.getWidth()), (int) (y * mask.getHeight())) >>> 24).as("painted").isZero();
        assertThat(mask.getRGB(mask.getWidth() / 2, (int) (0.9 * mask.getHeight())) >>> 24).as("not painted").isEqualTo(255);
    }

    @Test
    void aPenPaints() throws IOException {
        try (StudioPage page = StudioPage.open(chromium, studio.address()); Fingers hand = new Fingers(page)) {
            page.choose(OTTER).paintable();
            page.page.evaluate("document.getElementById('mask').addEventListener('pointerdown', e => { window.hand = e.pointerType; })");
            hand.pen(0.3, 0.2, 0.5, 0.2, 0.7, 0.2);
            page.wish("a hat").send().result();

            assertThat(page.page.evaluate("window.hand")).isEqualTo("pen");
            assertPainted(studio.gateway.edits().get(0), 0.6, 0.2);
        }
    }

    @Test
    void aFingerThatMovesPaintsAndDoesNotScroll() throws IOException {
        try (StudioPage page = new StudioPage(chromium.browser(), studio.address(), StudioPage.phone(ColorScheme.DARK));
                Fingers hand = new Fingers(page)) {
            page.choose(OTTER).paintable();
            hand.finger(0.3, 0.3, 0.4, 0.3, 0.5, 0.3, 0.6, 0.3, 0.6, 0.2, 0.6, 0.1);
            page.wish("a hat").send().result();

            assertPainted(studio.gateway.edits().get(0), 0.55, 0.3);
            assertPainted(studio.gateway.edits().get(0), 0.6, 0.15);
        }
    }

    @Test
    void aPictureThatIsDroppedIsChosen() throws IOException {
        try (StudioPage page = StudioPage.open(chromium, studio.address()); Fingers hand = new Fingers(page)) {
            hand.drag(OTTER, "#drop");
            page.page.waitForSelector("body.dragging");
            hand.drop(OTTER, "#drop");
            page.paintable();
            assertThat(page.page.locator("body.dragging").count()).isZero();
            page.paint(0.4, 0.1, 0.6, 0.1).wish("a hat").send().result();

            ReceivedEdit edit = studio.gateway.edits().get(0);
            assertThat(edit.files("image").get(0).fileName()).isEqualTo("otter.png");
            assertThat(edit.files("image").get(0).bytes()).isEqualTo(Files.readAllBytes(OTTER));
        }
    }

    @Test
    void aPictureThatIsPastedIsChosen() throws IOException {
        try (StudioPage page = StudioPage.open(chromium, studio.address())) {
            page.page.evaluate("""
                    ({name, base64}) => {
                      const clipboardData = new DataTransfer();
                      const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0));
                      clipboardData.items.add(new File([bytes], name, {type: 'image/png'}));
                      document.body.dispatchEvent(new ClipboardEvent('paste', {clipboardData, bubbles: true}));
                    }""", Map.of("name", "pasted.png", "base64", Base64.getEncoder().encodeToString(Files.readAllBytes(OTTER))));
            page.paintable().wish("snow").send().result();

            assertThat(studio.gateway.edits().get(0).files("image").get(0).fileName()).isEqualTo("pasted.png");
        }
    }
}
