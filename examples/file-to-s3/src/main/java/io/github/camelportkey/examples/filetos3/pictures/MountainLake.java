// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.pictures;

import static io.github.camelportkey.examples.filetos3.pictures.Canvas.box;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.circle;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.land;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.line;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.oval;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.polygon;

import java.awt.Shape;
import java.util.Random;

/** Snowy mountains over a still lake with nothing in it yet. */
final class MountainLake implements Scene {

    private static final int SHORE = 300;

    @Override
    public String name() {
        return "mountain-lake";
    }

    @Override
    public String prompt() {
        return "three bright fish in the lake";
    }

    @Override
    public void paint(Canvas canvas) {
        canvas.shade(box(0, 0, SIZE, SHORE), 0x2f4a7d, 0x6f8fbf, 0xf3c3a5, 0xffe3b8);
        canvas.fill(0xfff2d6, circle(120, 70, 22));
        canvas.glow(120, 70, 90, 0xfff2d6, 0.5);
        mountain(canvas, 130, 120, 190, 0x7d86b0, 0x9a93b5);
        mountain(canvas, 400, 104, 210, 0x6b78a8, 0x8f8bb2);
        mountain(canvas, 262, 66, 230, 0x4f6196, 0x7a7fae);
        canvas.shade(land(0, 268, 120, 246, 220, 276, 330, 258, 430, 240, 512, 262), 0x3a5a64, 0x2b4753);
        canvas.shade(box(0, SHORE, SIZE, SIZE - SHORE), 0xd9a99a, 0x7d8fb8, 0x2f4f80, 0x17305a);
        reflections(canvas);
        forest(canvas, new Random(5));
    }

    private void mountain(Canvas canvas, double x, double peak, double half, int light, int foot) {
        canvas.shade(polygon(x, peak, x + half, SHORE, x - half, SHORE), light, foot);
        double slope = half / (SHORE - peak);
        canvas.opacity(0.18).fill(0x10204a,
                polygon(x, peak, x + half, SHORE, x + half * 0.25, SHORE, x + 10, peak + 90, x - 8, peak + 50));
        canvas.opacity(1);
        double snow = (SHORE - peak) * 0.34;
        canvas.shade(polygon(x, peak, x + snow * slope, peak + snow, x + snow * slope * 0.45, peak + snow * 0.8,
                x + snow * slope * 0.15, peak + snow * 1.15, x - snow * slope * 0.25, peak + snow * 0.82,
                x - snow * slope * 0.55, peak + snow * 1.1, x - snow * slope, peak + snow), 0xffffff, 0xf6dccb);
    }

    private void reflections(Canvas canvas) {
        canvas.opacity(0.28);
        canvas.shade(polygon(36, SHORE, 488, SHORE, 262, 470), 0x4f6196, 0x2f4f80);
        canvas.opacity(0.35);
        for (int row = 0; row < 22; row++) {
            double y = SHORE + 12 + row * 9.4;
            double x = (row * 97) % 420 - 10;
            canvas.stroke(0xffe6cf, 1 + row * 0.06, line(x, y, x + 40 + row * 3, y));
            double far = (x + 250) % 500;
            canvas.stroke(0xffe6cf, 1 + row * 0.06, line(far, y + 4, far + 30 + row * 2, y + 4));
        }
        canvas.opacity(1);
    }

    private void forest(Canvas canvas, Random random) {
        for (int x = -6; x < SIZE; x += 9 + random.nextInt(7)) {
            double edge = Math.abs(x - 256) / 256.0;
            pine(canvas, x, SHORE + 4, 22 + edge * 46 + random.nextInt(14));
        }
        for (int i = 0; i < 5; i++) {
            pine(canvas, 8 + i * 17, 512 + i * 6, 150 - i * 20);
        }
    }

    private void pine(Canvas canvas, double x, double foot, double height) {
        for (int layer = 0; layer < 3; layer++) {
            double top = foot - height + layer * height * 0.24;
            double half = height * (0.14 + layer * 0.05);
            double hem = top + height * 0.44;
            canvas.shade(polygon(x, top, x + half, hem, x - half, hem), 0x2c5a58, 0x173640);
        }
    }

    @Override
    public Shape hole() {
        return oval(300, 408, 300, 132);
    }
}
