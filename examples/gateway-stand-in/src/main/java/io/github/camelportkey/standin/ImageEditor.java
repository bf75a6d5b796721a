// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

import io.github.camelportkey.standin.paint.ImageFacts;
import io.github.camelportkey.standin.paint.ImageFiles;
import io.github.camelportkey.standin.paint.ImageSource;
import io.github.camelportkey.standin.paint.Painter;
import io.github.camelportkey.standin.paint.Resizing;
import org.jspecify.annotations.Nullable;

/**
 * Does the edits, no more at a time than there are processors. Small results are remembered: the same edit has the
 * same result.
 */
final class ImageEditor {

    private static final int STAMP = 96;
    private static final long MOST_REMEMBERED = 8L * 1024 * 1024;
    private static final int LONGEST_REMEMBERED = 1024 * 1024;

    private final Semaphore easels = new Semaphore(Runtime.getRuntime().availableProcessors());
    private final Map<Job, byte[]> remembered = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private long bytes;

        @Override
        public byte[] put(Job job, byte[] result) {
            byte[] before = super.put(job, result);
            bytes += result.length - (before == null ? 0 : before.length);
            for (Iterator<byte[]> eldest = values().iterator(); bytes > MOST_REMEMBERED; eldest.remove()) {
                bytes -= eldest.next().length;
            }
            return before;
        }
    });

    /** All that a result depends on. */
    private record Job(
            String image, @Nullable String mask, String prompt, int variation, @Nullable PixelSize size,
            boolean jpeg, int compression) {
    }

    /** One result. An image that cannot be painted on here is its own result, byte for byte. */
    EditedImage edit(EditOrder order, int variation) throws IOException {
        if (!isPaintable(order)) {
            return new EditedImage(order.image(), order.facts().format());
        }
        UploadedPart mask = order.mask();
        Job job = new Job(order.image().received().sha256(), mask == null ? null : mask.received().sha256(),
                order.prompt(), variation, order.size(), order.jpeg(), order.compression());
        byte[] result = remembered.get(job);
        if (result == null) {
            result = paint(order, variation);
            if (result.length <= LONGEST_REMEMBERED) {
                remembered.put(job, result);
            }
        }
        return new EditedImage(new Painted(result), order.jpeg() ? "jpeg" : "png");
    }

    static boolean isPaintable(EditOrder order) {
        return order.facts().format().equals("webp")
                ? (long) order.facts().width() * order.facts().height() <= 4096L * 4096 / 4
                : ImageFiles.isDecodable(order.image(), order.facts());
    }

    private byte[] paint(EditOrder order, int variation) throws IOException {
        try {
            easels.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server is closing");
        }
        try {
            BufferedImage picture = painted(order, variation);
            return order.jpeg() ? ImageFiles.jpeg(picture, order.compression() / 100f) : ImageFiles.png(picture);
        } finally {
            easels.release();
        }
    }

    private static BufferedImage painted(EditOrder order, int variation) throws IOException {
        PixelSize size = order.resultSize();
        if (order.facts().format().equals("webp")) {
            return Painter.paint(size.width(), size.height(), order.prompt(), variation);
        }
        PixelSize own = new PixelSize(order.facts().width(), order.facts().height());
        // paint is finest in the size of the result, but nobody looks that closely at an enlarged stamp
        PixelSize painted = Math.max(own.width(), own.height()) <= STAMP ? own : size;
        BufferedImage picture = read(order.image(), order.facts(), painted);
        UploadedPart mask = order.mask();
        Painter.paint(
                picture, mask == null ? null : read(mask, order.facts("png"), painted), order.prompt(), variation);
        return Resizing.fill(picture, size.width(), size.height());
    }

    private static BufferedImage read(ImageSource source, ImageFacts facts, PixelSize size) throws IOException {
        return Resizing.fill(ImageFiles.read(source, facts), size.width(), size.height());
    }

    /** A result in memory. */
    private record Painted(byte[] bytes) implements ImageSource {

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(bytes);
        }

        @Override
        public long length() {
            return bytes.length;
        }
    }
}
