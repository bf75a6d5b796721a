// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.pictures;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.LinearGradientPaint;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.GeneralPath;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** An opaque square picture and the few strokes that the scenes are made of. Colours are 0xRRGGBB. */
final class Canvas {

    private final BufferedImage image = new BufferedImage(Scene.SIZE, Scene.SIZE, BufferedImage.TYPE_INT_RGB);
    private final Graphics2D graphics = image.createGraphics();

    Canvas() {
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    BufferedImage image() {
        graphics.dispose();
        return image;
    }

    /** Everything painted until the next call is this opaque, 0 to 1. */
    Canvas opacity(double opacity) {
        graphics.setComposite(AlphaComposite.SrcOver.derive((float) opacity));
        return this;
    }

    void fill(int colour, Shape shape) {
        graphics.setColor(new Color(colour));
        graphics.fill(shape);
    }

    /** Colours from the top of the shape to its bottom, evenly spread. */
    void shade(Shape shape, int... colours) {
        Rectangle2D bounds = shape.getBounds2D();
        float[] stops = new float[colours.length];
        Color[] spread = new Color[colours.length];
        for (int i = 0; i < colours.length; i++) {
            stops[i] = i / (colours.length - 1f);
            spread[i] = new Color(colours[i]);
        }
        graphics.setPaint(new LinearGradientPaint(
                0f, (float) bounds.getMinY(), 0f, (float) bounds.getMaxY(), stops, spread));
        graphics.fill(shape);
    }

    /** Light that fades away from its middle. */
    void glow(double x, double y, double radius, int colour, double strength) {
        Color full = new Color(colour);
        Color core = new Color(full.getRed(), full.getGreen(), full.getBlue(), (int) (255 * strength));
        Color none = new Color(full.getRed(), full.getGreen(), full.getBlue(), 0);
        graphics.setPaint(new RadialGradientPaint(
                (float) x, (float) y, (float) radius, new float[] {0f, 1f}, new Color[] {core, none}));
        graphics.fill(circle(x, y, radius));
    }

    void stroke(int colour, double width, Shape shape) {
        graphics.setColor(new Color(colour));
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
    }

    static Shape circle(double x, double y, double radius) {
        return oval(x, y, 2 * radius, 2 * radius);
    }

    static Shape oval(double x, double y, double width, double height) {
        return new Ellipse2D.Double(x - width / 2, y - height / 2, width, height);
    }

    static Shape box(double x, double y, double width, double height) {
        return new Rectangle2D.Double(x, y, width, height);
    }

    static Shape line(double x1, double y1, double x2, double y2) {
        return new Line2D.Double(x1, y1, x2, y2);
    }

    static Shape polygon(double... xy) {
        GeneralPath path = new GeneralPath();
        path.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            path.lineTo(xy[i], xy[i + 1]);
        }
        path.closePath();
        return path;
    }

    /** A soft line through the points, and everything below it. */
    static Shape land(double... xy) {
        GeneralPath path = new GeneralPath();
        path.moveTo(xy[0], xy[1]);
        for (int i = 2; i < xy.length; i += 2) {
            double middle = (xy[i - 2] + xy[i]) / 2;
            path.curveTo(middle, xy[i - 1], middle, xy[i + 1], xy[i], xy[i + 1]);
        }
        path.lineTo(xy[xy.length - 2], Scene.SIZE);
        path.lineTo(xy[0], Scene.SIZE);
        path.closePath();
        return path;
    }
}
