// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.pictures;

import static io.github.camelportkey.examples.filetos3.pictures.Canvas.box;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.circle;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.land;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.line;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.oval;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.polygon;

import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.QuadCurve2D;
import java.util.Random;

/** A snowman on a winter evening who has everything but a hat. */
final class Snowman implements Scene {

    @Override
    public String name() {
        return "snowman";
    }

    @Override
    public String prompt() {
        return "a snowman wearing a black top hat";
    }

    @Override
    public void paint(Canvas canvas) {
        canvas.shade(box(0, 0, SIZE, 380), 0x3d5a94, 0x7f9fd0, 0xd7c6e2, 0xffe0d2);
        canvas.shade(land(0, 300, 120, 262, 250, 298, 380, 250, 512, 286), 0xbfd0ea, 0xa9bde0);
        firs(canvas);
        canvas.shade(land(0, 376, 150, 348, 300, 372, 512, 340), 0xf7faff, 0xdbe6f7, 0xbccde9);
        canvas.opacity(0.5).fill(0x8ea6d1, oval(276, 486, 300, 34));
        canvas.opacity(1);
        snowman(canvas);
        flakes(canvas, new Random(9));
    }

    private void firs(Canvas canvas) {
        double[][] firs = {{40, 372, 150}, {98, 366, 104}, {440, 362, 168}, {490, 356, 116}, {384, 366, 84}};
        for (double[] fir : firs) {
            canvas.fill(0x5c4640, box(fir[0] - 4, fir[1] - 12, 8, 20));
            for (int layer = 0; layer < 3; layer++) {
                double top = fir[1] - fir[2] + layer * fir[2] * 0.24;
                double half = fir[2] * (0.17 + layer * 0.06);
                double foot = top + fir[2] * 0.42;
                canvas.shade(polygon(fir[0], top, fir[0] + half, foot, fir[0] - half, foot), 0x3f7a75, 0x24505a);
                canvas.opacity(0.85).fill(0xf4f9ff, polygon(fir[0], top, fir[0] + half * 0.42, top + fir[2] * 0.16,
                        fir[0], top + fir[2] * 0.12, fir[0] - half * 0.42, top + fir[2] * 0.16));
                canvas.opacity(1);
            }
        }
    }

    private void snowman(Canvas canvas) {
        canvas.stroke(0x6b4a35, 7, line(190, 318, 112, 270));
        canvas.stroke(0x6b4a35, 5, line(136, 285, 118, 296));
        canvas.stroke(0x6b4a35, 7, line(322, 318, 400, 262));
        canvas.stroke(0x6b4a35, 5, line(378, 278, 398, 286));
        canvas.shade(circle(256, 412, 92), 0xffffff, 0xf1f6ff, 0xc3d3ee);
        canvas.shade(circle(256, 306, 72), 0xffffff, 0xf1f6ff, 0xc9d8f0);
        canvas.shade(circle(256, 212, 56), 0xffffff, 0xf6f9ff, 0xd3dff3);
        for (int i = 0; i < 3; i++) {
            canvas.fill(0x3a3f4d, circle(256, 294 + i * 30, 6));
        }
        canvas.fill(0x2c303c, circle(236, 204, 7));
        canvas.fill(0x2c303c, circle(276, 204, 7));
        canvas.fill(0xffffff, circle(238, 201, 2.2));
        canvas.fill(0xffffff, circle(278, 201, 2.2));
        canvas.shade(polygon(254, 214, 254, 228, 312, 226), 0xffa04d, 0xe8701e);
        canvas.stroke(0x3a3f4d, 3.5, new Arc2D.Double(230, 220, 46, 26, 200, 110, Arc2D.OPEN));
        canvas.stroke(0xc93a3f, 22, new QuadCurve2D.Double(212, 254, 256, 276, 300, 254));
        canvas.shade(polygon(284, 260, 308, 256, 322, 330, 296, 334), 0xd9484c, 0xa82c36);
    }

    private void flakes(Canvas canvas, Random random) {
        for (int i = 0; i < 90; i++) {
            canvas.opacity(0.35 + 0.6 * random.nextDouble());
            canvas.fill(0xffffff, circle(random.nextInt(SIZE), random.nextInt(SIZE), 1.2 + 2.4 * random.nextDouble()));
        }
        canvas.opacity(1);
    }

    @Override
    public Shape hole() {
        return oval(256, 104, 200, 148);
    }
}
