// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.ReceivedEdit;
import io.github.camelportkey.standin.ReceivedPart;
import io.github.camelportkey.standin.StagedAnswer;
import jakarta.activation.DataHandler;
import org.apache.camel.component.file.GenericFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The content type and the file name of each part. */
class PartsTest extends RouteToStandIn {

    private static final byte[] GIF = "GIF89a and so on".getBytes();

    @TempDir
    Path folder;

    static Stream<Arguments> sniffed() {
        return Stream.of(arguments(Pictures.png(8), "image/png", "image.png"),
                arguments(Pictures.jpeg(8, 8), "image/jpeg", "image.jpg"),
                arguments(Pictures.webp(8, 8), "image/webp", "image.webp"));
    }

    @ParameterizedTest
    @MethodSource("sniffed")
    void theFirstBytesSayTheTypeWhateverWasDeclared(byte[] bytes, String type, String name) {
        for (String declared : List.of("image/gif", "image/png", "text/html", "application/octet-stream")) {
            GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(PICTURE)));
            send(edit(), bytes, Map.of("Content-Type", declared));
        }

        assertThat(GATEWAY.edits()).hasSize(4).allSatisfy(edit -> {
            assertThat(edit.files("image").get(0).contentType()).isEqualTo(type);
            assertThat(edit.files("image").get(0).fileName()).isEqualTo(name);
        });
    }

    @ParameterizedTest
    @CsvSource({"Content-Type, image/gif", "Content-Type, 'IMAGE/GIF; name=\"x.gif\"'", "CamelAwsS3ContentType, image/gif",
            "CamelFileContentType, image/gif"})
    void anUnknownKindThatIsDeclaredAsAnImagePasses(String header, String declared) {
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(PICTURE)));

        ReceivedPart part = arrived(edit(), GIF, Map.of(header, declared)).files("image").get(0);

        assertThat(part.contentType()).isEqualTo("image/gif");
        assertThat(part.fileName()).isEqualTo("image.gif");
    }

    @Test
    void anAttachmentDeclaresItsOwnType() {
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(PICTURE)));

        ReceivedEdit edit = only(template.request(edit(), exchange -> {
            exchange.getMessage().setHeader("Content-Type", "multipart/form-data; boundary=x");
            attachments(exchange).addAttachment("image",
                    new DataHandler(GIF, "image/gif; name=\"x.gif\""));
        }));

        assertThat(edit.files("image").get(0).contentType()).isEqualTo("image/gif");
    }

    @Test
    void eachPartHasItsOwnTypeAndADistinctName() throws Exception {
        Path png = Files.write(folder.resolve("otter.jpeg"), PICTURE);
        Path sub = Files.createDirectory(folder.resolve("sub"));
        Path same = Files.write(sub.resolve("OTTER.png"), PICTURE);

        ReceivedEdit edit = arrived(edit(), List.of(png, same, Pictures.jpeg(9, 9), PICTURE, PICTURE, png.toFile()),
                Map.of("CamelPortkeyImagesMask", PICTURE));

        assertThat(edit.files("image[]")).extracting("fileName", "contentType").containsExactly(
                org.assertj.core.groups.Tuple.tuple("otter.png", "image/png"),
                org.assertj.core.groups.Tuple.tuple("OTTER-2.png", "image/png"),
                org.assertj.core.groups.Tuple.tuple("image.jpg", "image/jpeg"),
                org.assertj.core.groups.Tuple.tuple("image.png", "image/png"),
                org.assertj.core.groups.Tuple.tuple("image-2.png", "image/png"),
                org.assertj.core.groups.Tuple.tuple("otter-3.png", "image/png"));
        assertThat(edit.files("mask").get(0).fileName()).isEqualTo("mask.png");
    }

    /** As a consumer of FTP makes them, which streams or reads the file into memory. */
    @Test
    void remoteFilesKeepTheirNames() {
        GenericFile<Object> cat = new GenericFile<>();
        cat.setFileNameOnly("cat.dat");
        cat.setBody(PICTURE);
        GenericFile<Object> dog = new GenericFile<>();
        dog.setFileNameOnly("dog.dat");
        dog.setBody(new ByteArrayInputStream(PICTURE));

        assertThat(arrived(edit(), List.of(cat, dog), Map.of()).files("image[]")).extracting("fileName")
                .containsExactly("cat.png", "dog.png");
        GATEWAY.clear();
        assertThat(arrived(edit(), "", Map.of("CamelPortkeyImagesImage", cat)).files("image").get(0).fileName()).isEqualTo("cat.png");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', value = {
            "otter.jpeg,                 otter.png",
            "a/b/otter.tiff,             otter.png",
            "../../etc/passwd,           passwd.png",
            "C:\\dir\\otter.png,         otter.png",
            ".png,                       .png.png",
            "...,                        image.png",
            "archive.tar.gz,             archive.tar.png",
            "otter,                      otter.png",
            "Ötter 水獺.png,              Ötter 水獺.png"})
    void theNameOfTheBodysFileIsMadeHarmlessAndFitsTheType(String original, String sent) {
        assertThat(arrived(edit(), PICTURE, Map.of("CamelFileName", original)).files("image").get(0).fileName())
                .isEqualTo(sent);
    }

    @Test
    void aNameCanNotBreakOutOfItsHeader() {
        ReceivedEdit edit = arrived(edit(), PICTURE,
                Map.of("CamelFileName", "a\"; name=\"n\"\r\nX-Evil: 1\r\n\r\n.png"));

        assertThat(edit.parts()).extracting("name").containsExactly("prompt", "model", "image");
        assertThat(edit.files("image").get(0).fileName()).doesNotContain("\r", "\n", "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CamelAwsS3Key", "CamelAzureStorageBlobBlobName", "CamelGoogleCloudStorageObjectName",
            "CamelMinioObjectName", "CamelIBMCOSKey"})
    void theKeyOfAStoredObjectIsItsName(String header) {
        assertThat(arrived(edit(), PICTURE, Map.of(header, "in/2026/otter.png")).files("image").get(0).fileName())
                .isEqualTo("otter.png");
    }

    @Test
    void theMaskOfTheOptionKeepsItsName() throws Exception {
        Path mask = Files.write(folder.resolve("hat-mask.png"), PICTURE);

        assertThat(arrived(edit("mask=file:" + mask)).files("mask").get(0).fileName()).isEqualTo("hat-mask.png");
    }

    @Test
    void theLengthIsKnownToTheWire() {
        ReceivedEdit edit = arrived(edit(), AcceptedInputs.oneShot(PICTURE), Map.of());

        assertThat(Long.parseLong(edit.header("Content-Length"))).isGreaterThan(PICTURE.length);
        assertThat(edit.header("Transfer-Encoding")).isNull();
    }
}
