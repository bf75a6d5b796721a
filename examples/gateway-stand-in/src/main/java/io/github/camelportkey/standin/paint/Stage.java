// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin.paint;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.MultipleGradientPaint.CycleMethod;
import java.awt.Paint;
import java.awt.RadialGradientPaint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.Random;

/**
 * Where a motif is drawn: the shorter side of the stage is 100 units long, whatever it is in pixels.
 *
 * @param random the same for the same prompt and variation
 */
record Stage(Graphics2D g, double width, double height, Palette palette, Random random, int variation) {

    static Stage over(Graphics2D g, int width, int height, Palette palette, String prompt, int variation) {
        double scale = Math.min(width, height) / 100.0;
        g.scale(scale, scale);
        Random random = new Random(31L * prompt.hashCode() + 7919L * variation);
        return new Stage(g, width / scale, height / scale, palette, random, variation);
    }

    /** The square of 100 by 100 in the middle, tilted by some degrees when this is not the first variation. */
    Stage centred() {
        Graphics2D centred = (Graphics2D) g.create();
        centred.translate((width - 100) / 2, (height - 100) / 2);
        if (variation > 0) {
            centred.rotate(Math.toRadians(between(-9, 9)), 50, 50);
        }
        return new Stage(centred, 100, 100, palette, random, variation);
    }

    /** Where this rectangle of the unit square, stretched a little if need be, fills the lower part of the stage. */
    Stage worn(double left, double top, double right, double bottom) {
        Graphics2D worn = (Graphics2D) g.create();
        double scale = 0.9 * Math.min(width / (right - left), height / (bottom - top));
        double across = Math.min(scale * 1.25, 0.9 * width / (right - left));
        worn.translate(width / 2, height * 0.93);
        worn.scale(across, scale);
        worn.rotate(variation > 0 ? Math.toRadians(between(-8, 8)) : 0);
        worn.translate(-(left + right) / 2, -bottom);
        return new Stage(worn, 100, 100, palette, random, variation);
    }

    double between(double least, double most) {
        return least + (most - least) * random.nextDouble();
    }

    /** Covers all with a veil that goes from one colour at the top to another one at the bottom. */
    void veil(Color top, double topOpacity, Color bottom, double bottomOpacity) {
        g.setPaint(new LinearGradientPaint(0, 0, 0, (float) height, new float[] {0, 1},
                new Color[] {Palette.faint(top, topOpacity), Palette.faint(bottom, bottomOpacity)}));
        g.fill(new Rectangle2D.Double(-1, -1, width + 2, height + 2));
    }

    /** The light behind something that has no scenery of its own; a little of it reaches every corner. */
    void shine(Color colour) {
        shine(colour, 1);
    }

    /** @param strength 1 for a light of its own, less for a hint of one */
    void shine(Color colour, double strength) {
        veil(colour, 0.14 * strength, colour, 0.14 * strength);
        glow(width / 2, height / 2, 66, colour, 0.55 * strength);
    }

    /** A light that fades out in all directions. */
    void glow(double x, double y, double radius, Color colour, double opacity) {
        g.setPaint(new RadialGradientPaint(new Point2D.Double(x, y), (float) radius, new float[] {0, 0.45f, 1},
                new Color[] {Palette.faint(colour, opacity), Palette.faint(colour, opacity * 0.45),
                    Palette.faint(colour, 0)}));
        g.fill(disc(x, y, radius));
    }

    /** Round shading, light from the upper left. */
    Paint round(double x, double y, double radius, Color colour) {
        return new RadialGradientPaint(new Point2D.Double(x, y), (float) radius,
                new Point2D.Double(x - radius * 0.35, y - radius * 0.4), new float[] {0, 0.45f, 1},
                new Color[] {Palette.lighter(colour, 0.45), colour, Palette.darker(colour, 0.42)},
                CycleMethod.NO_CYCLE);
    }

    static Ellipse2D disc(double x, double y, double radius) {
        return new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    }

    static Ellipse2D oval(double x, double y, double halfWidth, double halfHeight) {
        return new Ellipse2D.Double(x - halfWidth, y - halfHeight, 2 * halfWidth, 2 * halfHeight);
    }

    /** A star, or with many points a cog of rays. */
    static Path2D star(double x, double y, double outer, double inner, int points, double turned) {
        Path2D star = new Path2D.Double();
        for (int i = 0; i < 2 * points; i++) {
            double angle = turned + Math.PI * i / points - Math.PI / 2;
            double radius = i % 2 == 0 ? outer : inner;
            double px = x + radius * Math.cos(angle);
            double py = y + radius * Math.sin(angle);
            if (i == 0) {
                star.moveTo(px, py);
            } else {
                star.lineTo(px, py);
            }
        }
        star.closePath();
        return star;
    }
}
