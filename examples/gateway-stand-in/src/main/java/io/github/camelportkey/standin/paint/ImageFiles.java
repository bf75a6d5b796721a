// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin.paint;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Image files to pixels and back, without temporary files. */
public final class ImageFiles {

    private static final int LONGEST_SIDE = 4096;
    private static final long LARGEST_FILE = 20L * 1024 * 1024;
    /** Decoded, copied, masked and painted at once. */
    private static final int BYTES_PER_PIXEL = 24;

    private ImageFiles() {
    }

    /** Whether the JDK can decode such a file, and the heap can hold what comes of it. */
    public static boolean isDecodable(ImageSource source, ImageFacts facts) {
        long pixels = (long) facts.width() * facts.height();
        return !facts.format().equals("webp")
                && facts.width() <= LONGEST_SIDE && facts.height() <= LONGEST_SIDE
                && source.length() <= LARGEST_FILE
                && pixels * BYTES_PER_PIXEL < Runtime.getRuntime().maxMemory() / 3;
    }

    /** Whether the file can be decoded to its end; a file that is not decodable here counts as whole. */
    public static boolean isWhole(ImageSource source, ImageFacts facts) throws IOException {
        if (!isDecodable(source, facts)) {
            return true;
        }
        try {
            decode(source, facts);
            return true;
        } catch (BrokenImageException e) {
            return false;
        }
    }

    /** The pixels as non-premultiplied 8-bit ARGB, a copy of its own. */
    public static BufferedImage read(ImageSource source, ImageFacts facts) throws IOException {
        BufferedImage decoded = decode(source, facts);
        int width = decoded.getWidth();
        int height = decoded.getHeight();
        BufferedImage argb = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            argb.setRGB(0, y, width, 1, decoded.getRGB(0, y, width, 1, row, 0, width), 0, width);
        }
        return argb;
    }

    private static BufferedImage decode(ImageSource source, ImageFacts facts) throws IOException {
        ImageReader reader = ImageIO.getImageReadersByFormatName(facts.format()).next();
        try (InputStream in = source.open(); ImageInputStream image = new MemoryCacheImageInputStream(in)) {
            reader.setInput(image, true, true);
            return reader.read(0);
        } catch (IOException | RuntimeException e) {
            // hostile bytes make the JDK's readers throw nearly anything
            throw new BrokenImageException(e);
        } finally {
            reader.dispose();
        }
    }

    /** A PNG with exactly these pixels. */
    public static byte[] png(BufferedImage image) throws IOException {
        return write(image, "png", 0.6f);
    }

    /** A JPEG of this quality, 0 to 1; what is transparent becomes white. */
    public static byte[] jpeg(BufferedImage image, float quality) throws IOException {
        BufferedImage opaque = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = opaque.createGraphics();
        g.drawImage(image, 0, 0, Color.WHITE, null);
        g.dispose();
        return write(opaque, "jpeg", quality);
    }

    private static byte[] write(BufferedImage image, String format, float quality) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4096);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            how.setCompressionQuality(quality);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Bytes that the JDK's reader for their format cannot read. */
    private static final class BrokenImageException extends IOException {

        BrokenImageException(Exception cause) {
            super("not a readable image", cause);
        }
    }
}
