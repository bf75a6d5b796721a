// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.kit.ScriptedServer.Request;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImageEditRequest;
import io.github.camelportkey.images.model.InputImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Requests as they stand on a real socket. */
class UploadTest {

    @TempDir
    Path folder;

    @Test
    void aRequestIsOnePostWithExactlyTheseBytes() throws Exception {
        byte[] picture = Pictures.png(4);
        ImageEditRequest edit = ImageEditRequest.builder().prompt("ä hat").model("m")
                .image(InputImage.of("../../c\"\r\nat.jpeg", "image", ImageContent.of(picture, null), null)).build();

        Request request = sent(edit);

        String boundary = request.header("Content-Type").replace("multipart/form-data; boundary=", "");
        assertThat(request.line()).isEqualTo("POST /v1/images/edits HTTP/1.1");
        assertThat(request.header("Content-Length")).isEqualTo("" + request.body().length);
        assertThat(request.header("Transfer-Encoding")).isNull();
        assertThat(request.header("Expect")).isNull();
        assertThat(request.header("Upgrade")).isNull();
        assertThat(request.header("Accept-Encoding")).isEqualTo("identity");
        assertThat(new String(request.body(), StandardCharsets.ISO_8859_1).replace(boundary, "B")).isEqualTo(
                "--B\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\n"
                + new String("ä hat".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)
                + "\r\n--B\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nm"
                + "\r\n--B\r\nContent-Disposition: form-data; name=\"image\"; filename=\"c%22__at.png\"\r\n"
                + "Content-Type: image/png\r\n\r\n" + new String(picture, StandardCharsets.ISO_8859_1) + "\r\n--B--\r\n");
    }

    /** It has been sent by then, and may have been paid. */
    @Test
    void anInputThatCanNotBeClosedFailsNoEdit() throws Exception {
        byte[] picture = Pictures.png(4);
        AtomicBoolean sending = new AtomicBoolean();
        AtomicInteger closed = new AtomicInteger();
        ImageContent unclosable = ImageContent.of(() -> new ByteArrayInputStream(picture) {
            @Override
            public void close() throws IOException {
                if (sending.get()) {
                    closed.incrementAndGet();
                    throw new IOException("of a test");
                }
            }
        }, picture.length, "image/png");
        ImageEditRequest edit = Edits.draft(unclosable, unclosable).build();
        sending.set(true);

        assertThat(sent(edit).text()).contains(new String(picture, StandardCharsets.ISO_8859_1));
        assertThat(closed).hasValue(2);
    }

    @Test
    void anEmptyFileDeclaredAsAnImageIsSentAsAnEmptyPart() throws Exception {
        Request request = sent(Edits.draft(ImageContent.empty()).build());

        assertThat(request.text()).contains("Content-Type: image/png\r\n\r\n\r\n--");
    }

    @Test
    void fiftyMegabytesOfEachKindOfContentArriveWhole() throws Exception {
        byte[] picture = Pictures.noise(50 << 20);
        Path file = Files.write(folder.resolve("big.png"), picture);
        List<ImageContent> kinds = List.of(ImageContent.of(picture, null), ImageContent.of(file, null),
                ImageContent.of(() -> new ByteArrayInputStream(picture), picture.length, null));
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            while (connection.readRequest() != null) {
                connection.answer(200, "", Reading.bytes(Pictures.answer(Pictures.png(2))));
            }
        }); ImagesClient client = Edits.client()) {
            for (ImageContent content : kinds) {
                assertThat(Edits.result(client.edit(Edits.draft(content).build(), Edits.route(server))).data()).hasSize(1);
                Request request = server.requests().get(server.requests().size() - 1);
                int at = request.text().indexOf("image/png\r\n\r\n") + 13;
                assertThat(Arrays.equals(request.body(), at, at + picture.length, picture, 0, picture.length))
                        .as(content.toString()).isTrue();
            }
        }
    }

    @Test
    void aFileThatShrinksWhileItIsSentEndsTheEditUnbilled() throws Exception {
        Path file = Files.write(folder.resolve("cat.png"), Pictures.noise(30 << 20));
        AtomicInteger answered = new AtomicInteger();
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.readHead();
            connection.readBody(1 << 20);
            try (FileChannel cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
                cut.truncate(16 << 20);
            }
            if (connection.readBody(30 << 20).length == 30 << 20) {
                answered.incrementAndGet();
            }
        }); ImagesClient client = Edits.client()) {
            Throwable failure = Edits.failure(client.edit(Edits.draft(ImageContent.of(file, null)).build(),
                    Edits.route(server)));

            assertThat(failure).isInstanceOf(GatewayUnreachableException.class)
                    .hasMessageContaining("cat.png is shorter than the " + (30 << 20) + " bytes")
                    .hasMessageContaining("nothing was billed");
            assertThat(((GatewayFailure) failure).mayHaveBeenBilled()).isFalse();
            assertThat(((GatewayFailure) failure).isRetryable()).isTrue();
            assertThat(answered).hasValue(0);
        }
    }

    @Test
    void aSourceThatFailsWhileItIsSentEndsTheEditUnbilledAndIsClosed() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        ImageContent content = ImageContent.of(() -> new ByteArrayInputStream(Pictures.noise(200_000)) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                if (pos > 150_000) {
                    throw new IllegalStateException("the tape is torn");
                }
                return super.read(bytes, offset, length);
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        }, 200_000, null);
        ImageEditRequest edit = ImageEditRequest.builder().prompt("p")
                .image(new InputImage("a.png", "image/png", content, null)).build();
        try (ScriptedServer server = ScriptedServer.answering(200, "", "{}"); ImagesClient client = Edits.client()) {
            Throwable failure = Edits.failure(client.edit(edit, Edits.route(server)));

            assertThat(failure).isInstanceOf(GatewayUnreachableException.class).hasMessageContaining("the tape is torn");
            assertThat(((GatewayFailure) failure).mayHaveBeenBilled()).isFalse();
            await().untilAsserted(() -> assertThat(closed).hasValue(1));
            assertThat(client.inFlight()).isZero();
        }
    }

    @Test
    void aFileThatIsGoneEndsTheEditUnbilled() throws Exception {
        Path file = Files.write(folder.resolve("cat.png"), Pictures.png(4));
        ImageEditRequest edit = Edits.draft(ImageContent.of(file, null)).build();
        Files.delete(file);
        try (ScriptedServer server = ScriptedServer.answering(200, "", "{}"); ImagesClient client = Edits.client()) {
            Throwable failure = Edits.failure(client.edit(edit, Edits.route(server)));

            assertThat(failure).hasMessageContaining("cat.png").hasMessageContaining("nothing was billed");
        }
    }

    private static Request sent(ImageEditRequest edit) throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "", Pictures.answer(Pictures.png(2)));
             ImagesClient client = Edits.client()) {
            assertThat(Edits.result(client.edit(edit, Edits.route(server))).isUsable()).isTrue();
            assertThat(server.requests()).hasSize(1);
            return server.requests().get(0);
        }
    }
}
