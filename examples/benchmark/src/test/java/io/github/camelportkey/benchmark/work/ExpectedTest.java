// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.work;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** No client can cheat: a result that differs anywhere is refused. */
class ExpectedTest {

    @TempDir
    Path folder;

    private Expected expected;
    private byte[] image;

    @BeforeEach
    void makePictures() throws IOException {
        Scenario scenario = Scenarios.named("slope-answer-250kb");
        Pictures pictures = new Pictures(folder);
        pictures.make(scenario);
        expected = new Expected(scenario, pictures);
        image = Files.readAllBytes(pictures.answer(scenario.answerBytes(), 0));
    }

    @Test
    void theImageItselfIsAcceptedInAnyForm() {
        assertThatNoException().isThrownBy(() -> {
            expected.bytes(0, image);
            expected.bytes(0, Arrays.copyOf(image, 1_000), Arrays.copyOfRange(image, 1_000, image.length));
            expected.stream(0, new ByteArrayInputStream(image));
            expected.file(0, Files.write(folder.resolve("result.png"), image));
        });
        assertThat(folder.resolve("result.png")).doesNotExist();
    }

    @Test
    void aByteThatDiffersIsRefused() {
        image[image.length - 1]++;

        assertThatIllegalStateException().isThrownBy(() -> expected.bytes(0, image)).withMessageContaining("differs");
        assertThatIllegalStateException().isThrownBy(() -> expected.stream(0, new ByteArrayInputStream(image)));
    }

    @Test
    void anImageThatIsCutOffIsRefused() {
        assertThatIllegalStateException().isThrownBy(() -> expected.bytes(0, Arrays.copyOf(image, image.length - 1)))
                .withMessageContaining("ends after");
    }

    @Test
    void anotherNumberOfImagesIsRefused() {
        assertThatIllegalStateException().isThrownBy(() -> expected.count(2));
    }

    @Test
    void whatComparingCostsIsCounted() {
        for (int i = 0; i < 200; i++) {
            expected.bytes(0, image);
        }

        assertThat(expected.cpuNanos()).isPositive();
        assertThat(expected.wallNanos()).isPositive();
    }
}
