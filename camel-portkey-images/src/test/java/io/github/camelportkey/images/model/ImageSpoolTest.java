// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.camelportkey.images.kit.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

/** Temporary files of large images: private, bounded, and gone when nobody needs them. */
class ImageSpoolTest {

    @TempDir
    Path directory;

    @Test
    void anImageAboveTheThresholdGoesToAFileAndOneBelowStaysInMemory() throws IOException {
        try (ImageSpool spool = ImageSpool.open(directory, 1_000)) {
            assertThat(store(spool, 100, 100)).isInstanceOf(BytesContent.class);
            ImageContent large = store(spool, 101, 100);
            assertThat(large).isInstanceOf(FileContent.class);
            assertThat(large.bytes()).isEqualTo(new byte[101]);
            assertThat(large.length()).isEqualTo(101);
            assertThat(spool.fileCount()).isEqualTo(1);
            assertThat(spool.usedBytes()).isEqualTo(101);
        }
    }

    @Test
    void folderAndFilesAreForTheirOwnerOnly() throws IOException {
        try (ImageSpool spool = ImageSpool.open(directory, 1_000)) {
            Path file = ((FileContent) store(spool, 10, 0)).path();

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent()))).isEqualTo("rwx------");
        }
    }

    @Test
    void aReleasedImageIsGoneAtOnceAndCannotBeRead() throws IOException {
        try (ImageSpool spool = ImageSpool.open(directory, 1_000)) {
            FileContent content = (FileContent) store(spool, 10, 0);
            content.release();
            content.release();

            assertThat(content.path()).doesNotExist();
            assertThat(spool.usedBytes()).isZero();
            assertThatThrownBy(content::openStream).isInstanceOf(IOException.class).hasMessageContaining("closed");
        }
    }

    @Test
    void anUnreachableImageIsGoneButOneThatIsBeingReadIsNot() throws Exception {
        try (ImageSpool spool = ImageSpool.open(directory, 1_000)) {
            store(spool, 10, 0);
            InputStream reading = store(spool, 20, 0).openStream();

            await().atMost(20, TimeUnit.SECONDS).until(() -> {
                System.gc();
                return spool.fileCount() == 1;
            });

            assertThat(spool.usedBytes()).isEqualTo(20);
            assertThat(reading.readAllBytes()).hasSize(20);
            reading.close();
        }
    }

    @Test
    void closingTheSpoolRemovesAllThatItMade() throws IOException {
        ImageSpool spool = ImageSpool.open(directory, 1_000);
        ImageContent held = store(spool, 10, 0);
        ContentSink unfinished = spool.newSink(0);
        unfinished.write(new byte[30]);

        spool.close();

        assertThat(directory).isEmptyDirectory();
        assertThatThrownBy(held::bytes).isInstanceOf(IOException.class);
        unfinished.write(new byte[5]);
        spool.newSink(0).write(new byte[40]);
        assertThat(directory).as("nothing comes back after the end").isEmptyDirectory();
    }

    @Test
    void theFolderOfADeadProcessIsSweptAndNothingElse() throws IOException {
        Path dead = Files.createDirectory(directory.resolve("camel-portkey-images-123"));
        Files.createFile(dead.resolve("lock"));
        Files.write(dead.resolve("image-1"), new byte[10]);
        Path other = Files.createDirectory(directory.resolve("camel-portkey-images-nolock"));
        Path link = Files.createSymbolicLink(directory.resolve("camel-portkey-images-link"), directory);

        ImageSpool.open(directory, 1_000).close();

        assertThat(dead).doesNotExist();
        assertThat(List.of(other, link)).allMatch(Files::exists);
    }

    /** He might exchange it for a link to one of ours in the midst of it. */
    @Test
    void theFolderOfAnotherUserIsLeftAlone() throws IOException {
        Path theirs = Files.createDirectory(directory.resolve("camel-portkey-images-123"));
        Files.createFile(theirs.resolve("lock"));
        Files.write(theirs.resolve("image-1"), new byte[10]);
        try {
            Files.setAttribute(theirs, "unix:uid", 65_534);
        } catch (IOException | UnsupportedOperationException e) {
            abort("Only root of a Unix can give a folder away: " + e);
        }

        ImageSpool.open(directory, 1_000).close();

        assertThat(theirs.resolve("image-1")).exists();
        assertThat(theirs.resolve("lock")).exists();
    }

    @Test
    void anotherProcessDoesNotSweepWhatThisOneUsesThoughSeveralSpoolsShareTheDirectory() throws Exception {
        try (ImageSpool spool = ImageSpool.open(directory, 1_000)) {
            ImageContent held = store(spool, 10, 0);
            ImageSpool.open(directory, 2_000).close(); // closing any channel to the lock would drop a POSIX lock

            Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                    System.getProperty("java.class.path"), Sweeping.class.getName(), directory.toString()).inheritIO().start();

            assertThat(other.waitFor()).isZero();
            assertThat(held.bytes()).hasSize(10);
        }
    }

    /** A process that opens a spool. */
    static final class Sweeping {

        private Sweeping() {
        }

        public static void main(String[] args) {
            ImageSpool.open(Path.of(args[0]), 1).close();
        }
    }

    @Test
    void aFullSpoolRefusesWhatIsNotPaidForYet() throws IOException {
        try (ImageSpool spool = ImageSpool.open(directory, 100)) {
            ImageContent held = store(spool, 100, 0);

            assertThatThrownBy(spool::requireSpace).isInstanceOf(SpoolException.class)
                    .hasMessageContaining("100 of 100").hasMessageContaining("maxSpoolBytes");
            assertThatThrownBy(() -> store(spool, 10, 0)).isInstanceOf(SpoolException.class);
            held.release();
            spool.requireSpace();
        }
    }

    @Test
    void manyThatFindTheSpoolFullShareOneAttemptToReclaim() throws Exception {
        try (ImageSpool spool = ImageSpool.open(directory, 10)) {
            ImageContent held = store(spool, 100, 0);
            int threads = 25;
            CyclicBarrier together = new CyclicBarrier(threads);
            ExecutorService pool = Executors.newFixedThreadPool(threads);
            long before = collections();
            try {
                List<Future<Boolean>> refused = new ArrayList<>();
                for (int i = 0; i < threads; i++) {
                    refused.add(pool.submit(() -> {
                        together.await();
                        try {
                            spool.requireSpace();
                            return false;
                        } catch (SpoolException e) {
                            return true;
                        }
                    }));
                }
                for (Future<Boolean> one : refused) {
                    assertThat(one.get(30, TimeUnit.SECONDS)).isTrue();
                }
            } finally {
                pool.shutdownNow();
            }

            assertThat(collections() - before).isLessThan(2 * threads); // each for itself: four
            held.release();
        }
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    }

    @Test
    void aFullSpoolReclaimsUnreachableImagesFirst() throws IOException {
        try (ImageSpool spool = ImageSpool.open(directory, 100)) {
            store(spool, 100, 0);

            spool.requireSpace();

            assertThat(spool.usedBytes()).isZero();
        }
    }

    @Test
    void anEndlessInputEndsWhenTheSpoolIsFull() {
        try (ImageSpool spool = ImageSpool.open(directory, 1_000_000)) {
            InputStream endless = new InputStream() {
                @Override
                public int read() {
                    return 1;
                }
            };
            assertThatThrownBy(() -> spool.store(endless, null, 10)).isInstanceOf(SpoolException.class);
            assertThat(spool.usedBytes()).isZero();
            assertThat(spool.fileCount()).isZero();
        }
    }

    @Test
    void aPaidImageMayOvershoot() throws IOException {
        try (ImageSpool spool = ImageSpool.open(directory, 100)) {
            ContentSink sink = spool.newSink(0);
            sink.write(new byte[300]);
            assertThat(sink.finish("image/png").length()).isEqualTo(300);
            assertThat(spool.usedBytes()).isEqualTo(300);
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeRefusesBeforeSendingButKeepsPaidImagesInMemory() throws IOException {
        Path notADirectory = Files.createFile(directory.resolve("file"));
        try (ImageSpool spool = ImageSpool.open(notADirectory, 1_000)) {
            assertThatThrownBy(spool::requireSpace).isInstanceOf(SpoolException.class)
                    .hasMessageContaining(notADirectory.toString()).hasMessageContaining("spoolDirectory");
            ContentSink paid = spool.newSink(10);
            paid.write(new byte[] {1, 2, 3});
            paid.write(new byte[50]);
            assertThat(paid.finish(null)).isInstanceOf(BytesContent.class)
                    .satisfies(content -> assertThat(content.bytes()).hasSize(53).startsWith(1, 2, 3));
        }
    }

    @Test
    void anInputThatBreaksOffLeavesNothingBehind() throws IOException {
        try (ImageSpool spool = ImageSpool.open(directory, 1_000_000)) {
            InputStream torn = new ByteArrayInputStream(new byte[20_000]) {
                @Override
                public synchronized int read(byte[] bytes, int offset, int length) {
                    if (pos > 10_000) {
                        throw new IllegalStateException("torn");
                    }
                    return super.read(bytes, offset, length);
                }
            };
            assertThatThrownBy(() -> spool.store(torn, null, 10)).hasMessage("torn");
            try (Stream<Path> left = Files.walk(directory)) {
                assertThat(left.filter(Files::isRegularFile)).extracting(p -> p.getFileName().toString()).containsOnly("lock");
            }
            assertThat(spool.usedBytes()).isZero();
        }
    }

    /**
     * An interrupt closes the file that is being written or read.
     *
     * @param before when it comes: as what is in memory moves to a file, in that file, or at the end
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 6})
    void anInterruptLosesNothingOfAPaidImage(int before) throws IOException {
        byte[] picture = Pictures.noise(300_000);
        try (ImageSpool spool = ImageSpool.open(directory, 1_000_000)) {
            ContentSink sink = spool.newSink(50_000);
            for (int i = 0; i < 6; i++) {
                int from = i * 50_000;
                interruptedIf(i == before, () -> sink.write(picture, from, 50_000));
            }
            List<ImageContent> contents = new ArrayList<>();
            interruptedIf(before == 6, () -> contents.add(sink.finish("image/png")));

            assertThat(contents.get(0).bytes()).isEqualTo(picture);
            assertThat(contents.get(0)).isInstanceOf(BytesContent.class);
            assertThat(spool.fileCount()).isZero();
            assertThat(spool.usedBytes()).isZero();
        }
    }

    @Test
    void anInputThatIsInterruptedLeavesNothingBehind() throws IOException {
        try (ImageSpool spool = ImageSpool.open(directory, 1_000_000)) {
            InputStream interrupting = new ByteArrayInputStream(new byte[50_000]) {
                @Override
                public synchronized int read(byte[] bytes, int offset, int length) {
                    if (pos > 20_000) {
                        Thread.currentThread().interrupt();
                    }
                    return super.read(bytes, offset, length);
                }
            };
            assertThatThrownBy(() -> spool.store(interrupting, null, 10)).isInstanceOf(SpoolException.class)
                    .hasMessageContaining("interrupted").hasMessageNotContaining("Make room");
            assertThat(Thread.interrupted()).isTrue();
            assertThat(spool.fileCount()).isZero();
            assertThat(spool.usedBytes()).isZero();
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void interruptedIf(boolean interrupted, Step step) throws IOException {
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        boolean still;
        try {
            step.run();
        } finally {
            still = Thread.interrupted();
        }
        assertThat(still).isEqualTo(interrupted);
    }

    private static ImageContent store(ImageSpool spool, int size, long threshold) throws IOException {
        return spool.store(new ByteArrayInputStream(new byte[size]), null, threshold);
    }

    @Test
    void manyImagesAtOnceGoToFilesBeforeTheyFillTheHeapAndStayWhatTheyAre() throws IOException {
        byte[] almost = Pictures.noise((1 << 20) - 1);
        try (ImageSpool spool = ImageSpool.open(directory, Long.MAX_VALUE)) {
            List<ContentSink> sinks = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                sinks.add(spool.newSink(1 << 20));
            }
            for (int at = 0; at < almost.length; at += 50_000) {
                for (ContentSink sink : sinks) {
                    sink.write(almost, at, Math.min(50_000, almost.length - at));
                }
            }

            assertThat(spool.fileCount()).isBetween(1, 40);
            for (ContentSink sink : sinks) {
                assertThat(sink.finish(null).bytes()).isEqualTo(almost);
            }
            ContentSink alone = spool.newSink(1 << 20);
            alone.write(almost);
            assertThat(alone.finish(null)).isInstanceOf(BytesContent.class);
        }
    }

    @Test
    void memoryOfAnImageThatWentToAFileIsUsedAgainAndThatOfAnotherIsNot() throws IOException {
        byte[] small = Pictures.noise(200_000);
        byte[] other = Pictures.png(300);
        try (ImageSpool spool = ImageSpool.open(directory, Long.MAX_VALUE)) {
            ContentSink first = spool.newSink(250_000);
            first.write(small);
            ImageContent inMemory = first.finish(null);
            ContentSink large = spool.newSink(250_000);
            large.write(small);
            large.write(small);
            ImageContent inFile = large.finish(null);
            ContentSink next = spool.newSink(250_000);
            next.write(other);

            assertThat(next.finish(null).bytes()).isEqualTo(other);
            assertThat(inMemory.bytes()).isEqualTo(small);
            assertThat(inFile.length()).isEqualTo(400_000);
        }
    }
}
