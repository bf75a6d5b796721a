// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as the one command runs it, with nothing in its environment. */
class DemoTest {

    private static final Path SAMPLES = Path.of("samples");
    private static final List<String> NAMES =
            List.of("harbour", "meadow", "mountain-lake", "night-city", "otter", "snowman");

    @TempDir
    static Path target;

    private static Set<Thread> threadsBefore;
    private static Duration took;
    private static int status;
    private static String output;

    @BeforeAll
    static void runTheDemo() {
        threadsBefore = threads();
        long start = System.nanoTime();
        status = runOnce();
        took = Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void endsWell() {
        assertThat(output).contains("6 stored, 0 failed");
        assertThat(status).isZero();
    }

    @Test
    void theStoredPicturesDecodeAndAreChangedExactlyWhereTheMaskIsOpen() throws IOException {
        assertThat(new DemoCheck(SAMPLES, target.resolve("demo")).run(discard())).isTrue();
    }

    @Test
    void theCheckFindsAWrongPicture(@TempDir Path copy) throws IOException {
        Path object = copy.resolve("s3/pictures/edited/otter.png");
        Files.createDirectories(object.getParent());
        BufferedImage picture = ImageIO.read(SAMPLES.resolve("otter.png").toFile());
        picture.setRGB(0, 0, ~picture.getRGB(0, 0));
        ImageIO.write(picture, "png", object.toFile());

        ByteArrayOutputStream said = new ByteArrayOutputStream();
        assertThat(new DemoCheck(SAMPLES, copy).run(new PrintStream(said, true, StandardCharsets.UTF_8))).isFalse();

        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("1 pixels outside the hole changed").contains("not in S3");
    }

    @Test
    void everyPictureIsOnThePage() throws IOException {
        String page = Files.readString(target.resolve("demo/gallery/index.html"));

        for (String name : NAMES) {
            assertThat(page).contains(name + ".before.png", name + ".mask.png", name + ".after.png");
            assertThat(page).contains(Files.readString(SAMPLES.resolve(name + ".txt")).strip());
        }
        assertThat(page).contains("100% of the hole changed, nothing around it");
    }

    @Test
    void whatHappensIsPrinted() {
        for (String name : NAMES) {
            assertThat(output).containsPattern("editing +" + name + "\\.png");
            assertThat(output).containsPattern(
                    "done +" + name + "\\.png +\\d+\\.\\d s, \\d+ KB -> s3://pictures/edited/" + name + "\\.png");
        }
        assertThat(output)
                .contains("stand-in at http://127.0.0.1:", "embedded S3 at http://127.0.0.1:")
                .contains("page      " + target.resolve("demo/gallery/index.html"))
                .contains("objects   " + target.resolve("demo/s3/pictures/edited"));
    }

    @Test
    void severalPicturesAreEditedAtOnce() {
        // Each of the six edits alone takes 1.2 s.
        String lastEditing = output.substring(0, output.lastIndexOf("editing"));
        assertThat(lastEditing).doesNotContain("done ");
        assertThat(took).isLessThan(Duration.ofSeconds(60));
    }

    @Test
    void masksAndPromptsMoveWithTheirPicturesAndTheSamplesStay() {
        for (String name : NAMES) {
            for (String file : List.of(name + ".png", name + ".mask.png", name + ".txt")) {
                assertThat(target.resolve("demo/inbox/.done").resolve(file)).exists();
                assertThat(target.resolve("demo/inbox").resolve(file)).doesNotExist();
                assertThat(SAMPLES.resolve(file)).exists();
            }
        }
    }

    @Test
    void nothingIsLeftRunning() {
        await().pollInSameThread().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            Set<Thread> left = threads();
            left.removeAll(threadsBefore);
            assertThat(left).as("threads that would keep the process alive").isEmpty();
        });
    }

    private static int runOnce() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        int exit = new FileToS3(new Settings(new Environment(Map.of()), SAMPLES, target), out).run();
        output = printed.toString(StandardCharsets.UTF_8);
        return exit;
    }

    private static Set<Thread> threads() {
        return Stream.of(Thread.getAllStackTraces().keySet()).flatMap(Set::stream)
                .filter(thread -> !thread.isDaemon()).collect(Collectors.toSet());
    }

    private static PrintStream discard() {
        return new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    }
}
