// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restart repeats nothing that is done, pays nothing twice, and loses nothing. */
class RestartTest {

    @TempDir
    Path root;

    private OwnInbox own;

    @BeforeEach
    void pictureOfAnOtter() throws IOException {
        own = new OwnInbox(root).put("otter");
    }

    @AfterEach
    void close() {
        own.close();
    }

    @Test
    void aSecondRunFindsNothingToDo() {
        own.run();

        OwnInbox.Run again = own.run();

        assertThat(again.status()).isZero();
        assertThat(again.output()).contains("0 stored, 0 failed");
        assertThat(own.gateway.edits()).hasSize(1);
    }

    @Test
    void whoIsKilledBetweenThePutAndTheMovePaysNothingAgain() throws IOException {
        own.run();
        own.takeBack(".done", "otter.png", "otter.mask.png", "otter.txt");

        OwnInbox.Run again = own.run();

        assertThat(again.status()).isZero();
        assertThat(again.output()).contains("was in S3 already, not paid again");
        assertThat(own.gateway.edits()).hasSize(1);
        assertThat(own.done("otter.png")).exists();
        assertThat(own.done("otter.mask.png")).exists();
        assertThat(Files.readString(own.page())).contains("otter.after.png", "stored by an earlier run");
    }

    @Test
    void whoIsKilledBetweenTheMovesOfPictureAndMaskFindsTheMaskMovedToo() throws IOException {
        own.run();
        own.takeBack(".done", "otter.mask.png", "otter.txt");

        own.run();

        assertThat(own.done("otter.mask.png")).exists();
        assertThat(own.done("otter.txt")).exists();
        assertThat(own.inbox.resolve("otter.mask.png")).doesNotExist();
        assertThat(own.gateway.edits()).hasSize(1);
    }

    @Test
    void aMaskThatIsEarlierThanItsPictureIsNotTakenForALeftover() throws IOException {
        own.run();
        own.putOnly("otter.mask.png");

        own.run();

        assertThat(own.inbox.resolve("otter.mask.png")).exists();
    }

    @Test
    void theSamePictureWithAnotherPromptIsAnotherEdit() throws IOException {
        own.run();
        own.takeBack(".done", "otter.png", "otter.mask.png", "otter.txt");
        write("otter.txt", "a sea otter under a rainbow");
        byte[] first = Files.readAllBytes(own.stored("otter"));

        own.run();

        assertThat(own.gateway.edits()).hasSize(2);
        assertThat(Files.readAllBytes(own.stored("otter"))).isNotEqualTo(first);
    }

    @Test
    void aPictureWaitsForItsMask() throws IOException {
        own.putOnly("meadow.png").putOnly("meadow.txt");

        OwnInbox.Run early = own.run();
        own.putOnly("meadow.mask.png");
        OwnInbox.Run later = own.run();

        assertThat(early.output()).containsPattern("waiting +meadow\\.png +for meadow\\.mask\\.png");
        assertThat(early.status()).isZero();
        assertThat(later.output()).containsPattern("done +meadow\\.png");
        assertThat(own.gateway.edits()).hasSize(2);
    }

    @Test
    void aPictureWaitsForItsPromptWhenThereIsNoneForAll() throws IOException {
        Files.delete(own.inbox.resolve("otter.txt"));

        OwnInbox.Run without = own.run();
        OwnInbox.Run with = own.set("PROMPT", "a snowy hat").run();

        assertThat(without.output()).containsPattern("waiting +otter\\.png +for otter\\.txt");
        assertThat(with.status()).isZero();
        assertThat(own.gateway.edits()).singleElement()
                .satisfies(edit -> assertThat(edit.field("prompt")).isEqualTo("a snowy hat"));
    }

    @Test
    void masksMayBeCalledOtherwise() throws IOException {
        Files.move(own.inbox.resolve("otter.mask.png"), own.inbox.resolve("otter-mask.png"));

        OwnInbox.Run run = own.set("MASK_ENDING", "-mask.png").run();

        assertThat(run.output()).contains("1 stored, 0 failed");
        assertThat(own.done("otter-mask.png")).exists();
    }

    private void write(String file, String text) throws IOException {
        Path written = Files.writeString(own.inbox.resolve(file), text);
        Files.setLastModifiedTime(written, FileTime.fromMillis(0));
    }
}
