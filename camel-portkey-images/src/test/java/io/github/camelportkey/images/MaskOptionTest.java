// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.ReceivedEdit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A mask for every image, as a resource that is read once. */
class MaskOptionTest extends RouteToStandIn {

    private static final byte[] OPAQUE = Pictures.png(16, 16, false);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"file:", "classpath:", ""})
    void isAFileOrAResourceOfTheClasspath(String scheme) throws Exception {
        Path root = scheme.equals("file:") ? folder : Path.of(MaskOptionTest.class.getResource("/").toURI());
        Path file = Files.write(root.resolve("hat-mask.png"), PICTURE);
        String mask = scheme + (scheme.equals("file:") ? file : "hat-mask.png");

        ReceivedEdit edit = arrived(edit("mask=" + mask), OPAQUE, Map.of());

        assertThat(edit.files("mask")).singleElement().satisfies(part -> {
            assertThat(part.bytes()).isEqualTo(PICTURE);
            assertThat(part.contentType()).isEqualTo("image/png");
            assertThat(part.fileName()).isEqualTo("hat-mask.png");
        });
    }

    @Test
    void isReadOnce() throws Exception {
        Path file = Files.write(folder.resolve("mask.png"), PICTURE);
        String uri = edit("mask=file:" + file);
        send(uri, OPAQUE, Map.of());
        Files.delete(file);

        send(uri, OPAQUE, Map.of());

        assertThat(GATEWAY.edits()).hasSize(2)
                .allSatisfy(edit -> assertThat(edit.files("mask").get(0).bytes()).isEqualTo(PICTURE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:/no/such/mask.png", "classpath:no/such/mask.png"})
    void thatIsMissingFailsWhenTheEndpointStarts(String mask) {
        assertThatThrownBy(() -> context.getEndpoint(edit("mask=" + mask)))
                .hasStackTraceContaining("The option mask=" + mask + " can't be read");
    }

    @Test
    void thatIsNoImageFailsWhenTheEndpointStarts() throws Exception {
        Path file = Files.write(folder.resolve("mask.png"), "garbage".getBytes());

        assertThatThrownBy(() -> context.getEndpoint(edit("mask=file:" + file)))
                .hasStackTraceContaining("no PNG, JPEG or WebP");
    }

    @Test
    void isCheckedAgainstEachImage() throws Exception {
        String uri = edit("mask=file:" + Files.write(folder.resolve("mask.png"), PICTURE));

        assertThat(refused(uri, Pictures.png(20, 20, false), Map.of())).contains("16x16").contains("20x20");
        assertThat(refused(uri, List.of(Pictures.png(20, 20, false), OPAQUE), Map.of())).contains("20x20");
    }
}
