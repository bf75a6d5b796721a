// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;

import io.github.camelportkey.images.kit.Pictures;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Names from outside are made harmless, and types come from the bytes. */
class InputImageTest {

    @ParameterizedTest
    @CsvSource({"cat.png,cat.png", "cat.gif,cat.png", "cat,cat.png", "/a/b/cat.jpeg,cat.png", "C:\\x\\cat.jpeg,cat.png",
            "../../etc/passwd,passwd.png", "..,image.png", "'',image.png", "' ',image.png", "a.b.c,a.b.png",
            "Zürich 😀.png,Zürich 😀.png", "x/,image.png", ".hidden,.hidden.png", "...,image.png"})
    void theNameKeepsItsBaseAndGetsTheExtensionOfItsType(String name, String expected) throws IOException {
        assertThat(of(name)).isEqualTo(expected);
    }

    @Test
    void controlCharactersAndLoneSurrogatesBecomeHarmless() throws IOException {
        assertThat(of("a\r\nb\u0000c\u202ed\u2028e\ud800f.png")).isEqualTo("a__b_c_d_e_f.png");
        assertThat(of(null)).isEqualTo("image.png");
        assertThat(of("😀".repeat(500) + ".png").codePointCount(0, of("😀".repeat(500)).length())).isEqualTo(104);
    }

    @Test
    void bytesTellTheTypeWhateverIsDeclared() throws IOException {
        assertThat(InputImage.of("a", "image", ImageContent.of(Pictures.jpeg(2, 2), null), "image/png").contentType())
                .isEqualTo("image/jpeg");
        assertThat(InputImage.of("a", "image", ImageContent.of(new byte[9], null), "IMAGE/JPG; q=1").fileName())
                .isEqualTo("a.jpg");
        assertThat(InputImage.of("a", "image", ImageContent.of(new byte[9], null), "image/svg+xml").fileName())
                .isEqualTo("a.svg");
        assertThat(InputImage.of("a", "image", ImageContent.of(new byte[9], null), "image/vnd.microsoft.icon").fileName())
                .isEqualTo("a.ico");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "text/plain", "image/", "image/png\r\nX: y", "image/*", ""})
    void bytesOfNoKnownTypeNeedToBeDeclaredAsAnImage(String declared) {
        if (ImageType.ofContentType(declared) == null) {
            assertThatThrownBy(() -> InputImage.of("a", "image", ImageContent.of(new byte[9], null), declared))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageNotContaining("\n");
        }
        assertThatThrownBy(() -> new InputImage("a.png", declared, ImageContent.empty(), null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image", "image[]", "IMAGE[0]", " mask ", "prompt", "response_format", "moderation", "", " ", "n[x]"})
    void fieldsThatHaveAnOptionAreNoAdditionalFields(String name) {
        assertThatThrownBy(() -> ImageEditRequest.requireAdditional(name)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String of(@Nullable String name) throws IOException {
        return InputImage.of(name, "image", ImageContent.of(Pictures.png(2), null), null).fileName();
    }

    @Test
    void aNameWithoutAnExtensionIsItsBaseName() {
        InputImage image = new InputImage("otter", "image/png", ImageContent.empty(), null);

        assertThat(image.baseName()).isEqualTo("otter");
        assertThat(image.named("cat").fileName()).isEqualTo("cat");
    }
}
