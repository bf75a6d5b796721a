// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.pictures;

import static io.github.camelportkey.examples.filetos3.pictures.Canvas.box;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.circle;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.land;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.oval;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.polygon;

import java.awt.Shape;
import java.awt.geom.QuadCurve2D;
import java.util.Random;

/** Green hills in the morning, before anything flowers. */
final class Meadow implements Scene {

    @Override
    public String name() {
        return "meadow";
    }

    @Override
    public String prompt() {
        return "a patch of red flowers";
    }

    @Override
    public void paint(Canvas canvas) {
        canvas.shade(box(0, 0, SIZE, 300), 0x6fb7ea, 0xbfe3f5, 0xfff6dd);
        canvas.glow(400, 90, 150, 0xfff3b8, 0.85);
        canvas.fill(0xfffbe2, circle(400, 90, 34));
        cloud(canvas, 110, 86, 1.0);
        cloud(canvas, 268, 138, 0.7);
        canvas.shade(land(0, 250, 110, 212, 230, 248, 350, 200, 512, 238), 0xa7cfa9, 0x8cbf93);
        canvas.shade(land(0, 292, 140, 262, 300, 286, 420, 246, 512, 268), 0x8cc46f, 0x6dae5c);
        house(canvas, 408, 216);
        tree(canvas, 92, 236, 1.0);
        tree(canvas, 148, 252, 0.6);
        canvas.shade(land(0, 336, 180, 300, 330, 330, 512, 296), 0x7cc151, 0x4f9a3f, 0x2f7233);
        grass(canvas, new Random(3));
    }

    private void cloud(Canvas canvas, double x, double y, double scale) {
        canvas.opacity(0.9);
        double[][] puffs = {{-46, 8, 52, 34}, {-14, -8, 70, 52}, {24, 0, 62, 44}, {54, 9, 46, 30}};
        for (double[] puff : puffs) {
            canvas.shade(oval(x + puff[0] * scale, y + puff[1] * scale, puff[2] * scale, puff[3] * scale),
                    0xffffff, 0xeef6fb);
        }
        canvas.opacity(1);
    }

    private void house(Canvas canvas, double x, double y) {
        canvas.shade(box(x, y, 54, 40), 0xfff4e0, 0xeed9ba);
        canvas.fill(0xb5523b, polygon(x - 8, y, x + 27, y - 28, x + 62, y));
        canvas.fill(0x7b4a32, box(x + 21, y + 16, 13, 24));
        canvas.fill(0x7fb4d6, box(x + 6, y + 12, 10, 10));
        canvas.fill(0x7fb4d6, box(x + 39, y + 12, 10, 10));
    }

    private void tree(Canvas canvas, double x, double y, double scale) {
        canvas.fill(0x6b4a2f, box(x - 6 * scale, y, 12 * scale, 62 * scale));
        canvas.shade(circle(x - 24 * scale, y - 4 * scale, 32 * scale), 0x5fae4c, 0x2f7a3a);
        canvas.shade(circle(x + 24 * scale, y - 2 * scale, 30 * scale), 0x57a447, 0x2b7236);
        canvas.shade(circle(x, y - 28 * scale, 40 * scale), 0x78c25a, 0x388a40);
    }

    private void grass(Canvas canvas, Random random) {
        for (int i = 0; i < 240; i++) {
            double x = random.nextInt(SIZE);
            double y = 342 + random.nextInt(178);
            double height = 8 + (y - 330) / 10 + random.nextInt(8);
            double lean = random.nextInt(11) - 5;
            canvas.opacity(0.35 + 0.35 * random.nextDouble());
            canvas.stroke(random.nextBoolean() ? 0x9fdc6a : 0x3d8a38, 1.4 + (y - 330) / 160,
                    new QuadCurve2D.Double(x, y, x, y - height / 2, x + lean, y - height));
        }
        canvas.opacity(1);
    }

    @Override
    public Shape hole() {
        return oval(250, 418, 400, 132);
    }
}
