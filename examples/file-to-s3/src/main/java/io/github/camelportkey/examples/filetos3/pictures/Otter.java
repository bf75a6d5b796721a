// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.pictures;

import static io.github.camelportkey.examples.filetos3.pictures.Canvas.box;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.circle;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.land;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.line;
import static io.github.camelportkey.examples.filetos3.pictures.Canvas.oval;

import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.QuadCurve2D;

/** A sea otter, bare-headed so far. */
final class Otter implements Scene {

    private static final int FUR = 0x7a5237;
    private static final int DARK_FUR = 0x5d3c28;
    private static final int FACE = 0xe2c6a4;

    @Override
    public String name() {
        return "otter";
    }

    @Override
    public String prompt() {
        return "a cute sea otter wearing a red beret";
    }

    @Override
    public void paint(Canvas canvas) {
        canvas.shade(box(0, 0, SIZE, 230), 0x8fc7e8, 0xd9eef3, 0xfdebd0);
        canvas.shade(land(0, 205, 130, 178, 260, 200, 400, 170, 512, 196), 0xa9c6c9, 0x8fb4bb);
        canvas.shade(box(0, 225, SIZE, 287), 0x4fa3b5, 0x2b7f9b, 0x1a5878);
        ripples(canvas);
        body(canvas);
        head(canvas);
        paws(canvas);
        canvas.opacity(0.85).shade(
                land(0, 448, 90, 436, 180, 452, 270, 438, 360, 452, 450, 438, 512, 448), 0x3a93ab, 0x1a5878);
        canvas.opacity(0.7).stroke(0xe8f6f7, 2.5, new QuadCurve2D.Double(110, 448, 256, 428, 402, 448));
        canvas.opacity(1);
    }

    private void ripples(Canvas canvas) {
        canvas.opacity(0.45);
        for (int row = 0; row < 7; row++) {
            double y = 244 + row * 34;
            for (int i = 0; i < 4; i++) {
                double x = (row % 2 * 70 + i * 140 + row * 13) % 540 - 20;
                canvas.stroke(0xc6e8ec, 1.6 + row * 0.35, new QuadCurve2D.Double(x, y, x + 26, y - 8, x + 52, y));
            }
        }
        canvas.opacity(1);
    }

    private void body(Canvas canvas) {
        canvas.shade(oval(256, 425, 250, 260), 0x83593c, 0x5a3a26);
        canvas.shade(oval(256, 440, 150, 210), 0xd9b88f, 0xb98f66);
    }

    private void head(Canvas canvas) {
        for (int side = -1; side <= 1; side += 2) {
            canvas.fill(DARK_FUR, circle(256 + side * 84, 208, 22));
            canvas.fill(0xb98f66, circle(256 + side * 82, 211, 11));
        }
        canvas.shade(oval(256, 255, 216, 186), 0x8b6042, FUR, 0x6d472f);
        canvas.shade(oval(256, 288, 160, 112), 0xefdabf, FACE);
        canvas.fill(FACE, oval(216, 238, 56, 46));
        canvas.fill(FACE, oval(296, 238, 56, 46));
        for (int side = -1; side <= 1; side += 2) {
            canvas.fill(0x241812, oval(256 + side * 41, 246, 27, 32));
            canvas.fill(0xffffff, circle(256 + side * 41 + 5, 239, 5));
            canvas.opacity(0.45).fill(0xe79a86, oval(256 + side * 62, 285, 30, 20));
            canvas.opacity(1);
            canvas.opacity(0.75);
            for (int i = -1; i <= 1; i++) {
                canvas.stroke(0x4a3222, 1.4, line(256 + side * 44, 296 + i * 8, 256 + side * 104, 290 + i * 15));
            }
            canvas.opacity(1);
            canvas.stroke(DARK_FUR, 3, new Arc2D.Double(256 + (side < 0 ? -26 : 0), 288, 26, 24, 180, 180, Arc2D.OPEN));
        }
        canvas.fill(0x2e1d17, oval(256, 278, 42, 27));
        canvas.opacity(0.5).fill(0xffffff, oval(249, 272, 14, 6));
        canvas.opacity(1);
    }

    private void paws(Canvas canvas) {
        canvas.shade(oval(214, 385, 62, 54), FUR, DARK_FUR);
        canvas.shade(oval(298, 385, 62, 54), FUR, DARK_FUR);
        canvas.shade(oval(256, 384, 50, 46), 0xfff1e2, 0xf2b8a0);
        for (int i = -2; i <= 2; i++) {
            canvas.stroke(0xdb8f78, 1.8, line(256, 404, 256 + i * 10, 368 + Math.abs(i) * 4));
        }
    }

    @Override
    public Shape hole() {
        return oval(256, 146, 230, 156);
    }
}
