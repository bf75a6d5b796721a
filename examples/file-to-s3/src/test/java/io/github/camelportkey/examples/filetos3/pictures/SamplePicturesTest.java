// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SamplePicturesTest {

    private static final Path COMMITTED = Path.of("samples");

    @TempDir
    static Path drawn;

    static Stream<String> names() {
        return SamplePictures.SCENES.stream().map(Scene::name);
    }

    @BeforeAll
    static void draw() {
        SamplePictures.drawInto(drawn);
    }

    @Test
    void theCommittedFilesAreTheDrawnOnes() throws IOException {
        assertThat(fileNames(COMMITTED)).isEqualTo(fileNames(drawn));
    }

    @ParameterizedTest
    @MethodSource("names")
    void theCommittedPictureLooksLikeTheDrawnOne(String name) throws IOException {
        for (String file : new String[] {name + ".png", name + ".mask.png"}) {
            BufferedImage committed = read(COMMITTED.resolve(file));
            BufferedImage fresh = read(drawn.resolve(file));

            // Another JDK may round the edge of a shape differently, so not bytes, and not every pixel.
            assertThat(differingPixels(committed, fresh)).as(file).isLessThan(Scene.SIZE * Scene.SIZE / 100);
        }
        assertThat(COMMITTED.resolve(name + ".txt")).hasSameTextualContentAs(drawn.resolve(name + ".txt"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void aPictureIsSmallSquareAndOpaque(String name) throws IOException {
        Path file = COMMITTED.resolve(name + ".png");
        BufferedImage picture = read(file);

        assertThat(Files.size(file)).isLessThan(150_000);
        assertThat(picture.getWidth()).isEqualTo(Scene.SIZE);
        assertThat(picture.getHeight()).isEqualTo(Scene.SIZE);
        assertThat(picture.getColorModel().hasAlpha()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("names")
    void aMaskHasAHoleWithASoftEdgeAndClosedCorners(String name) throws IOException {
        BufferedImage mask = read(COMMITTED.resolve(name + ".mask.png"));

        assertThat(mask.getWidth()).isEqualTo(Scene.SIZE);
        assertThat(mask.getHeight()).isEqualTo(Scene.SIZE);
        assertThat(pixelsWithAlpha(mask, 0, 0)).isGreaterThan(5_000);
        assertThat(pixelsWithAlpha(mask, 1, 254)).isGreaterThan(2_000);
        assertThat(pixelsWithAlpha(mask, 255, 255)).isGreaterThan(Scene.SIZE * Scene.SIZE / 2);
        assertThat(mask.getRGB(0, 0) >>> 24).isEqualTo(255);
    }

    private static long pixelsWithAlpha(BufferedImage mask, int least, int most) {
        return pixels().filter(i -> {
            int alpha = mask.getRGB(i % Scene.SIZE, i / Scene.SIZE) >>> 24;
            return alpha >= least && alpha <= most;
        }).count();
    }

    private static long differingPixels(BufferedImage one, BufferedImage other) {
        return pixels().filter(i -> one.getRGB(i % Scene.SIZE, i / Scene.SIZE)
                != other.getRGB(i % Scene.SIZE, i / Scene.SIZE)).count();
    }

    private static IntStream pixels() {
        return IntStream.range(0, Scene.SIZE * Scene.SIZE);
    }

    private static Iterable<String> fileNames(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static BufferedImage read(Path file) throws IOException {
        return ImageIO.read(file.toFile());
    }
}
