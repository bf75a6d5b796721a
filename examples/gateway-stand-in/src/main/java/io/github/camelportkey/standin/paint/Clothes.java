// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.Shape;
import java.awt.geom.Area;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;

/** What is worn on the head. */
final class Clothes {

    private Clothes() {
    }

    static void beret(Stage stage) {
        Color felt = stage.palette().main(0xc8283c);
        stage.shine(Palette.lighter(felt, 0.8), 0.5);
        Stage head = stage.worn(3, 12, 98, 80);
        Graphics2D g = head.g();
        g.rotate(Math.toRadians(-7), 50, 50);

        Path2D crown = new Path2D.Double();
        crown.moveTo(20, 66);
        crown.curveTo(4, 62, 2, 44, 16, 34);
        crown.curveTo(34, 20, 66, 19, 84, 33);
        crown.curveTo(101, 46, 99, 66, 84, 73);
        crown.curveTo(78, 76, 72, 73, 68, 70);
        crown.curveTo(52, 65, 36, 65, 20, 66);
        crown.closePath();
        shadow(g, crown);
        g.setPaint(head.round(50, 46, 52, felt));
        g.fill(crown);

        Graphics2D folds = (Graphics2D) g.create();
        folds.clip(crown);
        folds.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        folds.setPaint(Palette.faint(Palette.darker(felt, 0.6), 0.4));
        folds.draw(new CubicCurve2D.Double(22, 62, 26, 52, 36, 46, 48, 44));
        folds.draw(new CubicCurve2D.Double(40, 64, 46, 56, 58, 51, 72, 53));
        folds.draw(new CubicCurve2D.Double(66, 68, 72, 64, 82, 62, 92, 56));
        folds.setPaint(Palette.faint(Color.WHITE, 0.22));
        folds.rotate(Math.toRadians(-12), 38, 33);
        folds.fill(Stage.oval(38, 33, 19, 6));
        folds.dispose();

        Path2D band = new Path2D.Double();
        band.moveTo(20, 64);
        band.quadTo(46, 61, 71, 69);
        band.lineTo(70, 77);
        band.quadTo(46, 70, 21, 72);
        band.quadTo(17, 68, 20, 64);
        band.closePath();
        g.setPaint(Palette.darker(felt, 0.55));
        g.fill(band);
        g.setPaint(Palette.faint(Color.WHITE, 0.18));
        g.setStroke(new BasicStroke(0.9f));
        g.draw(new QuadCurve2D.Double(22, 66, 46, 63, 69, 70.5));

        g.setPaint(Palette.darker(felt, 0.3));
        g.setStroke(new BasicStroke(3.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(new QuadCurve2D.Double(53, 25, 53, 19, 57, 15));
    }

    static void hat(Stage stage) {
        Color silk = stage.palette().main(0x2b2d42);
        stage.shine(Palette.lighter(silk, 0.85), 0.5);
        Stage head = stage.worn(3, 6, 97, 94);
        Graphics2D g = head.g();
        g.rotate(Math.toRadians(-8), 50, 60);

        Area brim = new Area(Stage.oval(50, 78, 46, 11));
        Path2D tube = new Path2D.Double();
        tube.moveTo(26, 77);
        tube.curveTo(29, 55, 27, 35, 22, 16);
        tube.quadTo(50, 7, 78, 16);
        tube.curveTo(73, 35, 71, 55, 74, 77);
        tube.quadTo(50, 86, 26, 77);
        tube.closePath();
        shadow(g, brim);
        g.setPaint(head.round(50, 74, 50, silk));
        g.fill(brim);
        g.setPaint(new LinearGradientPaint(22, 0, 78, 0, new float[] {0, 0.28f, 1},
                new Color[] {Palette.darker(silk, 0.15), Palette.lighter(silk, 0.35), Palette.darker(silk, 0.5)}));
        g.fill(tube);
        Area ribbon = new Area(tube);
        Path2D stripe = new Path2D.Double();
        stripe.moveTo(10, 58);
        stripe.quadTo(50, 70, 90, 58);
        stripe.lineTo(90, 71);
        stripe.quadTo(50, 83, 10, 71);
        stripe.closePath();
        ribbon.intersect(new Area(stripe));
        g.setPaint(stage.palette().accent(stage.palette().named() == null ? 0xc8283c : 0xf4ead0));
        g.fill(ribbon);
        g.setPaint(Palette.darker(silk, 0.25));
        g.fill(Stage.oval(50, 15.5, 28, 5));
        g.setPaint(Palette.faint(Color.WHITE, 0.25));
        g.setStroke(new BasicStroke(0.8f));
        g.draw(Stage.oval(50, 15.5, 27.5, 4.6));
    }

    private static void shadow(Graphics2D g, Shape shape) {
        Graphics2D below = (Graphics2D) g.create();
        below.setPaint(new Color(20, 10, 30, 14));
        for (int spread = 1; spread <= 5; spread++) {
            below.translate(0.25, 0.9);
            below.fill(shape);
        }
        below.dispose();
    }
}
