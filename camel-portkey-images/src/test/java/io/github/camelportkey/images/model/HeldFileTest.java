// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.github.camelportkey.images.kit.Pictures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldFileTest {

    @TempDir
    private Path folder;
    private FileContent cat;
    private FileContent mask;

    @BeforeEach
    void files() throws IOException {
        cat = FileContent.of(Files.write(folder.resolve("cat.png"), Pictures.png(20, 10, false)), null);
        mask = FileContent.of(Files.write(folder.resolve("mask.png"), Pictures.png(20, 10, false)), null);
    }

    @Test
    void theFileWhoseHeaderWasReadIsTheOneThatIsSentThoughItIsReplacedMeanwhile() throws IOException {
        try (HeldFile untilSent = HeldFile.begin()) {
            assertThat(ImageHeader.read(cat).width()).isEqualTo(20);
            Files.delete(cat.path());
            Files.write(cat.path(), Pictures.png(30, 10, false));

            try (FileChannel taken = HeldFile.take(cat)) {
                ByteBuffer sent = ByteBuffer.allocate((int) cat.length());
                taken.read(sent, 0);

                assertThat(sent.array()).isEqualTo(Pictures.png(20, 10, false));
            }
        }
    }

    @Test
    void nothingIsHeldByAThreadThatDidNotBegin() throws IOException {
        assertThat(HeldFile.open(cat)).isNull();
        assertThat(ImageHeader.read(cat).width()).isEqualTo(20);
        try (FileChannel taken = HeldFile.take(cat)) {
            assertThat(taken.size()).isEqualTo(cat.length());
        }
    }

    @Test
    void oneFileIsHeldAndTheNextIsOpenedForItself() throws IOException {
        try (HeldFile untilSent = HeldFile.begin()) {
            FileChannel held = HeldFile.open(cat);

            assertThat(HeldFile.open(mask)).isNull();
            assertThat(ImageHeader.read(mask).width()).isEqualTo(20);
            try (FileChannel another = HeldFile.take(mask)) {
                assertThat(another).isNotSameAs(held);
            }
            assertThat(HeldFile.take(cat)).isSameAs(held);
            held.close();
        }
    }

    @Test
    void whatNobodyTookIsClosedAtTheEnd() throws IOException {
        FileChannel held;
        try (HeldFile untilSent = HeldFile.begin()) {
            held = HeldFile.open(cat);
            assertThat(held.isOpen()).isTrue();
        }

        assertThat(held.isOpen()).isFalse();
        assertThat(HeldFile.open(cat)).isNull();
        try (FileChannel taken = HeldFile.take(cat)) {
            assertThat(taken).isNotSameAs(held);
        }
    }

    @Test
    void whatSomebodyTookIsHisToClose() throws IOException {
        FileChannel taken;
        try (HeldFile untilSent = HeldFile.begin()) {
            FileChannel held = HeldFile.open(cat);
            taken = HeldFile.take(cat);
            assertThat(taken).isSameAs(held);
            try (FileChannel second = HeldFile.take(cat)) {
                assertThat(second).isNotSameAs(taken);
            }
            try (FileChannel next = HeldFile.open(mask)) {
                assertThat(next).isNotNull();
            }
        }

        assertThat(taken.isOpen()).isTrue();
        taken.close();
    }

    @Test
    void anEditWithinAnotherHoldsItsOwnFile() throws IOException {
        try (HeldFile outer = HeldFile.begin()) {
            FileChannel held = HeldFile.open(cat);
            FileChannel inner;
            try (HeldFile nested = HeldFile.begin()) {
                inner = HeldFile.open(mask);
                assertThat(inner).isNotNull();
                try (FileChannel again = HeldFile.take(cat)) {
                    assertThat(again).isNotSameAs(held);
                }
            }

            assertThat(inner.isOpen()).isFalse();
            assertThat(held.isOpen()).isTrue();
            assertThat(HeldFile.take(cat)).isSameAs(held);
            held.close();
        }
    }

    @Test
    void anotherThreadOpensTheFileForItself() throws IOException {
        try (HeldFile untilSent = HeldFile.begin()) {
            FileChannel held = HeldFile.open(cat);

            FileChannel theirs = CompletableFuture.supplyAsync(() -> {
                try {
                    return HeldFile.take(cat);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }).join();

            assertThat(theirs).isNotSameAs(held);
            theirs.close();
        }
    }

    /** An interrupt closes a channel, but no stream of a file. */
    @Test
    void anInterruptedThreadReadsTheHeaderAndOpensTheFileAgain() throws IOException {
        try (HeldFile untilSent = HeldFile.begin()) {
            Thread.currentThread().interrupt();
            ImageHeader header;
            boolean stillInterrupted;
            try {
                header = ImageHeader.read(cat);
            } finally {
                stillInterrupted = Thread.interrupted();
            }

            assertThat(header.width()).isEqualTo(20);
            assertThat(stillInterrupted).isTrue();
            try (FileChannel taken = HeldFile.take(cat)) {
                assertThat(taken.isOpen()).isTrue();
            }
        }
    }

    @Test
    void aFileOfAnotherFileSystemIsNotHeld() throws IOException {
        URI archive = URI.create("jar:" + folder.resolve("pictures.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"));
                HeldFile untilSent = HeldFile.begin()) {
            FileContent inside = FileContent.of(Files.write(zip.getPath("cat.png"), Pictures.png(20, 10, false)), null);

            assertThat(HeldFile.open(inside)).isNull();
            assertThat(ImageHeader.read(inside).width()).isEqualTo(20);
        }
    }

    /** It goes away with its content, and says so by itself. */
    @Test
    void aTemporaryFileIsNotHeld() throws IOException {
        try (ImageSpool spool = ImageSpool.open(folder, 1 << 20); HeldFile untilSent = HeldFile.begin();
                ContentSink sink = spool.newSink(0)) {
            sink.write(Pictures.png(20, 10, false));
            ImageContent temporary = sink.finish("image/png");

            assertThat(temporary).isInstanceOf(FileContent.class);
            assertThat(HeldFile.open((FileContent) temporary)).isNull();
            assertThat(ImageHeader.read(temporary).width()).isEqualTo(20);
            temporary.release();
        }
    }
}
