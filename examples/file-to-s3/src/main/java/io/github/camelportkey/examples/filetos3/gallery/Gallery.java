// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.gallery;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Writes the page and the images beside it; the folder can be moved or sent as it is. Not thread-safe. */
public final class Gallery {

    private final Path folder;
    private final String editor;
    private final String bucket;
    private final List<String> cards = new ArrayList<>();
    private int failed;

    public Gallery(Path folder, String editor, String bucket) {
        this.folder = folder;
        this.editor = editor;
        this.bucket = bucket;
    }

    /** Copies the entry's pictures at once, because the originals may move on. */
    public void add(GalleryEntry entry) throws IOException {
        Files.createDirectories(folder);
        Files.copy(entry.before(), file(entry, "before"), StandardCopyOption.REPLACE_EXISTING);
        BufferedImage before = read(Files.readAllBytes(entry.before()));
        BufferedImage mask = Files.exists(entry.mask()) ? read(Files.readAllBytes(entry.mask())) : null;
        if (before != null && mask != null) {
            ImageIO.write(PictureWithHole.of(before, mask), "png", file(entry, "mask").toFile());
        }
        List<String> facts = new ArrayList<>(entry.facts());
        byte[] after = entry.after();
        if (after == null) {
            failed++;
        } else {
            Files.write(file(entry, "after"), after);
            facts.add(comparison(before, mask, read(after)));
        }
        cards.add(Card.html(entry, facts, bucket));
    }

    /** The page's path. */
    public Path write() throws IOException {
        String page = resource("gallery.html")
                .replace("/* style */", resource("gallery.css"))
                .replace("<!-- stored -->", String.valueOf(cards.size() - failed))
                .replace("<!-- failed -->", failed == 0 ? "" : "<span class=\"failed\">" + failed + " failed</span>")
                .replace("<!-- editor -->", Html.escaped(editor))
                .replace("<!-- bucket -->", Html.escaped(bucket))
                .replace("<!-- cards -->", String.join("\n", cards));
        return Files.writeString(Files.createDirectories(folder).resolve("index.html"), page);
    }

    private static String comparison(
            @Nullable BufferedImage before, @Nullable BufferedImage mask, @Nullable BufferedImage after) {
        if (before == null || mask == null || after == null) {
            return "not compared";
        }
        if (!PixelComparison.sameSize(before, mask) || !PixelComparison.sameSize(before, after)) {
            return "answered as " + PixelComparison.size(after);
        }
        PixelComparison pixels = PixelComparison.of(before, mask, after);
        return "%d%% of the hole changed, %s around it".formatted(pixels.percentChangedInside(),
                pixels.keptOutside() ? "nothing" : pixels.percentChangedOutside() + "%");
    }

    private Path file(GalleryEntry entry, String which) {
        return folder.resolve(Card.fileName(entry, which));
    }

    private static @Nullable BufferedImage read(byte[] image) {
        try {
            return ImageIO.read(new ByteArrayInputStream(image));
        } catch (IOException | RuntimeException broken) {
            // A broken picture is shown as one; it failed for that reason, and the page says so.
            return null;
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Gallery.class.getResourceAsStream("/gallery/" + name)) {
            if (in == null) {
                throw new IOException("Not in this example's jar: gallery/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
