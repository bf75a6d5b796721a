// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Looks for a fully transparent pixel in a PNG: row by row, up to the first one found, in the memory of two rows. A
 * picture decoded into the heap would take four bytes for each pixel, however small the file is.
 */
final class PngTransparency {

    /** With more bytes of rows than this a file is not examined: half a MB of deflate can hold ten seconds of them. */
    private static final long MAX_BYTES = 100_000_000;
    private static final int MAX_WIDTH = 100_000;
    /** Adam7 (PNG specification, 8.2): first column, first row, column step, row step of each pass. */
    private static final int[][] ADAM7 = {
            {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};

    private final DataInputStream in;
    private int width;
    private int height;
    private int depth;
    private int colourType;
    private boolean interlaced;
    private byte[] transparent = new byte[0];
    private long chunkLeft;

    private PngTransparency(InputStream in) {
        this.in = new DataInputStream(in);
    }

    /**
     * Whether at least one pixel has alpha 0, by alpha channel, palette or transparent colour. Also true for an image that is
     * too large to be examined.
     *
     * @throws BrokenImageException when the file can't be decoded
     * @throws IOException when the content can't be read
     */
    static boolean hasFullyTransparentPixel(ImageContent content) throws IOException {
        try (InputStream in = new BufferedInputStream(content.openStream(), 8192)) {
            return new PngTransparency(in).search();
        } catch (EOFException e) {
            throw new BrokenImageException("it is cut off");
        } catch (ZipException e) {
            throw new BrokenImageException("its pixels are not validly compressed");
        }
    }

    private boolean search() throws IOException {
        in.skipNBytes(8);
        readHeader();
        readUpToPixels();
        if (width > MAX_WIDTH || rowBytes(width) * height > MAX_BYTES) {
            return true;
        }
        try (InflaterInputStream pixels = new InflaterInputStream(new ImageData())) {
            if (!interlaced) {
                return searchPass(new DataInputStream(pixels), width, height);
            }
            DataInputStream rows = new DataInputStream(pixels);
            for (int[] pass : ADAM7) {
                int columns = (width - pass[0] + pass[2] - 1) / pass[2];
                int lines = (height - pass[1] + pass[3] - 1) / pass[3];
                if (columns > 0 && lines > 0 && searchPass(rows, columns, lines)) {
                    return true;
                }
            }
            return false;
        }
    }

    private void readHeader() throws IOException {
        if (in.readInt() != 13 || in.readInt() != 0x49484452) { // IHDR
            throw new BrokenImageException("it does not begin with a header");
        }
        width = in.readInt();
        height = in.readInt();
        depth = in.readUnsignedByte();
        colourType = in.readUnsignedByte();
        in.skipNBytes(2);
        interlaced = in.readUnsignedByte() == 1;
        requireKnownFormat();
        in.skipNBytes(4);
    }

    private void readUpToPixels() throws IOException {
        while (true) {
            chunkLeft = in.readInt() & 0xffffffffL;
            int name = in.readInt();
            if (name == 0x49484452) {
                throw new BrokenImageException("it has a second header");
            }
            if (name == 0x74524e53) { // tRNS
                if (chunkLeft > 256) {
                    throw new BrokenImageException("its tRNS chunk has " + chunkLeft + " bytes");
                }
                transparent = in.readNBytes((int) chunkLeft);
                in.skipNBytes(4);
            } else if (name == 0x49444154) { // IDAT
                return;
            } else if (name == 0x49454e44) { // IEND
                throw new BrokenImageException("it has no pixels");
            } else {
                in.skipNBytes(chunkLeft + 4);
            }
        }
    }

    private void requireKnownFormat() throws BrokenImageException {
        boolean known = switch (colourType) {
            case 0 -> depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
            case 3 -> depth == 1 || depth == 2 || depth == 4 || depth == 8;
            case 2, 4, 6 -> depth == 8 || depth == 16;
            default -> false;
        };
        if (!known || width <= 0 || height <= 0) {
            throw new BrokenImageException("its header states colour type " + colourType + ", bit depth " + depth
                                           + " and " + width + "x" + height + " pixels");
        }
    }

    private int channels() {
        return switch (colourType) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
    }

    private long rowBytes(int columns) {
        return ((long) columns * depth * channels() + 7) / 8;
    }

    private boolean searchPass(DataInputStream rows, int columns, int lines) throws IOException {
        int step = Math.max(1, depth * channels() / 8);
        byte[] previous = new byte[(int) rowBytes(columns)];
        byte[] row = new byte[previous.length];
        for (int line = 0; line < lines; line++) {
            int filter = rows.readUnsignedByte();
            rows.readFully(row);
            unfilter(filter, row, previous, step);
            if (hasTransparentPixel(row, columns)) {
                return true;
            }
            byte[] swap = previous;
            previous = row;
            row = swap;
        }
        return false;
    }

    /** PNG specification, 9.2. */
    private static void unfilter(int filter, byte[] row, byte[] above, int step) throws BrokenImageException {
        switch (filter) {
            case 0 -> {
            }
            case 1 -> {
                for (int i = step; i < row.length; i++) {
                    row[i] += row[i - step];
                }
            }
            case 2 -> {
                for (int i = 0; i < row.length; i++) {
                    row[i] += above[i];
                }
            }
            case 3 -> {
                for (int i = 0; i < row.length; i++) {
                    int left = i < step ? 0 : row[i - step] & 0xff;
                    row[i] += (byte) ((left + (above[i] & 0xff)) / 2);
                }
            }
            case 4 -> {
                for (int i = 0; i < row.length; i++) {
                    int left = i < step ? 0 : row[i - step] & 0xff;
                    int corner = i < step ? 0 : above[i - step] & 0xff;
                    row[i] += (byte) paeth(left, above[i] & 0xff, corner);
                }
            }
            default -> throw new BrokenImageException("a row has the unknown filter " + filter);
        }
    }

    private static int paeth(int left, int above, int corner) {
        int estimate = left + above - corner;
        int toLeft = Math.abs(estimate - left);
        int toAbove = Math.abs(estimate - above);
        int toCorner = Math.abs(estimate - corner);
        if (toLeft <= toAbove && toLeft <= toCorner) {
            return left;
        }
        return toAbove <= toCorner ? above : corner;
    }

    private boolean hasTransparentPixel(byte[] row, int columns) {
        int channels = channels();
        if (colourType == 4 || colourType == 6) {
            for (int x = 0; x < columns; x++) {
                if (sample(row, x * channels + channels - 1) == 0) {
                    return true;
                }
            }
            return false;
        }
        for (int x = 0; x < columns; x++) {
            if (colourType == 3 ? paletteTransparent(sample(row, x)) : colourTransparent(row, x, channels)) {
                return true;
            }
        }
        return false;
    }

    private boolean paletteTransparent(int index) {
        return index < transparent.length && transparent[index] == 0;
    }

    private boolean colourTransparent(byte[] row, int x, int channels) {
        if (transparent.length < channels * 2) {
            return false;
        }
        for (int channel = 0; channel < channels; channel++) {
            int key = (transparent[channel * 2] & 0xff) << 8 | transparent[channel * 2 + 1] & 0xff;
            if (sample(row, x * channels + channel) != key) {
                return false;
            }
        }
        return true;
    }

    private int sample(byte[] row, int index) {
        if (depth == 8) {
            return row[index] & 0xff;
        }
        if (depth == 16) {
            return (row[index * 2] & 0xff) << 8 | row[index * 2 + 1] & 0xff;
        }
        int bit = index * depth;
        return (row[bit >> 3] & 0xff) >> (8 - depth - (bit & 7)) & (1 << depth) - 1;
    }

    /** The bytes of all consecutive IDAT chunks. */
    private final class ImageData extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            while (chunkLeft == 0) {
                in.skipNBytes(4);
                chunkLeft = in.readInt() & 0xffffffffL;
                if (in.readInt() != 0x49444154) {
                    return -1;
                }
            }
            int count = in.read(bytes, offset, (int) Math.min(length, chunkLeft));
            if (count > 0) {
                chunkLeft -= count;
            }
            return count;
        }
    }
}
