// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin.paint;

import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;

/** What is painted when the prompt names nothing that can be drawn, and hearts. */
final class Patterns {

    private Patterns() {
    }

    static void circles(Stage stage) {
        Color ground = stage.palette().main(Color.HSBtoRGB(stage.random().nextFloat(), 0.45f, 0.95f));
        float hue = Color.RGBtoHSB(ground.getRed(), ground.getGreen(), ground.getBlue(), null)[0];
        stage.veil(Palette.lighter(ground, 0.35), 0.9, ground, 0.9);
        for (int i = 0; i < 22; i++) {
            Color colour = Color.getHSBColor(hue + (float) stage.between(-0.14, 0.14), 0.55f, 0.95f);
            colour = Palette.mix(colour, i % 3 == 0 ? Color.WHITE : ground, stage.between(0.1, 0.5));
            double radius = stage.between(6, 26);
            double x = stage.between(0, stage.width());
            double y = stage.between(0, stage.height());
            stage.g().setPaint(Palette.faint(colour, 0.55));
            stage.g().fill(Stage.disc(x, y, radius));
            stage.g().setPaint(Palette.faint(Color.WHITE, 0.35));
            stage.g().draw(Stage.disc(x, y, radius));
        }
    }

    static void hearts(Stage stage) {
        Stage middle = stage.centred();
        Color colour = stage.palette().main(0xe0314f);
        stage.shine(Palette.lighter(colour, 0.7));
        for (int i = 0; i < 8; i++) {
            double angle = i * Math.PI / 4 + stage.between(-0.25, 0.25);
            heart(middle, 50 + 42 * Math.cos(angle), 50 + 41 * Math.sin(angle), stage.between(4, 8),
                    Palette.lighter(colour, stage.between(0.15, 0.5)));
        }
        heart(middle, 50, 50, 33, colour);
        middle.g().setPaint(Palette.faint(Color.WHITE, 0.4));
        middle.g().rotate(Math.toRadians(-38), 34, 37);
        middle.g().fill(Stage.oval(34, 37, 8, 4));
    }

    private static void heart(Stage stage, double x, double y, double size, Color colour) {
        Path2D heart = new Path2D.Double();
        heart.moveTo(0, 0.95);
        heart.curveTo(-0.35, 0.6, -1.05, 0.2, -1.05, -0.32);
        heart.curveTo(-1.05, -0.95, -0.22, -1.05, 0, -0.42);
        heart.curveTo(0.22, -1.05, 1.05, -0.95, 1.05, -0.32);
        heart.curveTo(1.05, 0.2, 0.35, 0.6, 0, 0.95);
        heart.transform(new AffineTransform(size, 0, 0, size, x, y));
        stage.g().setPaint(stage.round(x, y, size * 1.25, colour));
        stage.g().fill(heart);
    }
}
