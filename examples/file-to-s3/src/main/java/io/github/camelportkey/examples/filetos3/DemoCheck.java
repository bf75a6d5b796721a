// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import io.github.camelportkey.examples.filetos3.gallery.PixelComparison;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Looks at what the demo left on disk: each sample must be in S3 as a PNG that equals the sample around the mask's
 * hole and differs within it, its files must have moved to .done, and the page must show it. For CI, after the demo.
 */
public final class DemoCheck {

    private final Path samples;
    private final Path demo;

    DemoCheck(Path samples, Path demo) {
        this.samples = samples;
        this.demo = demo;
    }

    /** The folder of the samples, and the folder that the demo wrote to. */
    public static void main(String[] arguments) throws IOException {
        System.exit(new DemoCheck(Path.of(arguments[0]), Path.of(arguments[1])).run(System.out) ? 0 : 1);
    }

    boolean run(PrintStream out) throws IOException {
        Inbox lying = new Inbox(samples, ".mask.png", true, Duration.ZERO);
        List<Path> pictures = lying.pictures();
        boolean right = !pictures.isEmpty();
        for (Path picture : pictures) {
            String fault = fault(lying, picture);
            right &= fault == null;
            out.printf("%-9s %-20s %s%n", fault == null ? "right" : "wrong", Inbox.fileName(picture),
                    fault == null ? "" : fault);
        }
        return right;
    }

    private @Nullable String fault(Inbox lying, Path picture) throws IOException {
        String name = Inbox.fileName(picture);
        Path object = demo.resolve("s3/pictures/edited").resolve(name);
        if (!Files.exists(object)) {
            return "not in S3: " + object;
        }
        BufferedImage after = ImageIO.read(object.toFile());
        if (after == null) {
            return "no picture: " + object;
        }
        PixelComparison pixels = PixelComparison.of(
                ImageIO.read(picture.toFile()), ImageIO.read(lying.mask(picture).toFile()), after);
        if (!pixels.keptOutside()) {
            return pixels.changedOutside() + " pixels outside the hole changed";
        }
        if (pixels.percentChangedInside() < 50) {
            return "only " + pixels.percentChangedInside() + "% of the hole changed";
        }
        if (!Files.exists(demo.resolve("inbox").resolve(Inbox.DONE).resolve(name))) {
            return "not moved to " + Inbox.DONE;
        }
        return Files.readString(demo.resolve("gallery/index.html")).contains(Inbox.name(picture) + ".after.png")
                ? null : "not on the page";
    }
}
