// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.model.BytesContent;
import io.github.camelportkey.images.model.HeldFile;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImageEditRequest;
import io.github.camelportkey.images.model.InputImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The form, byte by byte, whatever the socket takes at a time. */
class MultipartBodyTest {

    private static final byte[] IMAGE = "\u0089PNG!".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    Path folder;

    /** A thread of the user's own client may outlive the component, and with what it keeps its class loader. */
    @Test
    void aThreadThatIsNotOursKeepsNoBuffers() throws Exception {
        MultipartBody body = new MultipartBody(ImageEditForm.parts(Edits.small()), "B");
        boolean[] kept = {true};
        Thread theirs = new Thread(() -> {
            try {
                new MultipartEntityProducer(body).produce(new TightChannel(1 << 20));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            kept[0] = !IoBuffers.borrow();
            IoBuffers.giveBack();
        });
        theirs.start();
        theirs.join();

        assertThat(kept[0]).isFalse();
    }

    @Test
    void theFormIsWrittenAsRfc7578Says() throws IOException {
        ImageEditRequest edit = ImageEditRequest.builder().prompt("Zürich 😀\nhat").model("dall-e-2").n(2).size("256x256")
                .responseFormat("url").user("u").quality("high").background("auto").inputFidelity("low")
                .outputFormat("webp").outputCompression(0).moderation("low").additionalField("seed", List.of("1", "2"))
                .image(new InputImage("cat.png", "image/png", ImageContent.of(IMAGE, null), null))
                .mask(new InputImage("mask.png", "image/png", ImageContent.of(IMAGE, null), null)).build();

        String sent = new String(sent(new MultipartBody(ImageEditForm.parts(edit), "B"), 1 << 20), StandardCharsets.UTF_8);

        String text = "--B\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n";
        String file = "--B\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: image/png\r\n\r\n"
                + new String(IMAGE, StandardCharsets.UTF_8) + "\r\n";
        assertThat(sent).isEqualTo(text.formatted("prompt", "Zürich 😀\nhat") + text.formatted("model", "dall-e-2")
                + text.formatted("n", "2") + text.formatted("size", "256x256") + text.formatted("response_format", "url")
                + text.formatted("user", "u") + text.formatted("quality", "high") + text.formatted("background", "auto")
                + text.formatted("input_fidelity", "low") + text.formatted("output_format", "webp")
                + text.formatted("output_compression", "0") + text.formatted("moderation", "low")
                + text.formatted("seed", "1") + text.formatted("seed", "2")
                + file.formatted("image", "cat.png") + file.formatted("mask", "mask.png") + "--B--\r\n");
    }

    @Test
    void whatIsUnsetIsNotSent() throws IOException {
        assertThat(ImageEditForm.parts(Edits.small())).extracting(FormPart::name).containsExactly("prompt", "image");
    }

    @Test
    void sixteenImagesAreSentAsRepeatedPartsEachWithItsOwnTypeAndName() throws IOException {
        ImageEditRequest.Builder draft = ImageEditRequest.builder().prompt("p");
        for (int i = 0; i < 16; i++) {
            byte[] bytes = i % 3 == 0 ? Pictures.png(2) : i % 3 == 1 ? Pictures.jpeg(2, 2) : Pictures.webp(2, 2);
            draft.image(InputImage.of("pic" + i + ".gif", "image", ImageContent.of(bytes, null), null));
        }

        List<FormPart> parts = ImageEditForm.parts(draft.build()).subList(1, 17);

        assertThat(parts).extracting(FormPart::name).containsOnly("image[]");
        assertThat(parts.subList(0, 3)).extracting(FormPart::fileName).containsExactly("pic0.png", "pic1.jpg", "pic2.webp");
        assertThat(parts.subList(0, 3)).extracting(FormPart::contentType)
                .containsExactly("image/png", "image/jpeg", "image/webp");
        assertThat(parts).extracting(FormPart::fileName).doesNotHaveDuplicates();
    }

    private static FormPart file(String field, String name, ImageContent content) {
        return new FormPart(field, null, name, "image/png", content);
    }

    @Test
    void namesAreEscapedAsTheHtmlStandardSays() {
        FormPart part = file("a\"b\r\nc", "x\"; y=\"\r\nSet: z%22ü.png", ImageContent.of(IMAGE, null));
        Utf8Text head = new Utf8Text(0);
        part.appendHead(head, "B");

        assertThat(StandardCharsets.UTF_8.decode(head.take()).toString()).isEqualTo(
                "--B\r\nContent-Disposition: form-data; name=\"a%22b%0D%0Ac\"; "
                + "filename=\"x%22; y=%22%0D%0ASet: z%22ü.png\"\r\nContent-Type: image/png\r\n\r\n");
    }

    @Test
    void halfACharacterIsSentAsAQuestionMarkAndCounted() throws IOException {
        MultipartBody body = new MultipartBody(List.of(FormPart.text("prompt", "a\uD83Db\uDE00"),
                file("image", "c\uD83D.png", ImageContent.of(IMAGE, null))), "B");

        String sent = new String(sent(body, 1 << 20), StandardCharsets.UTF_8);

        assertThat(sent).contains("\r\n\r\na?b?\r\n--B", "filename=\"c?.png\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1_000, 65_535, 1 << 20})
    void everyKindOfContentArrivesWholeThroughASocketThatTakesFewBytes(int most) throws IOException {
        byte[] picture = Pictures.noise(140_000);
        Path file = Files.write(folder.resolve("cat.png"), picture);
        List<ImageContent> kinds = List.of(ImageContent.of(picture, null), ImageContent.of(file, null),
                ImageContent.of(() -> new ByteArrayInputStream(picture), picture.length, null), ImageContent.empty(),
                new BytesContent(List.of(ByteBuffer.wrap(picture, 0, 70_000), ByteBuffer.allocate(0),
                        ByteBuffer.wrap(picture, 70_000, 1), ByteBuffer.wrap(picture, 70_001, 69_999)), null));
        for (ImageContent content : kinds) {
            MultipartBody body = new MultipartBody(List.of(file("image", "a.png", content)), "B");

            byte[] sent = sent(body, most);

            int head = sent.length - (int) content.length() - "\r\n--B--\r\n".length();
            assertThat(sent).hasSize((int) body.length());
            assertThat(Arrays.copyOfRange(sent, head, head + (int) content.length()))
                    .isEqualTo(content.bytes());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void aFileThatChangesWhileItIsSentFailsBeforeTheRequestIsComplete(int more) throws IOException {
        Path file = Files.write(folder.resolve("cat.png"), Pictures.noise(100_000));
        ImageContent content = ImageContent.of(file, null);
        Files.write(file, new byte[100_000 + more]);

        assertFails(content, more < 0 ? "is shorter than the 100000 bytes" : "is longer than the 100000 bytes");
    }

    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1})
    void aFileThatGrowsIsSeenToWhereverItsEndFallsInASlice(int shift) throws IOException {
        Path file = folder.resolve("cat.png");
        int head = (int) new MultipartBody(List.of(file("image", "a.png", ImageContent.empty())), "B").length() - "\r\n--B--\r\n".length();
        int length = 2 * IoBuffers.SIZE - head + shift;
        ImageContent content = ImageContent.of(Files.write(file, new byte[length]), null);
        Files.write(file, new byte[length + 1]);

        assertFails(content, "is longer than the " + length + " bytes");
    }

    @Test
    void theFileThatIsHeldIsSentThoughItHasNoNameAnyMore() throws IOException {
        byte[] picture = Pictures.png(2);
        Path file = Files.write(folder.resolve("cat.png"), picture);
        ImageContent content = ImageContent.of(file, null);
        try (HeldFile held = HeldFile.begin()) {
            assertThat(InputImage.of("cat.png", "image", content, null).contentType()).isEqualTo("image/png");
            Files.delete(file);

            assertThat(new String(sent(new MultipartBody(List.of(file("image", "a.png", content)), "B"), 1 << 20),
                    StandardCharsets.ISO_8859_1)).contains(new String(picture, StandardCharsets.ISO_8859_1));
        }
    }

    /** @param before how much of the body comes before it: nothing but its head, a slice, or a file that is open then */
    @ParameterizedTest
    @ValueSource(ints = {0, IoBuffers.SIZE, -1})
    void anEmptyFileThatGrowsFailsToo(int before) throws IOException {
        ImageContent content = ImageContent.of(Files.createFile(folder.resolve("empty.png")), null);
        List<FormPart> parts = new ArrayList<>();
        if (before < 0) {
            parts.add(file("image", "a.png", ImageContent.of(Files.write(folder.resolve("cat.png"), IMAGE), null)));
        } else if (before > 0) {
            parts.add(FormPart.text("prompt", ""));
        }
        parts.add(file("mask", "b.png", content));
        if (before > 0) {
            int head = (int) new MultipartBody(parts, "B").length() - "\r\n--B--\r\n".length();
            parts.set(0, FormPart.text("prompt", "p".repeat(before - head)));
        }
        Files.write(folder.resolve("empty.png"), IMAGE);

        assertFails(new MultipartBody(parts, "B"), "is longer than the 0 bytes");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1})
    void aSourceOfAnotherLengthThanItSaidFailsBeforeTheRequestIsComplete(int more) throws IOException {
        assertFails(ImageContent.of(() -> new ByteArrayInputStream(new byte[70_000 + more]), 70_000, null),
                more < 0 ? "is shorter" : "is longer");
    }

    private static void assertFails(ImageContent content, String why) {
        assertFails(new MultipartBody(List.of(file("image", "a.png", content)), "B"), why);
    }

    private static void assertFails(MultipartBody body, String why) {
        MultipartEntityProducer producer = new MultipartEntityProducer(body);
        TightChannel channel = new TightChannel(1 << 20);

        assertThatThrownBy(() -> {
            for (int writes = 0; writes < 1_000 && !channel.isEnded(); writes++) {
                producer.produce(channel);
            }
        }).isInstanceOf(IOException.class).hasMessageContaining(why);
        assertThat(producer.isComplete()).isFalse();
        producer.releaseResources();
    }

    /** The socket takes what it is given, and is closed by an interrupt before it can say so. */
    @ParameterizedTest
    @CsvSource({"1000, true", "300000, false"})
    void aBodyMayHaveBeenHandedOverWholeWhenItsLastWriteIsInterrupted(int bytes, boolean whole) {
        MultipartEntityProducer producer = new MultipartEntityProducer(
                new MultipartBody(List.of(file("image", "a.png", ImageContent.of(new byte[bytes], null))), "B"));
        TightChannel channel = new TightChannel(1 << 20) {
            @Override
            public int write(ByteBuffer source) throws IOException {
                super.write(source);
                throw new ClosedByInterruptException();
            }
        };

        assertThatThrownBy(() -> producer.produce(channel)).isInstanceOf(ClosedByInterruptException.class);
        assertThat(producer.isComplete()).isEqualTo(whole);
        producer.releaseResources();
    }

    @Test
    void aBodyIsNeverOfferedForASecondSending() throws IOException {
        MultipartEntityProducer producer = new MultipartEntityProducer(
                MultipartBody.of(ImageEditForm.parts(Edits.small())));

        assertThat(producer.isRepeatable()).isFalse();
        assertThat(producer.isChunked()).isFalse();
    }

    @Test
    void eachBodyHasABoundaryOfItsOwn() throws IOException {
        List<FormPart> parts = ImageEditForm.parts(Edits.small());

        assertThat(MultipartBody.of(parts).contentType()).isNotEqualTo(MultipartBody.of(parts).contentType())
                .matches("multipart/form-data; boundary=[-0-9a-z]{10,70}");
    }

    private static byte[] sent(MultipartBody body, int most) throws IOException {
        MultipartEntityProducer producer = new MultipartEntityProducer(body);
        TightChannel channel = new TightChannel(most);
        while (!channel.isEnded()) {
            assertThat(producer.isComplete()).isFalse();
            producer.produce(channel);
        }
        assertThat(producer.isComplete()).isTrue();
        producer.releaseResources();
        assertThat(producer.getContentLength()).isEqualTo(channel.taken.size());
        return channel.taken.toByteArray();
    }
}
