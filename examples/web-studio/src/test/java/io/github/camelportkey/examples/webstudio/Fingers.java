// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.nio.file.Path;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;

/** Pens, fingers and drops, which the browser takes for those of a hand; its driver has only a mouse and taps. */
final class Fingers implements AutoCloseable {

    private final Page page;
    private final CDPSession browser;

    Fingers(StudioPage studio) {
        page = studio.page;
        browser = page.context().newCDPSession(page);
    }

    /** Draws a pen along these points, each two parts of the width and height of the mask. */
    void pen(double... points) {
        for (int i = 0; i < points.length; i += 2) {
            pen(i == 0 ? "mousePressed" : "mouseMoved", 1, points[i], points[i + 1]);
        }
        pen("mouseReleased", 0, points[points.length - 2], points[points.length - 1]);
    }

    private void pen(String type, int buttons, double x, double y) {
        JsonObject event = at("#mask", x, y);
        event.addProperty("type", type);
        event.addProperty("pointerType", "pen");
        event.addProperty("button", "left");
        event.addProperty("buttons", buttons);
        event.addProperty("clickCount", 1);
        browser.send("Input.dispatchMouseEvent", event);
    }

    /** As {@link #pen}, with a finger. */
    void finger(double... points) {
        for (int i = 0; i < points.length; i += 2) {
            JsonArray fingers = new JsonArray();
            fingers.add(at("#mask", points[i], points[i + 1]));
            touch(i == 0 ? "touchStart" : "touchMove", fingers);
        }
        touch("touchEnd", new JsonArray());
    }

    private void touch(String type, JsonArray fingers) {
        JsonObject event = new JsonObject();
        event.addProperty("type", type);
        event.add("touchPoints", fingers);
        browser.send("Input.dispatchTouchEvent", event);
    }

    /** Drags a file from elsewhere over the middle of what this selects; {@link #drop} lets go of it. */
    void drag(Path file, String selector) {
        drag("dragEnter", file, selector);
        drag("dragOver", file, selector);
    }

    void drop(Path file, String selector) {
        drag("drop", file, selector);
    }

    private void drag(String type, Path file, String selector) {
        JsonArray files = new JsonArray();
        files.add(file.toAbsolutePath().normalize().toString());
        JsonObject data = new JsonObject();
        data.add("items", new JsonArray());
        data.add("files", files);
        data.addProperty("dragOperationsMask", 1);
        JsonObject event = at(selector, 0.5, 0.5);
        event.addProperty("type", type);
        event.add("data", data);
        browser.send("Input.dispatchDragEvent", event);
    }

    private JsonObject at(String selector, double x, double y) {
        page.locator(selector).scrollIntoViewIfNeeded();
        BoundingBox box = page.locator(selector).boundingBox();
        JsonObject point = new JsonObject();
        point.addProperty("x", box.x + x * box.width);
        point.addProperty("y", box.y + y * box.height);
        return point;
    }

    @Override
    public void close() {
        browser.detach();
    }
}
