// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.pictures;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Draws the samples of this example: {@code NAME.png}, {@code NAME.mask.png} and the prompt in {@code NAME.txt}.
 * They are committed; run this only after changing a scene, with the folder to write to as the one argument.
 */
public final class SamplePictures {

    static final List<Scene> SCENES = List.of(
            new Harbour(), new Meadow(), new MountainLake(), new NightCity(), new Otter(), new Snowman());

    private SamplePictures() {
    }

    public static void main(String[] arguments) {
        drawInto(Path.of(arguments[0]));
    }

    static void drawInto(Path folder) {
        try {
            Files.createDirectories(folder);
            for (Scene scene : SCENES) {
                write(picture(scene), folder.resolve(scene.name() + ".png"));
                write(Mask.around(scene.hole()), folder.resolve(scene.name() + ".mask.png"));
                Files.writeString(folder.resolve(scene.name() + ".txt"), scene.prompt() + "\n");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The samples could not be written to " + folder, e);
        }
    }

    private static BufferedImage picture(Scene scene) {
        Canvas canvas = new Canvas();
        scene.paint(canvas);
        return canvas.image();
    }

    private static void write(BufferedImage image, Path file) throws IOException {
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException("No PNG writer for " + file);
        }
    }
}
