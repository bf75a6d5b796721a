// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.github.camelportkey.standin.StagedAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The page for those who use keys, hear it read, or see little. */
class AccessibilityInBrowserTest extends BrowserTest {

    private static StudioPage painted() {
        return StudioPage.open(chromium, studio.address()).choose(OTTER).paintable().wish("a red beret");
    }

    private static void hasFocus(StudioPage page, String id) {
        assertThat(page.page.evaluate("document.activeElement.id")).isEqualTo(id);
    }

    @Test
    void theFocusGoesToStopAndToTheResultAndBack() {
        studio.gateway.answerNext(StagedAnswer.edit().after(Duration.ofSeconds(3)));
        try (StudioPage page = painted()) {
            page.send().page.waitForSelector("#phase:has-text('Editing')");
            hasFocus(page, "stop");
            assertThat(page.page.title()).startsWith("Editing");

            page.result();
            hasFocus(page, "summary");
            assertThat(page.page.title()).startsWith("Done");

            page.page.click("#back");
            page.paintable();
            hasFocus(page, "mask");
            assertThat(page.page.title()).isEqualTo("Web studio");
        }
    }

    @Test
    void theFocusGoesToTheProblemAndTheStatusNoLongerSaysEditing() {
        studio.gateway.answerNext(StagedAnswer.status(500), StagedAnswer.edit().after(Duration.ofSeconds(8)));
        try (StudioPage page = painted()) {
            page.send().problem();
            hasFocus(page, "problem");
            assertThat(page.page.textContent("#status")).isEmpty();
            assertThat(page.page.title()).startsWith("Not edited");

            page.send().page.waitForSelector("#status:has-text('Editing')", attached());
            page.page.keyboard().press("Enter");
            page.paintable();
            hasFocus(page, "problem");
            assertThat(page.page.textContent("#status")).isEmpty();
        }
    }

    private static Page.WaitForSelectorOptions attached() {
        return new Page.WaitForSelectorOptions().setState(WaitForSelectorState.ATTACHED);
    }

    @Test
    void whoWritesMeanwhileIsNotDisturbed() {
        studio.gateway.answerNext(StagedAnswer.edit().after(Duration.ofSeconds(3)));
        try (StudioPage page = painted()) {
            page.send().page.waitForSelector("#phase:has-text('Editing')");
            page.page.focus("#prompt");
            page.result();

            hasFocus(page, "prompt");
        }
    }

    @Test
    void theSecondsThatAreLeftAreNotReadOutButTheirEndIs() {
        studio.gateway.answerNext(StagedAnswer.status(429).header("retry-after", "2").body("{}"));
        try (StudioPage page = painted()) {
            page.send().problem();

            assertThat(page.page.textContent("#problem [role=alert]")).contains("short break");
            assertThat(page.page.locator("[role=alert] #countdown, [role=status] #countdown").count()).isZero();
            page.page.waitForSelector("#status:has-text('try again now')", attached());
        }
    }

    @Test
    void picturesBeyondWhatTheModelTakesAreNotLeftOutSilently() {
        try (StudioPage page = painted()) {
            page.page.setInputFiles("#add", Collections.nCopies(17, OTTER).toArray(Path[]::new));

            assertThat(page.problem()).contains("Too many pictures").contains("16 can be sent").contains("2 were left out");
            assertThat(page.page.locator("#more button").count()).isEqualTo(15);
        }
    }

    @Test
    void whatHappensWithoutAMaskIsSaid() {
        try (StudioPage page = painted()) {
            assertThat(page.page.textContent("#painting-help")).contains("Without paint the whole picture may change");
        }
    }

    /** As WCAG 2.1 asks for: 4.5 for text (1.4.3), 3 for what shows where a control is (1.4.11). */
    @ParameterizedTest
    @EnumSource(value = ColorScheme.class, names = {"LIGHT", "DARK"})
    void controlsAndTheirTextsStandOut(ColorScheme scheme) {
        try (StudioPage page = new StudioPage(chromium.browser(), studio.address(), StudioPage.desk(scheme))) {
            page.choose(OTTER).paintable();
            Map<String, Number> contrasts = contrasts(page);

            assertThat(contrasts).hasSize(7);
            contrasts.forEach((what, contrast) -> assertThat(contrast.doubleValue()).as(what)
                    .isGreaterThan(what.equals("placeholder") ? 4.5 : 3));
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Number> contrasts(StudioPage page) {
        return (Map<String, Number>) page.page.evaluate("""
                selectors => {
                  const light = color => {
                    const [r, g, b] = color.match(/[\\d.]+/g).map(v => v / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
                    return .2126 * r + .7152 * g + .0722 * b;
                  };
                  const contrast = (a, b) => (Math.max(light(a), light(b)) + .05) / (Math.min(light(a), light(b)) + .05);
                  const ground = element => {
                    const color = getComputedStyle(element).backgroundColor;
                    return color === 'rgba(0, 0, 0, 0)' ? ground(element.parentElement) : color;
                  };
                  const found = Object.fromEntries(selectors.map(selector => {
                    const element = document.querySelector(selector);
                    const edge = getComputedStyle(element).borderTopColor;
                    return [selector, Math.min(contrast(edge, ground(element)), contrast(edge, ground(element.parentElement)))];
                  }));
                  const placeholder = getComputedStyle(document.getElementById('prompt'), '::placeholder');
                  const [back, ink] = [ground(document.getElementById('prompt')), placeholder.color]
                    .map(color => color.match(/[\\d.]+/g).map(Number));
                  const seen = ink.slice(0, 3).map((v, i) => v * placeholder.opacity + back[i] * (1 - placeholder.opacity));
                  found.placeholder = contrast(`rgb(${seen})`, `rgb(${back})`);
                  return found;
                }""", List.of("#prompt", "#size", "#undo", "#clear", "#number input:not(:checked) + span", ".tile"));
    }
}
