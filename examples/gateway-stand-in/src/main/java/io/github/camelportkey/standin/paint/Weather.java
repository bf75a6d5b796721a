// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Arc2D;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;

/** What is in the air. */
final class Weather {

    private static final int[] BANDS = {0xe5383b, 0xf58a1f, 0xf7d02d, 0x4caf50, 0x2f80ed, 0x5046b0, 0x8e44ad};

    private Weather() {
    }

    static void rainbow(Stage stage) {
        stage.veil(new Color(0x8fc9f2), 0.55, new Color(0xdff1fb), 0.6);
        double x = stage.width() / 2;
        double y = stage.height() / 2 + 26;
        Graphics2D g = stage.g();
        g.setStroke(new BasicStroke(4.3f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
        for (int i = 0; i < BANDS.length; i++) {
            double radius = 45 - 4 * i;
            Color band = new Color(BANDS[(i + stage.variation()) % BANDS.length]);
            g.setPaint(Palette.faint(band, 0.88));
            g.draw(new Arc2D.Double(x - radius, y - radius, 2 * radius, 2 * radius, 0, 180, Arc2D.OPEN));
        }
        cloud(stage, x - 33, y + 2);
        cloud(stage, x + 33, y + 2);
    }

    private static void cloud(Stage stage, double x, double y) {
        double[][] puffs = {{-10, 2, 7}, {10, 2, 7}, {-4, -3, 9}, {6, -2, 8}, {0, 4, 9}};
        for (double[] puff : puffs) {
            stage.g().setPaint(new Color(0xcfdcea));
            stage.g().fill(Stage.disc(x + puff[0], y + puff[1] + 1.2, puff[2]));
        }
        for (double[] puff : puffs) {
            stage.g().setPaint(Color.WHITE);
            stage.g().fill(Stage.disc(x + puff[0], y + puff[1] - 0.3, puff[2] - 0.3));
        }
    }

    static void snow(Stage stage) {
        Color air = stage.palette().main(0x6fa8dc);
        stage.veil(Palette.darker(air, 0.25), 0.7, Palette.lighter(air, 0.6), 0.8);
        for (int i = 0; i < 60; i++) {
            double x = stage.between(0, stage.width());
            double y = stage.between(0, stage.height());
            stage.g().setPaint(Palette.faint(Color.WHITE, stage.between(0.35, 0.85)));
            stage.g().fill(Stage.disc(x, y, stage.between(0.5, 1.5)));
        }
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                double x = stage.width() * (column + stage.between(0.2, 0.8)) / 3;
                double y = stage.height() * (row + stage.between(0.2, 0.8)) / 3;
                boolean near = (row + column) % 2 == 0;
                flake(stage, x, y, near ? stage.between(10, 15) : stage.between(5, 8), stage.between(0, 60));
            }
        }
    }

    private static void flake(Stage stage, double x, double y, double size, double turned) {
        Graphics2D g = (Graphics2D) stage.g().create();
        g.translate(x, y);
        g.setPaint(Palette.faint(Color.WHITE, 0.95));
        g.setStroke(new BasicStroke((float) (size / 10), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.rotate(Math.toRadians(turned));
        for (int arm = 0; arm < 6; arm++) {
            g.draw(new Line2D.Double(0, 0, 0, -size));
            for (double at = 0.42; at < 0.9; at += 0.25) {
                double twig = size * (1.05 - at) * 0.5;
                g.draw(new Line2D.Double(0, -size * at, twig, -size * at - twig));
                g.draw(new Line2D.Double(0, -size * at, -twig, -size * at - twig));
            }
            g.rotate(Math.PI / 3);
        }
        g.dispose();
    }

    static void balloons(Stage stage) {
        stage.shine(new Color(0xfff6e0));
        Stage air = stage.centred();
        balloon(air, 27, 38, 16, stage.palette().accent(0xf7b32b));
        balloon(air, 75, 35, 17, stage.palette().accent(0x2f80ed));
        balloon(air, 50, 27, 20, stage.palette().main(0xe5383b));
    }

    private static void balloon(Stage stage, double x, double y, double size, Color colour) {
        Graphics2D g = stage.g();
        double bottom = y + size * 1.2;
        g.setStroke(new BasicStroke(0.9f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.setPaint(new Color(0x6b6570));
        g.draw(new CubicCurve2D.Double(x, bottom, x + 5, bottom + 14, 46, bottom + 14, 50, 97));
        Path2D knot = new Path2D.Double();
        knot.moveTo(x, bottom - 1.5);
        knot.lineTo(x + 2.6, bottom + 2.6);
        knot.lineTo(x - 2.6, bottom + 2.6);
        knot.closePath();
        g.setPaint(Palette.darker(colour, 0.2));
        g.fill(knot);
        g.setPaint(stage.round(x, y, size * 1.3, colour));
        g.fill(Stage.oval(x, y, size, size * 1.2));
        g.setPaint(Palette.faint(Color.WHITE, 0.5));
        Graphics2D shine = (Graphics2D) g.create();
        shine.rotate(Math.toRadians(-30), x - size * 0.42, y - size * 0.5);
        shine.fill(Stage.oval(x - size * 0.42, y - size * 0.5, size * 0.14, size * 0.3));
        shine.dispose();
    }
}
