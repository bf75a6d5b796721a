// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.pictures;

import static io.github.camelportkey.examples.filetos3.pictures.Canvas.box;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.circle;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.land;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.line;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.oval;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.polygon;

import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.QuadCurve2D;
import java.util.Random;

/** A harbour at sunrise with a lighthouse, and much sky to fly in. */
final class Harbour implements Scene {

    @Override
    public String name() {
        return "harbour";
    }

    @Override
    public String prompt() {
        return "three balloons sailing over the harbour";
    }

    @Override
    public void paint(Canvas canvas) {
        canvas.shade(box(0, 0, SIZE, 330), 0x7d8fd6, 0xc6a5d8, 0xf7b7a8, 0xffdf9e);
        canvas.glow(150, 318, 190, 0xfff0b0, 0.8);
        canvas.fill(0xfff3c4, circle(150, 316, 40));
        canvas.shade(land(250, 326, 330, 288, 400, 304, 470, 270, 512, 280), 0x8f7fb4, 0x8676aa);
        canvas.shade(box(0, 326, SIZE, 186), 0xf2ab97, 0x8f7fb5, 0x3f4f8f, 0x28376e);
        glitter(canvas, new Random(11));
        sail(canvas, 86, 352, 0.55, 0xffffff);
        sail(canvas, 246, 372, 0.8, 0xfdf0dc);
        lighthouse(canvas);
        canvas.shade(land(270, 512, 330, 452, 390, 424, 450, 408, 512, 402), 0x4b3f63, 0x2b2547);
        for (double[] bird : new double[][] {{70, 120, 1}, {104, 98, 0.8}, {126, 140, 0.65}}) {
            bird(canvas, bird[0], bird[1], bird[2]);
        }
    }

    private void glitter(Canvas canvas, Random random) {
        for (int i = 0; i < 90; i++) {
            double y = 334 + random.nextInt(170);
            double width = 10 + (y - 330) / 5 * random.nextDouble();
            double x = 150 + random.nextGaussian() * (26 + (y - 330) / 4);
            canvas.opacity(0.55 - (y - 334) / 420);
            canvas.stroke(0xffe9b5, 1.8, line(x - width / 2, y, x + width / 2, y));
        }
        canvas.opacity(1);
    }

    private void sail(Canvas canvas, double x, double y, double scale, int colour) {
        canvas.shade(polygon(x, y - 100 * scale, x, y - 8 * scale, x + 56 * scale, y - 8 * scale),
                colour, 0xf3c7a8);
        canvas.shade(polygon(
                x - 5 * scale, y - 86 * scale, x - 5 * scale, y - 8 * scale, x - 40 * scale, y - 8 * scale),
                colour, 0xe9b79a);
        canvas.stroke(0x4b3248, 3 * scale, line(x - 2 * scale, y - 106 * scale, x - 2 * scale, y));
        canvas.shade(polygon(x - 48 * scale, y - 2, x + 62 * scale, y - 2,
                x + 42 * scale, y + 18 * scale, x - 34 * scale, y + 18 * scale), 0xb5474a, 0x7d2f45);
    }

    private void lighthouse(Canvas canvas) {
        canvas.glow(440, 228, 64, 0xfff6c9, 0.75);
        canvas.shade(polygon(424, 250, 456, 250, 468, 418, 412, 418), 0xffffff, 0xe7d7dc);
        Area tower = new Area(polygon(424, 250, 456, 250, 468, 418, 412, 418));
        for (int i = 0; i < 3; i++) {
            Area stripe = new Area(box(400, 268 + i * 52, 80, 24));
            stripe.intersect(tower);
            canvas.shade(stripe, 0xd9534f, 0xc0443f);
        }
        canvas.fill(0x3b2f4f, box(416, 244, 48, 8));
        canvas.shade(box(428, 216, 24, 28), 0xfff7cf, 0xffd98a);
        canvas.fill(0xc0443f, polygon(422, 216, 440, 196, 458, 216));
        canvas.fill(0x3b2f4f, oval(440, 396, 14, 24));
    }

    private void bird(Canvas canvas, double x, double y, double scale) {
        for (int wing = -1; wing <= 1; wing += 2) {
            canvas.stroke(0x4b3f63, 2.2 * scale, new QuadCurve2D.Double(
                    x, y, x + wing * 8 * scale, y - 10 * scale, x + wing * 16 * scale, y - 4));
        }
    }

    @Override
    public Shape hole() {
        Area balloon = new Area(circle(292, 126, 88));
        balloon.add(new Area(polygon(216, 160, 368, 160, 314, 244, 270, 244)));
        return balloon;
    }
}
