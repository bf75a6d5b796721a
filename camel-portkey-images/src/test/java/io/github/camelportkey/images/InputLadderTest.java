// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.standin.ReceivedEdit;
import jakarta.activation.DataHandler;
import jakarta.activation.DataSource;
import jakarta.activation.FileDataSource;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Where image, mask and prompt are looked for, and in which order. */
class InputLadderTest extends RouteToStandIn {

    private static final byte[] OTHER = Pictures.png(16, 16, false);

    @TempDir
    Path folder;

    private Exchange send(String uri, Object body, Map<String, ?> headers, Map<String, ?> attached) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
            attached.forEach((name, value) -> attachments(exchange).addAttachment(name,
                    value instanceof DataHandler handler ? handler : new DataHandler(value, "image/png")));
        });
    }

    @Test
    void theHeaderComesBeforeAnEditedBody() {
        Image body = Image.of(ImageContent.of(OTHER, null));

        assertThat(images(only(send(edit(), body, Map.of("CamelPortkeyImagesImage", PICTURE), Map.of("image", OTHER)))))
                .containsExactly(PICTURE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Image", "ImagesResponse"})
    void anEditedBodyComesBeforeAttachments(String type) {
        Object body = type.equals("Image") ? Image.of(ImageContent.of(PICTURE, null)) : AcceptedInputs.response(PICTURE);

        ReceivedEdit edit = only(send(edit(), body, Map.of(), Map.of("image", OTHER, "mask", PICTURE)));

        assertThat(images(edit)).containsExactly(PICTURE);
        assertThat(edit.files("mask")).isEmpty();
    }

    @Test
    void attachmentsComeBeforeTheBody() {
        assertThat(images(only(send(edit(), OTHER, Map.of(), Map.of("image", PICTURE))))).containsExactly(PICTURE);
    }

    @Test
    void otherAttachmentsAreNoImages() {
        ReceivedEdit edit = only(send(edit(), PICTURE, Map.of(), Map.of("images", OTHER, "imagex", OTHER, "file", OTHER,
                "my-image", OTHER, "image[a]", OTHER, "image-1", OTHER)));

        assertThat(images(edit)).containsExactly(PICTURE);
    }

    @Test
    void attachmentsAreTakenInOrderWithoutRegardToCase() {
        Map<String, Object> attached = new LinkedHashMap<>();
        String[] ordered = {"Image", "IMAGE[]", "image[0]", "image1", "IMAGE2", "image[3]", "image10", "image1700000000000"};
        for (int i = ordered.length - 1; i >= 0; i--) {
            attached.put(ordered[i], Pictures.png(10 + i));
        }

        ReceivedEdit edit = only(send(edit(), null, Map.of(), attached));

        List<byte[]> expected = List.of(Pictures.png(10), Pictures.png(11), Pictures.png(12), Pictures.png(13),
                Pictures.png(14), Pictures.png(15), Pictures.png(16), Pictures.png(17));
        assertThat(edit.files("image[]")).extracting("bytes").containsExactlyElementsOf(expected);
    }

    @Test
    void theMaskIsTheHeaderElseTheAttachmentElseTheOption() throws Exception {
        byte[] ofOption = Pictures.png(20);
        byte[] ofAttachment = Pictures.png(21);
        byte[] ofHeader = Pictures.png(22);
        String uri = edit("validation=off", "mask=file:" + Files.write(folder.resolve("m.png"), ofOption));

        send(uri, PICTURE, Map.of("CamelPortkeyImagesMask", ofHeader), Map.of("MASK", ofAttachment));
        send(uri, PICTURE, Map.of(), Map.of("MASK", ofAttachment));
        send(uri, PICTURE, Map.of(), Map.of());

        assertThat(GATEWAY.edits()).extracting(edit -> edit.files("mask").get(0).bytes())
                .containsExactly(ofHeader, ofAttachment, ofOption);
    }

    @Test
    void afterAnEarlierEditTheMaskAttachmentIsPassedOverForTheOption() throws Exception {
        String uri = edit("mask=file:" + Files.write(folder.resolve("m.png"), PICTURE));

        ReceivedEdit body = only(send(uri, AcceptedInputs.response(OTHER), Map.of(), Map.of("mask", Pictures.png(21))));
        GATEWAY.clear();
        ReceivedEdit header = only(send(uri, "", Map.of("CamelPortkeyImagesImage", Image.of(ImageContent.of(OTHER, null))),
                Map.of("mask", Pictures.png(21))));

        assertThat(body.files("mask").get(0).bytes()).isEqualTo(PICTURE);
        assertThat(header.files("mask").get(0).bytes()).isEqualTo(PICTURE);
    }

    @Test
    void aBodyThatIsTheUploadOfTheMaskIsNoImage() throws Exception {
        Path file = AcceptedInputs.file(PICTURE, folder);
        DataHandler ofFile = new DataHandler(new FileDataSource(file.toFile()));
        DataSource oneShot = AcceptedInputs.source(AcceptedInputs.oneShot(PICTURE));
        DataSource other = AcceptedInputs.source(AcceptedInputs.oneShot(PICTURE));
        GenericFile<Object> wrapped = new GenericFile<>();
        wrapped.setFile(file.toFile());
        DataHandler ofBytes = new DataHandler(PICTURE, "image/png");

        for (Object[] same : new Object[][] {{file.toFile(), ofFile}, {file, ofFile}, {wrapped, ofFile}, {ofFile, ofFile},
                {new DataHandler(ofFile.getDataSource()), ofFile}, {ofFile.getDataSource(), ofFile},
                {oneShot, new DataHandler(oneShot)}, {other.getInputStream(), new DataHandler(other)},
                {PICTURE, ofBytes}, {ofBytes, ofBytes}}) {
            Exchange result = send("direct:uncached", same[0], Map.of(), Map.of("mask", same[1]));

            assertThat(whyNotSent(result)).as(same[0].toString()).contains("there is no image");
        }
    }

    @Test
    void aBodyBesideTheMaskIsAnImageAndTheMaskArrivesWhole() throws Exception {
        for (Object body : new Object[] {OTHER.clone(), Files.write(folder.resolve("x.png"), OTHER),
                AcceptedInputs.oneShot(OTHER), new InputStreamCache(OTHER), new DataHandler(OTHER, "image/png")}) {
            GATEWAY.clear();
            InputStream mask = AcceptedInputs.oneShot(PICTURE);

            ReceivedEdit edit = only(send("direct:uncached", body, Map.of(),
                    Map.of("mask", new DataHandler(AcceptedInputs.source(mask)))));

            assertThat(images(edit)).containsExactly(OTHER);
            assertThat(edit.files("mask").get(0).bytes()).isEqualTo(PICTURE);
        }
    }

    @Test
    void thePromptIsTheHeaderElseTheOptionElseATextBody() {
        Map<String, Object> image = Map.of("CamelPortkeyImagesImage", PICTURE);

        send(bare("prompt=option"), "body", Map.of("CamelPortkeyImagesImage", PICTURE, "CamelPortkeyImagesPrompt", "header"),
                Map.of());
        send(bare("prompt=option"), "body", image, Map.of());
        send(bare(), "body", image, Map.of());
        send(bare(), new StringBuilder("built body"), Map.of(), Map.of("image", PICTURE));

        assertThat(GATEWAY.edits()).extracting(edit -> edit.field("prompt"))
                .containsExactly("header", "option", "body", "built body");
    }

    @Override
    protected org.apache.camel.RoutesBuilder createRouteBuilder() {
        return new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from("direct:uncached").streamCache("false").to(edit());
            }
        };
    }
}
