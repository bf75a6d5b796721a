// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;

/** The page in a browser, by what a visitor does. */
final class StudioPage implements AutoCloseable {

    final Page page;
    /** What the browser complains about, such as a script that the page's own policy forbids. */
    final List<String> complaints = new ArrayList<>();
    private final BrowserContext context;

    StudioPage(Browser browser, String address, Browser.NewContextOptions options) {
        context = browser.newContext(options);
        context.setDefaultTimeout(60_000);
        page = context.newPage();
        page.onPageError(error -> complaints.add(error));
        page.onConsoleMessage(message -> {
            // that a request was answered with an error is told to the visitor
            if (message.type().equals("error") && !message.text().contains("the server responded with a status")
                    && !message.text().contains("net::ERR")) {
                complaints.add(message.text());
            }
        });
        page.navigate(address);
        page.waitForSelector("body[data-ready]");
    }

    static StudioPage open(Chromium chromium, String address) {
        return new StudioPage(chromium.browser(), address, desk(ColorScheme.LIGHT));
    }

    static Browser.NewContextOptions desk(ColorScheme scheme) {
        return new Browser.NewContextOptions().setViewportSize(1180, 860).setColorScheme(scheme);
    }

    static Browser.NewContextOptions phone(ColorScheme scheme) {
        return new Browser.NewContextOptions().setViewportSize(360, 740).setColorScheme(scheme).setHasTouch(true)
                .setIsMobile(true).setDeviceScaleFactor(2);
    }

    StudioPage choose(Path picture) {
        page.setInputFiles("#file", picture);
        return this;
    }

    StudioPage paintable() {
        page.waitForSelector("body[data-state=painting]");
        return this;
    }

    /** Moves the mouse along these points, each two parts of the picture's width and height. */
    StudioPage paint(double... points) {
        page.locator("#mask").scrollIntoViewIfNeeded();
        BoundingBox box = page.locator("#mask").boundingBox();
        page.mouse().move(box.x + points[0] * box.width, box.y + points[1] * box.height);
        page.mouse().down();
        for (int i = 2; i < points.length; i += 2) {
            page.mouse().move(box.x + points[i] * box.width, box.y + points[i + 1] * box.height,
                    new com.microsoft.playwright.Mouse.MoveOptions().setSteps(8));
        }
        page.mouse().up();
        return this;
    }

    StudioPage wish(String prompt) {
        page.fill("#prompt", prompt);
        return this;
    }

    StudioPage send() {
        page.click("#send");
        return this;
    }

    StudioPage result() {
        page.waitForSelector("body[data-state=result]");
        return this;
    }

    /** The title and the text of the problem that is shown. */
    String problem() {
        page.waitForSelector("#problem:visible");
        return page.textContent("#problem-title") + ". " + page.textContent("#problem-text");
    }

    BufferedImage downloaded() throws IOException {
        Download download = page.waitForDownload(() -> page.click("#download"));
        return picture(Files.readAllBytes(download.path()));
    }

    static BufferedImage picture(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    @Override
    public void close() {
        context.close();
    }
}
