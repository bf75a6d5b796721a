// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import com.microsoft.playwright.Route;

import io.github.camelportkey.standin.StagedAnswer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** One click is one edit, whatever becomes of its connection; and the visitor gets what he paid for, or is told. */
class LostConnectionInBrowserTest extends BrowserTest {

    private static final String TOO_LATE = "HTTP/1.1 504 Gateway Time-out\r\nContent-Type: text/html\r\nContent-Length: 16\r\n"
                                           + "Connection: close\r\n\r\n<html>504</html>";

    private static RoughProxy proxy(String lastWords) throws IOException {
        return new RoughProxy(studio.server.port(), Duration.ofMillis(1200), lastWords);
    }

    private static StudioPage sent(RoughProxy proxy) {
        return StudioPage.open(chromium, proxy.address()).choose(OTTER).paintable().wish("a red beret").send();
    }

    @Test
    void aBrowserThatSendsAgainByItselfHasOneEditPaidAndGetsIt() throws IOException {
        studio.gateway.answerNext(StagedAnswer.edit().after(Duration.ofSeconds(5)));
        try (RoughProxy proxy = proxy(""); StudioPage page = sent(proxy)) {
            page.result();

            assertThat(studio.gateway.edits()).hasSize(1);
        }
    }

    @Test
    void whatAProxyDidNotWaitForIsAskedForAgain() throws IOException {
        studio.gateway.answerNext(StagedAnswer.edit().after(Duration.ofSeconds(5)));
        try (RoughProxy proxy = proxy(TOO_LATE); StudioPage page = sent(proxy)) {
            page.page.waitForSelector("#phase:has-text('connection was lost')");
            page.result();

            assertThat(studio.gateway.edits()).hasSize(1);
        }
    }

    @Test
    void whoseNetworkIsAwayForLongerGetsTheResultWhenItIsBack() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        try (RoughProxy proxy = proxy(TOO_LATE); StudioPage page = StudioPage.open(chromium, proxy.address())) {
            studio.gateway.answerNext(StagedAnswer.edit().after(Duration.ofSeconds(3)));
            page.page.route("**/edits/*", route -> {
                if (asked.incrementAndGet() <= 6) {
                    route.abort();
                } else {
                    route.resume();
                }
            });
            page.choose(OTTER).paintable().wish("a red beret").send();

            page.result();
        }
        assertThat(asked.get()).isGreaterThan(6);
        assertThat(studio.gateway.edits()).hasSize(1);
    }

    @Test
    void anEditOfWhichTheStudioKnowsNothingMayGoOnAndBePaid() throws IOException {
        studio.gateway.answerNext(StagedAnswer.edit().after(Duration.ofSeconds(12)));
        try (RoughProxy proxy = proxy(TOO_LATE); StudioPage page = StudioPage.open(chromium, proxy.address())) {
            page.page.route("**/edits/*", route -> route.fulfill(
                    new Route.FulfillOptions().setStatus(404).setBody("{\"code\":\"unknown\"}")));
            page.choose(OTTER).paintable().wish("a red beret").send();

            assertThat(page.problem()).contains("connection to the studio was lost").contains("the edit may go on")
                    .contains("may have been paid");
        }
        assertThat(studio.gateway.edits()).hasSize(1);
    }

    @Test
    void whoStopsIsToldThatTheEditGoesOn() {
        studio.gateway.answerNext(StagedAnswer.edit().after(Duration.ofSeconds(8)));
        try (StudioPage page = StudioPage.open(chromium, studio.address()).choose(OTTER).paintable().wish("snow").send()) {
            page.page.waitForSelector("#phase:has-text('Editing')");
            page.page.click("#stop");

            assertThat(page.problem()).contains("stopped waiting").contains("the edit goes on, and is paid for");
        }
    }

    @Test
    void whoStopsBeforeAnythingIsSentPaysNothing() {
        try (StudioPage page = StudioPage.open(chromium, studio.address()).choose(OTTER).paintable().wish("snow")) {
            page.page.evaluate("""
                    () => {
                      const stop = new MutationObserver(() => { stop.disconnect(); document.getElementById('stop').click(); });
                      stop.observe(document.body, {attributeFilter: ['data-state']});
                      document.getElementById('send').click();
                    }""");

            assertThat(page.problem()).contains("stopped waiting").contains("Nothing was paid");
            assertThat(studio.gateway.edits()).isEmpty();
        }
    }
}
