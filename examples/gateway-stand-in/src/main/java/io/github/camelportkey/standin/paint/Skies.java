// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin.paint;

import java.awt.Color;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;

/** Lights in the sky. */
final class Skies {

    private static final Color DUSK = new Color(0x141b44);
    private static final Color HORIZON = new Color(0x4a4f94);

    private Skies() {
    }

    static void sun(Stage stage) {
        Color gold = stage.palette().natural(0xffb81f);
        double x = stage.width() / 2;
        double y = stage.height() / 2;
        stage.veil(Palette.lighter(gold, 0.35), 0.28, Palette.lighter(gold, 0.7), 0.4);
        stage.glow(x, y, 62, Palette.lighter(gold, 0.45), 0.95);
        double turned = stage.between(0, 0.3) + stage.variation() * 0.4;
        stage.g().setPaint(Palette.faint(Palette.mix(gold, new Color(0xff8a00), 0.35), 0.95));
        stage.g().fill(Stage.star(x, y, 46, 27, 12, turned));
        stage.g().setPaint(Palette.faint(Palette.lighter(gold, 0.3), 0.95));
        stage.g().fill(Stage.star(x, y, 38, 25, 12, turned + Math.PI / 12));
        stage.g().setPaint(stage.round(x, y, 27, gold));
        stage.g().fill(Stage.disc(x, y, 25));
        stage.g().setPaint(Palette.faint(Color.WHITE, 0.3));
        AffineTransform upright = stage.g().getTransform();
        stage.g().rotate(Math.toRadians(-40), x - 9, y - 11);
        stage.g().fill(Stage.oval(x - 9, y - 11, 8, 4));
        stage.g().setTransform(upright);
    }

    static void moon(Stage stage) {
        night(stage);
        sprinkle(stage, 26);
        double x = stage.width() / 2;
        double y = stage.height() / 2;
        Color silver = stage.palette().natural(0xfbeec1);
        stage.glow(x, y, 58, Palette.lighter(silver, 0.3), 0.55);
        Area crescent = new Area(Stage.disc(x - 2, y, 34));
        crescent.subtract(new Area(Stage.disc(x + 14, y - 8, 29)));
        crescent.transform(AffineTransform.getRotateInstance(
                Math.toRadians(-12 + 17.0 * (stage.variation() % 4)), x, y));
        stage.g().setPaint(stage.round(x - 6, y + 4, 44, Palette.lighter(silver, 0.1)));
        stage.g().fill(crescent);
        stage.g().clip(crescent);
        stage.g().setPaint(Palette.faint(Palette.darker(silver, 0.5), 0.18));
        stage.g().fill(Stage.disc(x - 25, y + 4, 4.5));
        stage.g().fill(Stage.disc(x - 18, y + 18, 3));
        stage.g().fill(Stage.disc(x - 21, y - 12, 2.4));
        stage.g().fill(Stage.disc(x - 2, y + 27, 2.8));
    }

    static void stars(Stage stage) {
        night(stage);
        sprinkle(stage, 40);
        Color gold = stage.palette().natural(0xffd75e);
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                double x = stage.width() * (column + stage.between(0.25, 0.75)) / 3;
                double y = stage.height() * (row + stage.between(0.25, 0.75)) / 3;
                double size = (row + column) % 2 == 0 ? stage.between(8, 12) : stage.between(4, 6.5);
                stage.glow(x, y, size * 2.1, Palette.lighter(gold, 0.3), 0.5);
                stage.g().setPaint(stage.round(x, y, size * 1.2, gold));
                stage.g().fill(Stage.star(x, y, size, size * 0.45, 5, stage.between(-0.35, 0.35)));
            }
        }
    }

    private static void night(Stage stage) {
        stage.veil(DUSK, 0.93, stage.palette().accent(HORIZON.getRGB()), 0.85);
    }

    private static void sprinkle(Stage stage, int count) {
        for (int i = 0; i < count; i++) {
            double x = stage.between(0, stage.width());
            double y = stage.between(0, stage.height());
            stage.g().setPaint(Palette.faint(Color.WHITE, stage.between(0.4, 0.95)));
            stage.g().fill(Stage.disc(x, y, stage.between(0.3, 0.8)));
        }
    }
}
