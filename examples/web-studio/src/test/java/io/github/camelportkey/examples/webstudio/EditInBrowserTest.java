// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import io.github.camelportkey.standin.ReceivedEdit;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A visitor chooses a picture, paints, sends, and gets what was painted changed, and nothing else. */
class EditInBrowserTest extends BrowserTest {

    private static final Path LAKE = Studio.SAMPLES.resolve("mountain-lake.png");

    private static BufferedImage original(Path picture) throws IOException {
        return StudioPage.picture(Files.readAllBytes(picture));
    }

    private static BufferedImage mask(ReceivedEdit edit) throws IOException {
        return StudioPage.picture(Objects.requireNonNull(edit.files("mask").get(0).bytes()));
    }

    private static boolean isOpen(BufferedImage mask, double x, double y) {
        return mask.getRGB((int) (x * mask.getWidth()), (int) (y * mask.getHeight())) >>> 24 == 0;
    }

    /** What the mask leaves open has changed somewhere, and everything else is as it was. */
    private static void assertEdited(BufferedImage before, BufferedImage mask, BufferedImage after) {
        assertThat(mask.getWidth()).isEqualTo(before.getWidth()).isEqualTo(after.getWidth());
        assertThat(mask.getHeight()).isEqualTo(before.getHeight()).isEqualTo(after.getHeight());
        int inside = 0;
        int outside = 0;
        for (int y = 0; y < before.getHeight(); y++) {
            for (int x = 0; x < before.getWidth(); x++) {
                if (before.getRGB(x, y) != after.getRGB(x, y)) {
                    if (mask.getRGB(x, y) >>> 24 == 0) {
                        inside++;
                    } else {
                        outside++;
                    }
                }
            }
        }
        assertThat(inside).as("changed pixels inside the mask").isGreaterThan(100);
        assertThat(outside).as("changed pixels outside the mask").isZero();
    }

    @Test
    void whatIsPaintedWithTheMouseIsChangedAndNothingElse() throws IOException {
        try (StudioPage page = StudioPage.open(chromium, studio.address())) {
            page.choose(OTTER).paintable().paint(0.3, 0.2, 0.5, 0.1, 0.7, 0.2).wish("a red beret").send().result();

            ReceivedEdit edit = studio.gateway.edits().get(0);
            BufferedImage mask = mask(edit);
            assertThat(isOpen(mask, 0.5, 0.1)).isTrue();
            assertThat(isOpen(mask, 0.5, 0.8)).isFalse();
            assertThat(edit.files("image").get(0).bytes()).isEqualTo(Files.readAllBytes(OTTER));
            assertThat(edit.field("prompt")).isEqualTo("a red beret");
            assertThat(edit.field("size")).isEqualTo("auto");
            assertEdited(original(OTTER), mask, page.downloaded());
            assertThat(page.complaints).isEmpty();
        }
    }

    @Test
    void paintIsTakenBackErasedAndCleared() throws IOException {
        try (StudioPage page = StudioPage.open(chromium, studio.address())) {
            page.choose(LAKE).paintable().paint(0.2, 0.3, 0.4, 0.3).paint(0.2, 0.7, 0.8, 0.7).paint(0.7, 0.3, 0.9, 0.3);
            page.page.click("#undo");
            page.page.click("#tool label:has-text('Erase')");
            page.paint(0.5, 0.7, 0.52, 0.7).wish("three fish").send().result();

            BufferedImage mask = mask(studio.gateway.edits().get(0));
            assertThat(isOpen(mask, 0.3, 0.3)).as("painted").isTrue();
            assertThat(isOpen(mask, 0.8, 0.3)).as("taken back").isFalse();
            assertThat(isOpen(mask, 0.3, 0.7)).as("painted").isTrue();
            assertThat(isOpen(mask, 0.51, 0.7)).as("erased").isFalse();
            page.page.click("#back");
            page.page.click("#clear");
            page.send().result();
            assertThat(studio.gateway.edits().get(1).files("mask")).isEmpty();
        }
    }

    @Test
    void aFingerPaintsOnAPhoneAndNothingIsCutOff() throws IOException {
        try (StudioPage page = new StudioPage(chromium.browser(), studio.address(), StudioPage.phone(ColorScheme.LIGHT))) {
            page.choose(OTTER).paintable();
            page.page.locator("#mask").tap(new com.microsoft.playwright.Locator.TapOptions().setPosition(150, 60));
            page.page.waitForSelector("#undo:enabled");
            assertThat(page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
            page.wish("a green hat");
            page.page.locator("#send").tap();
            page.result();
            assertThat(page.page.evaluate("document.documentElement.scrollWidth <= innerWidth")).isEqualTo(true);
            assertEdited(original(OTTER), mask(studio.gateway.edits().get(0)), page.downloaded());
        }
    }

    @Test
    void theKeyboardIsEnough() throws IOException {
        try (StudioPage page = StudioPage.open(chromium, studio.address())) {
            // Asked for before the key, and answered as the page answers what comes after: else the key may be faster
            page.page.onFileChooser(chooser -> chooser.setFiles(OTTER));
            tabTo(page, "file");
            page.page.keyboard().press("Enter");
            page.paintable();
            tabTo(page, "mask");
            press(page, "ArrowUp", 20);
            page.page.keyboard().down("Space");
            press(page, "ArrowRight", 6);
            page.page.keyboard().up("Space");
            tabTo(page, "prompt");
            page.page.keyboard().type("a blue beret");
            tabTo(page, "send");
            page.page.keyboard().press("Enter");
            page.result();
            assertEdited(original(OTTER), mask(studio.gateway.edits().get(0)), page.downloaded());

            page.page.focus("#slider");
            press(page, "ArrowRight", 10);
            assertThat(page.page.evaluate("document.getElementById('compare').style.getPropertyValue('--cut')")).isEqualTo("60%");
            assertThat(page.complaints).isEmpty();
        }
    }

    private static void press(StudioPage page, String key, int times) {
        for (int i = 0; i < times; i++) {
            page.page.keyboard().press(key);
        }
    }

    private static void tabTo(StudioPage page, String id) {
        for (int i = 0; i < 30 && !id.equals(page.page.evaluate("document.activeElement.id")); i++) {
            page.page.keyboard().press("Tab");
        }
        assertThat(page.page.evaluate("document.activeElement.id")).isEqualTo(id);
    }

    @Test
    void severalPicturesGoInOrderAndSeveralResultsCanBeChosenFrom() {
        try (StudioPage page = StudioPage.open(chromium, studio.address())) {
            page.choose(OTTER).paintable().paint(0.4, 0.1, 0.6, 0.1).wish("hearts");
            page.page.setInputFiles("#add", new Path[] {LAKE, Studio.SAMPLES.resolve("harbour.png")});
            page.page.waitForSelector("#more button >> nth=1");
            page.page.click("#number label:has-text('3')");
            page.page.selectOption("#size", "1024x1024");
            page.send().result();

            ReceivedEdit edit = studio.gateway.edits().get(0);
            assertThat(edit.files("image[]")).extracting("fileName")
                    .containsExactly("otter.png", "mountain-lake.png", "harbour.png");
            assertThat(edit.field("n")).isEqualTo("3");
            assertThat(edit.field("size")).isEqualTo("1024x1024");
            assertThat(page.page.locator("#thumbs button").count()).isEqualTo(3);
            page.page.click("#thumbs button >> nth=2");
            assertThat(page.page.getAttribute("#download", "download")).isEqualTo("otter-edited-3.png");
            page.page.click("#further");
            page.paintable();
            assertThat(page.page.evaluate("document.getElementById('mask').width")).isEqualTo(1024);
        }
    }

    @Test
    void thePictureOfAPhoneIsTurnedUprightBeforeItIsPaintedOn() throws IOException {
        Path photo = Files.createTempFile("photo", ".jpg");
        try (StudioPage page = StudioPage.open(chromium, studio.address())) {
            Files.write(photo, TurnedJpeg.of(200, 120));
            page.choose(photo).paintable().paint(0.4, 0.5, 0.6, 0.5).wish("hearts").send().result();

            ReceivedEdit edit = studio.gateway.edits().get(0);
            BufferedImage sent = StudioPage.picture(Objects.requireNonNull(edit.files("image").get(0).bytes()));
            assertThat(sent.getWidth()).isEqualTo(120).isEqualTo(mask(edit).getWidth());
            assertThat(sent.getHeight()).isEqualTo(200).isEqualTo(mask(edit).getHeight());
        } finally {
            Files.delete(photo);
        }
    }

    @Test
    void theKeyReachesTheGatewayAndNeverTheBrowser() {
        List<Response> responses = new ArrayList<>();
        try (StudioPage page = StudioPage.open(chromium, studio.address())) {
            // else one of before may come after, and its body be gone
            page.page.waitForLoadState(LoadState.NETWORKIDLE);
            page.page.onResponse(responses::add);
            page.page.reload();
            page.page.waitForSelector("body[data-ready]");
            page.choose(OTTER).paintable().wish("snow").send().result();

            assertThat(studio.gateway.edits().get(0).header("x-portkey-api-key")).isEqualTo(Studio.KEY);
            assertThat(responses).extracting(Response::url).anyMatch(url -> url.endsWith("/edits"))
                    .anyMatch(url -> url.contains("/results/")).anyMatch(url -> url.endsWith("/page/studio.js"));
            // a copy, because asking for a body lets the next ones come in
            for (Response response : List.copyOf(responses)) {
                if (response.url().startsWith("http")) {
                    assertThat(response.allHeaders().toString()).doesNotContain(Studio.KEY);
                    assertThat(new String(response.body())).doesNotContain(Studio.KEY);
                }
            }
        }
    }
}
