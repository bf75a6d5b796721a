// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin.paint;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;

/** What grows. */
final class Garden {

    private static final Color LEAF = new Color(0x3f8f4f);

    private Garden() {
    }

    static void flowers(Stage stage) {
        stage.veil(new Color(0xeaf6e4), 0.35, new Color(0x8fc77e), 0.5);
        int[] colours = {0xf25c87, 0xf7b32b, 0x8e5bd0, 0xf2784b, 0xe5487d};
        int count = (int) Math.max(3, Math.min(9, Math.round(stage.width() / 22)));
        for (int pass = 0; pass < 2; pass++) {
            for (int i = pass; i < count; i += 2) {
                double x = stage.width() * (i + 0.5) / count + stage.between(-3, 3);
                double y = stage.height() * (pass == 0 ? 0.3 : 0.5) + stage.between(-6, 6);
                Color petals = stage.palette().main(colours[(i + stage.variation()) % colours.length]);
                flower(stage, x, y, stage.between(12, 15), Palette.lighter(petals, i % 2 * 0.22));
            }
        }
    }

    private static void flower(Stage stage, double x, double y, double size, Color petals) {
        Graphics2D g = stage.g();
        double foot = stage.height() + 4;
        double bend = stage.between(-8, 8);
        g.setPaint(Palette.darker(LEAF, 0.15));
        g.setStroke(new BasicStroke(2.2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        g.draw(new QuadCurve2D.Double(x, y, x + bend, (y + foot) / 2, x + bend / 2, foot));
        leaf(g, x + bend * 0.5, y + (foot - y) * 0.55, 1, size);
        leaf(g, x + bend * 0.5, y + (foot - y) * 0.68, -1, size);
        int count = 8;
        for (int layer = 0; layer < 2; layer++) {
            double reach = size * (layer == 0 ? 0.62 : 0.48);
            for (int i = 0; i < count; i++) {
                Graphics2D petal = (Graphics2D) g.create();
                petal.rotate(2 * Math.PI * (i + layer * 0.5) / count, x, y);
                petal.setPaint(layer == 0 ? Palette.darker(petals, 0.12) : Palette.lighter(petals, 0.18));
                petal.fill(Stage.oval(x, y - reach, size * (layer == 0 ? 0.24 : 0.17), size * (layer == 0 ? 0.42 : 0.3)));
                petal.dispose();
            }
        }
        g.setPaint(stage.round(x, y, size * 0.34, new Color(0xf6c945)));
        g.fill(Stage.disc(x, y, size * 0.3));
    }

    private static void leaf(Graphics2D g, double x, double y, int side, double size) {
        Path2D leaf = new Path2D.Double();
        leaf.moveTo(x, y);
        leaf.quadTo(x + side * size * 0.35, y - size * 0.75, x + side * size * 1.05, y - size * 0.65);
        leaf.quadTo(x + side * size * 0.8, y - size * 0.02, x, y);
        leaf.closePath();
        g.setPaint(LEAF);
        g.fill(leaf);
    }

    static void tree(Stage stage) {
        stage.veil(new Color(0xcfe8f7), 0.45, new Color(0xe9f4dc), 0.5);
        double ground = stage.height() / 2 + 36;
        stage.g().setPaint(new Color(0x86b95f));
        stage.g().fill(Stage.oval(stage.width() / 2, ground + 44, stage.width() * 0.85, 48));
        Stage plot = stage.centred();
        Graphics2D g = plot.g();
        Path2D trunk = new Path2D.Double();
        trunk.moveTo(40, 90);
        trunk.curveTo(47, 84, 46, 66, 45, 52);
        trunk.lineTo(55, 52);
        trunk.curveTo(54, 66, 54, 84, 61, 90);
        trunk.quadTo(50, 86, 40, 90);
        trunk.closePath();
        g.setPaint(new LinearGradientPaint(40, 0, 61, 0, new float[] {0, 1},
                new Color[] {new Color(0xa5734a), new Color(0x5d3a22)}));
        g.fill(trunk);
        Color leaves = stage.palette().natural(0x4c9a45);
        double[][] crowns = {{27, 47, 15}, {73, 47, 15}, {50, 52, 16}, {34, 32, 17}, {66, 32, 17}, {50, 22, 17}, {50, 38, 19}};
        for (double[] crown : crowns) {
            Color shade = Palette.mix(leaves, new Color(0xfff3a0), stage.between(0, 0.14));
            g.setPaint(plot.round(crown[0], crown[1], crown[2] * 1.35, shade));
            g.fill(Stage.disc(crown[0], crown[1], crown[2]));
        }
        for (int i = 0; i < 46; i++) {
            double[] crown = crowns[i % crowns.length];
            double angle = stage.between(0, 2 * Math.PI);
            double out = stage.between(0, crown[2] * 0.85);
            g.setPaint(Palette.faint(i % 2 == 0 ? Palette.lighter(leaves, 0.4) : Palette.darker(leaves, 0.35), 0.4));
            g.fill(Stage.oval(crown[0] + out * Math.cos(angle), crown[1] + out * Math.sin(angle), 2.2, 1.3));
        }
    }
}
