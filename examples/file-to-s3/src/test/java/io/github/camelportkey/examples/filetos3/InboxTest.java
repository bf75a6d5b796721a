// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {

    @TempDir
    Path folder;

    private Inbox inbox;

    @BeforeEach
    void inbox() {
        inbox = new Inbox(folder, ".mask.png", false, Duration.ofMinutes(1));
    }

    @Test
    void aPictureIsTakenUpWhenItsMaskIsThere() throws IOException {
        Path picture = file("cat.png", Duration.ofHours(1));
        assertThat(accepts(picture)).isFalse();

        file("cat.mask.png", Duration.ofHours(1));
        assertThat(accepts(picture)).isTrue();
    }

    @Test
    void neitherAPictureNorItsMaskIsReadWhileItIsWritten() throws IOException {
        Path picture = file("cat.png", Duration.ofHours(1));
        file("cat.mask.png", Duration.ZERO);
        assertThat(accepts(picture)).isFalse();

        file("cat.png", Duration.ZERO);
        file("cat.mask.png", Duration.ofHours(1));
        assertThat(accepts(picture)).isFalse();
    }

    @Test
    void masksPromptsAndOtherFilesAreNoPictures() throws IOException {
        file("cat.png", Duration.ofHours(1));
        for (String other : new String[] {"cat.mask.png", "cat.txt", ".cat.png", "cat.jpg", "cat.png.part"}) {
            assertThat(accepts(file(other, Duration.ofHours(1)))).as(other).isFalse();
        }
        assertThat(inbox.pictures()).containsExactly(folder.resolve("cat.png"));
    }

    @Test
    void anEndingInCapitalsIsOneToo() throws IOException {
        file("CAT.mask.png", Duration.ofHours(1));

        assertThat(accepts(file("CAT.PNG", Duration.ofHours(1)))).isTrue();
    }

    @Test
    void theDigestChangesWithEverythingThatDecidesTheResult() throws IOException {
        Path picture = file("cat.png", Duration.ZERO);
        Path mask = file("cat.mask.png", Duration.ZERO);
        String digest = InputDigest.of(picture, mask, "a hat", "gpt-image-2");

        assertThat(InputDigest.of(picture, mask, "a hat", "gpt-image-2")).isEqualTo(digest);
        assertThat(InputDigest.of(mask, picture, "a hat", "gpt-image-2")).isNotEqualTo(digest);
        assertThat(InputDigest.of(picture, mask, "a cat", "gpt-image-2")).isNotEqualTo(digest);
        assertThat(InputDigest.of(picture, mask, "a hatg", "pt-image-2")).isNotEqualTo(digest);
    }

    private boolean accepts(Path path) {
        GenericFile<File> file = new GenericFile<>();
        file.setFile(path.toFile());
        return inbox.accept(file);
    }

    private Path file(String name, Duration age) throws IOException {
        Path file = Files.writeString(folder.resolve(name), name);
        return Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(age)));
    }
}
