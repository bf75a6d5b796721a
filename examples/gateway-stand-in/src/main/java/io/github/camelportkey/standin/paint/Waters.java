// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;

/** What swims. */
final class Waters {

    private Waters() {
    }

    static void fish(Stage stage) {
        stage.veil(new Color(0x5cc3e0), 0.85, new Color(0x12518c), 0.92);
        Graphics2D g = stage.g();
        g.setPaint(Palette.faint(Color.WHITE, 0.09));
        for (int i = 0; i < 4; i++) {
            double x = stage.between(0, stage.width());
            Path2D ray = new Path2D.Double();
            ray.moveTo(x, -2);
            ray.lineTo(x + 7, -2);
            ray.lineTo(x + 26, stage.height() + 2);
            ray.lineTo(x + 4, stage.height() + 2);
            ray.closePath();
            g.fill(ray);
        }
        bubbles(stage);
        double x = stage.width() / 2;
        double y = stage.height() / 2;
        int way = stage.variation() % 2 == 0 ? 1 : -1;
        swimmer(stage, x - way * 24, y - 27, 0.42, way, stage.palette().accent(0xf7d02d));
        swimmer(stage, x + way * 22, y + 29, 0.48, -way, stage.palette().accent(0xf25c87));
        swimmer(stage, x, y, 1, way, stage.palette().main(0xf47b20));
    }

    private static void bubbles(Stage stage) {
        Graphics2D g = stage.g();
        g.setStroke(new BasicStroke(0.6f));
        for (int i = 0; i < 14; i++) {
            double x = stage.between(0, stage.width());
            double y = stage.between(0, stage.height());
            double size = stage.between(0.8, 2.8);
            g.setPaint(Palette.faint(Color.WHITE, 0.2));
            g.fill(Stage.disc(x, y, size));
            g.setPaint(Palette.faint(Color.WHITE, 0.65));
            g.draw(Stage.disc(x, y, size));
        }
    }

    /** @param way 1 to swim to the right, -1 to the left */
    private static void swimmer(Stage stage, double x, double y, double scale, int way, Color colour) {
        Graphics2D g = (Graphics2D) stage.g().create();
        g.translate(x, y);
        g.scale(scale * way, scale);
        g.setPaint(Palette.darker(colour, 0.2));
        g.fill(tail());
        Path2D fin = new Path2D.Double();
        fin.moveTo(-14, -14);
        fin.curveTo(-8, -27, 6, -29, 12, -27);
        fin.quadTo(11, -20, 14, -13);
        fin.closePath();
        g.fill(fin);
        Path2D body = new Path2D.Double();
        body.moveTo(36, 2);
        body.curveTo(24, -23, -10, -22, -28, 0);
        body.curveTo(-10, 22, 24, 23, 36, 2);
        body.closePath();
        g.setPaint(stage.round(6, 0, 36, colour));
        g.fill(body);
        Graphics2D stripes = (Graphics2D) g.create();
        stripes.clip(body);
        stripes.setPaint(Palette.faint(Color.WHITE, 0.85));
        stripes.setStroke(new BasicStroke(5));
        stripes.draw(Stage.oval(-12, 0, 22, 30));
        stripes.draw(Stage.oval(-34, 0, 22, 30));
        stripes.dispose();
        Path2D side = new Path2D.Double();
        side.moveTo(2, 4);
        side.curveTo(-4, 6, -10, 12, -9, 16);
        side.curveTo(-2, 16, 5, 12, 6, 7);
        side.closePath();
        g.setPaint(Palette.darker(colour, 0.25));
        g.fill(side);
        g.setPaint(Color.WHITE);
        g.fill(Stage.disc(23, -4, 4.6));
        g.setPaint(new Color(0x1b1b28));
        g.fill(Stage.disc(24, -4, 2.7));
        g.setPaint(Color.WHITE);
        g.fill(Stage.disc(24.9, -5, 0.9));
        g.dispose();
    }

    private static Path2D tail() {
        Path2D tail = new Path2D.Double();
        tail.moveTo(-24, 0);
        tail.curveTo(-34, -8, -40, -17, -46, -17);
        tail.quadTo(-41, 0, -46, 17);
        tail.curveTo(-40, 17, -34, 8, -24, 0);
        tail.closePath();
        return tail;
    }
}
