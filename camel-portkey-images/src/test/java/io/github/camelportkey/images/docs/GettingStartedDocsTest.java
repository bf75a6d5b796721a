// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.GatewayStandIn;
import io.github.camelportkey.standin.ReceivedEdit;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;

/** The route of README.md, started as its user starts it. */
class GettingStartedDocsTest {

    private static final class EditFolder extends RouteBuilder {
        @Override
        public void configure() {
            // tag::route[]
            from("file:{{inbox}}?move=.done&moveFailed=.error&readLock=changed&readLockMinAge=2s")
                    .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head")
                    .to("file:{{outbox}}?fileName=${file:name.noext}.${header.CamelPortkeyImagesExtension}");
            // end::route[]
        }
    }

    private static final byte[] PICTURE = Pictures.png(4);

    @TempDir
    Path folder;

    private Path picture(String name) throws IOException {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        return Files.move(SnippetTestSupport.old(Files.write(folder.resolve("picture.part"), PICTURE)), inbox.resolve(name));
    }

    private void run(GatewayStandIn gateway, String... args) throws Exception {
        withSystemProperties(Map.of("inbox", folder.resolve("inbox").toString(), "outbox", folder.resolve("outbox").toString(),
                "camel.component.portkey-images.baseUrl", gateway.baseUrl().toString()), () -> {
            Main main = new Main();
            main.configure().addRoutesBuilder(new EditFolder());
            main.run(Stream.concat(Stream.of("-pl", "classpath:docs/application.properties"), Stream.of(args))
                    .toArray(String[]::new));
        });
    }

    @Test
    void theRouteEditsAFolderWithTheKeyOfTheEnvironment() throws Exception {
        try (GatewayStandIn gateway = GatewayStandIn.builder().requireApiKey("key-of-the-gateway").start()) {
            picture("otter.png");

            run(gateway, "-dm", "1", "-d", "60");

            assertThat(folder.resolve("outbox/otter.png")).isRegularFile();
            ReceivedEdit edit = gateway.edits().get(0);
            assertThat(edit.header("x-portkey-provider")).isEqualTo("@your-provider");
            assertThat(edit.field("prompt")).isEqualTo("A red beret on its head");
            assertThat(edit.files("image").get(0).fileName()).isEqualTo("otter.png");
        }
    }

    /** A consumer of files takes one that failed again at each poll, and may pay for it each time. */
    @Test
    void aPictureWhoseEditFailsIsSentOnce() throws Exception {
        try (GatewayStandIn gateway = GatewayStandIn.start()) {
            gateway.answerNext(StagedAnswer.status(500));
            Path failing = picture("cat.png");
            CompletableFuture<Void> nextPicture = CompletableFuture.runAsync(() -> {
                await().atMost(30, SECONDS).until(() -> !Files.exists(failing));
                assertDoesNotThrow(() -> picture("otter.png"));
            });

            run(gateway, "-dm", "2", "-d", "60");

            assertThat(nextPicture).succeedsWithin(20, SECONDS);
            assertThat(folder.resolve("inbox/.error/cat.png")).isRegularFile();
            assertThat(folder.resolve("outbox/otter.png")).isRegularFile();
            assertThat(gateway.edits()).extracting(edit -> edit.files("image").get(0).fileName())
                    .containsExactly("cat.png", "otter.png");
        }
    }

    /** With {@code noop=true} the consumer remembers 1,000 files, and takes the others again and again. */
    @Test
    void eachPictureOfALargeFolderIsSentOnce() throws Exception {
        int pictures = 1001;
        try (GatewayStandIn gateway = GatewayStandIn.start()) {
            for (int i = 0; i < pictures; i++) {
                picture(i + ".png");
            }
            Path done = folder.resolve("inbox/.done");
            CompletableFuture<Void> anotherPoll = CompletableFuture.runAsync(() -> {
                await().atMost(100, SECONDS).until(() -> count(done) == pictures || gateway.edits().size() > pictures);
                assertDoesNotThrow(() -> picture("last.png"));
            });

            run(gateway, "-dm", String.valueOf(pictures + 1), "-d", "120");

            assertThat(anotherPoll).succeedsWithin(20, SECONDS);
            assertThat(gateway.edits()).extracting(edit -> edit.files("image").get(0).fileName())
                    .doesNotHaveDuplicates().hasSize(pictures + 1).contains("0.png", "last.png");
            assertThat(count(folder.resolve("outbox"))).isEqualTo(pictures + 1);
        }
    }

    private static long count(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    /** Its header is whole, so the component can't tell it from a picture. */
    @Test
    void aPictureIsSentWholeHoweverSlowlyItIsWritten() throws Exception {
        try (GatewayStandIn gateway = GatewayStandIn.start()) {
            byte[] whole = Pictures.jpeg(400, 300);
            Path slow = Files.createDirectories(folder.resolve("inbox")).resolve("otter.jpg");
            CompletableFuture<Void> written = CompletableFuture.runAsync(() -> assertDoesNotThrow(() -> {
                try (OutputStream file = Files.newOutputStream(slow)) {
                    int part = whole.length / 8 + 1;
                    for (int from = 0; from < whole.length; from += part) {
                        file.write(whole, from, Math.min(part, whole.length - from));
                        SECONDS.sleep(from == 0 ? 0 : 1);
                    }
                }
            }));

            run(gateway, "-dm", "1", "-d", "60");

            assertThat(written).isDone();
            assertThat(gateway.edits()).hasSize(1);
            assertThat(gateway.edits().get(0).files("image").get(0).bytes()).isEqualTo(whole);
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void withSystemProperties(Map<String, String> properties, Action action) throws Exception {
        properties.forEach(System::setProperty);
        try {
            action.run();
        } finally {
            properties.keySet().forEach(System::clearProperty);
        }
    }
}
