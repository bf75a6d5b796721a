// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.pictures;

import static io.github.camelportkey.examples.filetos3.pictures.Canvas.box;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.circle;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.line;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.polygon;

import java.awt.Shape;
import java.util.Random;

/** A city by a river after dark, under a sky with room for a moon. */
final class NightCity implements Scene {

    private static final int SHORE = 400;

    @Override
    public String name() {
        return "night-city";
    }

    @Override
    public String prompt() {
        return "a golden moon over the roofs";
    }

    @Override
    public void paint(Canvas canvas) {
        Random random = new Random(7);
        canvas.shade(box(0, 0, SIZE, SHORE), 0x0b1033, 0x1d1f5a, 0x4a2f7a, 0x9a4f86, 0xf0a07c);
        stars(canvas, random);
        skyline(canvas, random, 0x3c2f68, 0x3c2f68, 250, 70, 26, 0.0);
        skyline(canvas, random, 0x241f4e, 0x2b2458, 285, 90, 38, 0.35);
        skyline(canvas, random, 0x100e2a, 0x17143a, 330, 90, 54, 0.55);
        river(canvas, random);
    }

    private void stars(Canvas canvas, Random random) {
        for (int i = 0; i < 110; i++) {
            double y = 260 * Math.pow(random.nextDouble(), 1.4);
            canvas.opacity((0.9 - y / 320) * (0.4 + 0.6 * random.nextDouble()));
            canvas.fill(0xffffff, circle(random.nextInt(SIZE), y, 0.6 + random.nextDouble() * 0.9));
        }
        canvas.opacity(1);
    }

    private void skyline(
            Canvas canvas, Random random, int top, int bottom, int height, int spread, int width, double lit) {
        for (int x = -random.nextInt(20); x < SIZE;) {
            int w = width - 10 + random.nextInt(20);
            int roof = height - spread / 2 + random.nextInt(spread);
            canvas.shade(box(x, roof, w + 1, SHORE - roof), top, bottom);
            if (random.nextInt(4) == 0) {
                canvas.stroke(top, 2, line(x + w / 2.0, roof, x + w / 2.0, roof - 22));
            } else if (random.nextInt(4) == 0) {
                canvas.fill(top, polygon(x, roof, x + w / 2.0, roof - 16, x + w, roof));
            }
            windows(canvas, random, x, roof, w, lit);
            x += w;
        }
    }

    private void windows(Canvas canvas, Random random, int x, int roof, int w, double lit) {
        for (int wx = x + 6; wx < x + w - 7; wx += 9) {
            for (int wy = roof + 9; wy < SHORE - 8; wy += 13) {
                if (random.nextDouble() < lit) {
                    canvas.opacity(0.55 + 0.45 * random.nextDouble());
                    canvas.fill(random.nextInt(5) == 0 ? 0x9fe0ff : 0xffd27a, box(wx, wy, 4, 6));
                }
            }
        }
        canvas.opacity(1);
    }

    private void river(Canvas canvas, Random random) {
        canvas.shade(box(0, SHORE, SIZE, SIZE - SHORE), 0x4a2c5e, 0x1f1a4a, 0x0a0c26);
        canvas.fill(0x0a0920, box(0, SHORE - 4, SIZE, 7));
        for (int i = 0; i < 46; i++) {
            double x = random.nextInt(SIZE);
            double length = 14 + random.nextInt(60);
            canvas.opacity(0.10 + 0.22 * random.nextDouble());
            canvas.shade(box(x, SHORE + 6, 3.5, length), 0xffd27a, 0x2a2050);
        }
        canvas.opacity(0.25);
        for (int i = 0; i < 30; i++) {
            double x = random.nextInt(SIZE);
            double y = SHORE + 14 + random.nextInt(92);
            canvas.stroke(0xd98fa0, 1.2, line(x, y, x + 16 + random.nextInt(30), y));
        }
        canvas.opacity(1);
    }

    @Override
    public Shape hole() {
        return circle(350, 138, 92);
    }
}
