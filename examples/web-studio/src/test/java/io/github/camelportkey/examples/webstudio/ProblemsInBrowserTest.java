// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import io.github.camelportkey.standin.StagedAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What a visitor is told when there is no edit, in words without codes, and that he can go on. */
class ProblemsInBrowserTest extends BrowserTest {

    private static StudioPage open() {
        return StudioPage.open(chromium, studio.address());
    }

    private static StudioPage painted() {
        return open().choose(OTTER).paintable().paint(0.4, 0.1, 0.6, 0.1).wish("a red beret");
    }

    @Test
    void anEmptyFormSaysWhatIsMissing() {
        try (StudioPage page = open()) {
            assertThat(page.send().problem()).contains("Choose a picture first");
            page.choose(OTTER).paintable().send();
            assertThat(page.problem()).contains("Say what is to be there");
            assertThat(page.page.evaluate("document.activeElement.id")).isEqualTo("prompt");
            assertThat(studio.gateway.edits()).isEmpty();
        }
    }

    @Test
    void aLargePictureIsRefusedWithBothSizes(@TempDir Path folder) throws IOException {
        Path large = Files.copy(OTTER, folder.resolve("large.png"));
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw"); StudioPage page = open()) {
            file.setLength(9 * 1024 * 1024);

            assertThat(page.choose(large).problem())
                    .contains("too large").contains("It has 9.0 MB").contains("Less than 8.0 MB");
        }
    }

    @Test
    void aFileThatIsNoPictureIsCalledThat(@TempDir Path folder) throws IOException {
        Path notes = Files.writeString(folder.resolve("notes.png"), "no picture");
        try (StudioPage page = open()) {
            assertThat(page.choose(notes).problem()).contains("not a picture").contains("notes.png");
        }
    }

    @Test
    void whereTheModelWantsSquaresAnotherPictureIsRefusedWithItsDimensions() throws IOException {
        Path wide = Studio.SAMPLES.resolve("../../../docs/images/gallery.png");
        try (Studio squares = Studio.of("dall-e-2"); StudioPage page = StudioPage.open(chromium, squares.address())) {
            assertThat(page.choose(wide).problem()).contains("not square").contains("1280 × ").contains("dall-e-2");
            assertThat(page.page.isVisible("#references")).isFalse();

            page.choose(OTTER).paintable().paint(0.4, 0.1, 0.6, 0.1).wish("a hat").send().result();
            assertThat(squares.gateway.edits().get(0).field("size")).isEqualTo("1024x1024");
        }
    }

    @Test
    void aWishThatIsNotAllowedCanBeChanged() {
        studio.gateway.answerNext(StagedAnswer.status(400).body("""
                {"error":{"message":"Your request was rejected by the safety system.","code":"moderation_blocked"}}"""));
        try (StudioPage page = painted()) {
            assertThat(page.send().problem()).contains("turned down").contains("safety rules");

            page.wish("a red hat").send().result();
            assertThat(page.page.isVisible("#problem")).isFalse();
            assertThat(studio.gateway.edits().get(1).files("mask")).as("what was painted is still there").isNotEmpty();
        }
    }

    @Test
    void aRateLimitHoldsTheButtonBackAndCountsDown() {
        studio.gateway.answerNext(StagedAnswer.status(429).header("retry-after", "3")
                .body("{\"error\":{\"message\":\"slow down\"}}"));
        try (StudioPage page = painted()) {
            assertThat(page.send().problem()).contains("short break").contains("Nothing was paid");
            page.page.waitForSelector("#countdown:has-text('try again now')");
            assertThat(page.page.isEnabled("#send")).isTrue();

            page.send().result();
            assertThat(studio.gateway.edits()).hasSize(2);
        }
    }

    @Test
    void whileTheCountdownRunsNothingCanBeSent() {
        studio.gateway.answerNext(StagedAnswer.status(429).header("retry-after", "600").body("{}"));
        try (StudioPage page = painted()) {
            page.send().problem();

            assertThat(page.page.textContent("#countdown")).containsPattern("in (600|5\\d\\d) s");
            assertThat(page.page.isDisabled("#send")).isTrue();
            page.page.focus("#prompt");
            page.page.keyboard().press("Control+Enter");
            assertThat(page.page.getAttribute("body", "data-state")).isEqualTo("painting");
        }
    }

    @Test
    void anAnswerThatNeverCameMayHaveBeenPaid() {
        studio.gateway.answerNext(StagedAnswer.hangUp(), StagedAnswer.status(500), StagedAnswer.status(401));
        try (StudioPage page = painted()) {
            assertThat(page.send().problem()).contains("did not answer").contains("may have been paid");
            page.page.click("#send");
            page.page.waitForSelector("#problem-title:has-text('The model had a problem')");
            page.page.click("#send");
            page.page.waitForSelector("#problem-title:has-text('not allowed to edit')");
            assertThat(page.page.textContent("#problem-text")).doesNotContain("paid");
        }
    }

    @Test
    void aResultThatCannotBeFetchedAtOnceIsAskedForAgain() {
        try (StudioPage page = painted()) {
            AtomicInteger asked = new AtomicInteger();
            page.page.route("**/results/*", route -> {
                if (asked.incrementAndGet() == 1) {
                    route.fulfill(new Route.FulfillOptions().setStatus(503).setHeaders(Map.of("Retry-After", "1")));
                } else {
                    route.resume();
                }
            });
            page.send().result();

            assertThat(asked).hasValue(2);
            assertThat(studio.gateway.edits()).hasSize(1);
        }
    }

    @Test
    void aResultThatIsMissingIsNotLeftOutSilently() {
        try (StudioPage page = painted()) {
            page.page.click("#number label:has-text('2')");
            AtomicInteger asked = new AtomicInteger();
            page.page.route("**/results/*", route -> {
                if (asked.incrementAndGet() == 1) {
                    route.fulfill(new Route.FulfillOptions().setStatus(500));
                } else {
                    route.resume();
                }
            });
            page.send().result();

            assertThat(page.page.textContent("#summary")).contains("1 of 2 results").contains("paid");
        }
    }

    @Test
    void whoStopsWaitingIsBackAtHisPainting() {
        // long enough to be seen on a machine that has much else to do
        studio.gateway.answerNext(StagedAnswer.edit().after(Duration.ofSeconds(8)));
        try (StudioPage page = painted()) {
            page.send().page.waitForSelector("#phase:has-text('Editing')");
            page.page.click("#stop");

            assertThat(page.paintable().problem()).contains("stopped waiting");
            assertThat(page.page.isEnabled("#undo")).isTrue();
        }
    }

    @Test
    void whatOnlyWhoRunsTheStudioCanMendIsNotToBeTriedAgain() {
        studio.gateway.answerNext(StagedAnswer.status(412).body("{}"), StagedAnswer.status(446).body("{}"),
                StagedAnswer.status(409).body("{}"), StagedAnswer.status(302));
        try (StudioPage page = painted()) {
            for (String told : new String[] {"The budget is used up", "A rule of the gateway", "did not accept", "as it is set up"}) {
                page.page.click("#send");
                page.page.waitForSelector("#problem:has-text('" + told + "')");
                assertThat(page.problem()).doesNotContainIgnoringCase("try again");
            }
        }
    }

    @Test
    void aPageThatCouldNotAskWhatTheModelTakesAsksAgain() {
        AtomicInteger asked = new AtomicInteger();
        try (BrowserContext context = chromium.browser().newContext()) {
            Page page = context.newPage();
            page.route("**/limits", route -> {
                if (asked.incrementAndGet() < 5) {
                    route.abort();
                } else {
                    route.resume();
                }
            });
            List<String> errors = new ArrayList<>();
            page.onPageError(errors::add);
            page.navigate(studio.address());
            isOffline(page, asked, 1);

            page.setInputFiles("#file", OTTER);
            isOffline(page, asked, 2);
            page.click("#send");
            isOffline(page, asked, 3);
            page.click("#again");
            isOffline(page, asked, 4);
            assertThat(page.evaluate("document.activeElement.id")).isEqualTo("again");
            page.click("#again");
            page.waitForSelector("body[data-ready]");

            assertThat(page.isVisible("#problem")).isFalse();
            page.setInputFiles("#file", OTTER);
            page.waitForSelector("body[data-state=painting]");
            page.fill("#prompt", "snow");
            page.click("#send");
            page.waitForSelector("body[data-state=result]");
            assertThat(errors).isEmpty();
        }
    }

    private static void isOffline(Page page, AtomicInteger asked, int times) {
        page.waitForCondition(() -> asked.get() == times && page.isVisible("#again"));
        assertThat(page.textContent("#problem-title")).contains("can’t be reached");
    }

    @Test
    void aStudioThatIsGoneIsCalledThat() {
        Studio gone = Studio.start();
        try (StudioPage page = new StudioPage(chromium.browser(), gone.address(), StudioPage.desk(ColorScheme.DARK))) {
            page.choose(OTTER).paintable().wish("snow");
            gone.close();

            assertThat(page.send().problem()).contains("can’t be reached");
        } finally {
            gone.close();
        }
    }
}
