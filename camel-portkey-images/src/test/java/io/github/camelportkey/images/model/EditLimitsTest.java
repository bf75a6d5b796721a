// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import io.github.camelportkey.images.kit.Pictures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.camelportkey.images.model.ModelFamily.DALL_E_2;
import static io.github.camelportkey.images.model.ModelFamily.GPT_IMAGE;
import static io.github.camelportkey.images.model.ModelFamily.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

/** Each limit of each family, on both of its sides. */
class EditLimitsTest {

    private static final int MB = 1 << 20;
    private static final byte[] PNG = Pictures.png(8);

    @ParameterizedTest
    @CsvSource({"dall-e-2,DALL_E_2", "dall-e-3,OTHER", "dall-e-2x,OTHER", "Dall-e-2,OTHER", "gpt-image-1,GPT_IMAGE",
            "gpt-image,GPT_IMAGE", "chatgpt-image-latest,GPT_IMAGE", "gpt-4o,OTHER", "my-gpt-image,OTHER", "'',OTHER"})
    void aModelBelongsToTheFamilyOfItsName(String model, ModelFamily family) {
        assertThat(ModelFamily.of(model)).isEqualTo(family);
    }

    @Test
    void everyFamilyTakesAGoodEdit() throws IOException {
        for (ModelFamily family : ModelFamily.values()) {
            assertFine(draft(PNG).mask(image(PNG)).n(1).prompt("p"), family);
        }
    }

    @Test
    void countOfImages() throws IOException {
        assertFault(draft(PNG, PNG), DALL_E_2, "there are 2 images; at most 1");
        byte[][] sixteen = new byte[16][];
        Arrays.fill(sixteen, PNG);
        byte[][] seventeen = new byte[17][];
        Arrays.fill(seventeen, PNG);
        for (ModelFamily family : List.of(GPT_IMAGE, OTHER)) {
            assertFine(draft(sixteen), family);
            assertFault(draft(seventeen), family, "there are 17 images; at most 16");
        }
    }

    @Test
    void typeOfImages() throws IOException {
        for (byte[] other : new byte[][] {Pictures.jpeg(8, 8), Pictures.webp(8, 8)}) {
            assertFault(draft(other).mask(image(PNG)), DALL_E_2, "only PNG is taken");
            assertFine(draft(other), GPT_IMAGE);
            assertFine(draft(other), OTHER);
        }
        assertFault(draft("GIF89a".getBytes()), GPT_IMAGE, "only PNG, JPEG, WEBP are taken");
        assertFine(draft("GIF89a".getBytes()), OTHER);
    }

    @Test
    void bytesOfImagesAndMasks() throws IOException {
        assertFine(draft(Arrays.copyOf(PNG, 4 * MB - 1)), DALL_E_2);
        assertFault(draft(Arrays.copyOf(PNG, 4 * MB)), DALL_E_2, "fewer than 4194304 (4 MB)");
        assertFine(draft(Arrays.copyOf(PNG, 50 * MB - 1)), GPT_IMAGE);
        assertFault(draft(Arrays.copyOf(PNG, 50 * MB)), GPT_IMAGE, "fewer than 52428800 (50 MB)");
        assertFine(draft(Arrays.copyOf(PNG, 50 * MB)), OTHER);
        for (ModelFamily family : List.of(DALL_E_2, GPT_IMAGE)) {
            assertFine(draft(PNG).mask(image(Arrays.copyOf(PNG, 4 * MB - 1))), family);
            assertFault(draft(PNG).mask(image(Arrays.copyOf(PNG, 4 * MB))), family, "mask a.png has 4194304 bytes");
        }
    }

    @Test
    void squareAndTransparentForDallE2Only() throws IOException {
        assertFault(draft(Pictures.png(8, 9, true)), DALL_E_2, "8x9 pixels; it must be square");
        assertFault(draft(Pictures.png(8, 8, false)), DALL_E_2, "has no transparency");
        assertFine(draft(Pictures.png(8, 8, false)).mask(image(PNG)), DALL_E_2);
        assertFine(draft(Pictures.opaqueMask(8)), DALL_E_2);
        assertFine(draft(Pictures.png(8, 9, false)), GPT_IMAGE);
    }

    @Test
    void aMaskIsAPngOfTheSameDimensionsWithATransparentPixelForEveryFamily() throws IOException {
        for (ModelFamily family : ModelFamily.values()) {
            assertFault(draft(PNG).mask(image(Pictures.png(9))), family, "9x9 pixels and image a.png has 8x8");
            assertFault(draft(PNG).mask(image(Pictures.jpeg(8, 8))), family, "a mask is a PNG");
            assertFault(draft(PNG).mask(image(Pictures.png(8, 8, false))), family, "no alpha channel");
            assertFault(draft(PNG).mask(image(Pictures.opaqueMask(8))), family, "no fully transparent pixel");
            assertFault(draft(PNG).mask(image(Arrays.copyOf(PNG, 20))), family, "broken or cut off");
            assertFault(draft(PNG).mask(image(Arrays.copyOf(PNG, 45))), family, "can't be decoded");
        }
    }

    @Test
    void promptsAreCountedInCodePoints() throws IOException {
        assertFine(draft(PNG).prompt("😀".repeat(1_000)), DALL_E_2);
        assertFault(draft(PNG).prompt("😀".repeat(1_001)), DALL_E_2, "prompt has 1001 characters; at most 1000");
        assertFine(draft(PNG).prompt("x".repeat(32_000)), GPT_IMAGE);
        assertFault(draft(PNG).prompt("x".repeat(32_001)), GPT_IMAGE, "at most 32000");
        assertFine(draft(PNG).prompt("x".repeat(40_000)), OTHER);
    }

    @Test
    void nIsOneToTenForEveryFamily() throws IOException {
        for (ModelFamily family : ModelFamily.values()) {
            assertFine(draft(PNG).n(1), family);
            assertFine(draft(PNG).n(10), family);
            assertFault(draft(PNG).n(0), family, "n is 0; 1 to 10");
            assertFault(draft(PNG).n(11), family, "n is 11");
        }
    }

    @ParameterizedTest
    @CsvSource({"256x256,true,true", "512x512,true,true", "1024x1024,true,true", "1024x1536,false,true", "auto,false,true",
            "1024X1024,false,false", "big,false,false", "0x5,false,false", "'256x256 ',false,false"})
    void sizes(String size, boolean dallE2, boolean gptImage) throws IOException {
        assertThat(draft(PNG).size(size).faults(DALL_E_2).isEmpty()).isEqualTo(dallE2);
        assertThat(draft(PNG).size(size).faults(GPT_IMAGE).isEmpty()).isEqualTo(gptImage);
        assertFine(draft(PNG).size(size), OTHER);
    }

    @Test
    void responseFormatsAndCompression() throws IOException {
        assertFine(draft(PNG).responseFormat("url"), DALL_E_2);
        assertFine(draft(PNG).responseFormat("b64_json"), DALL_E_2);
        assertFault(draft(PNG).responseFormat("png"), DALL_E_2, "b64_json or url");
        assertFault(draft(PNG).responseFormat("b64_json"), GPT_IMAGE, "these models refuse it");
        assertFine(draft(PNG).responseFormat("png"), OTHER);
        assertFine(draft(PNG).outputCompression(0), GPT_IMAGE);
        assertFine(draft(PNG).outputCompression(100), GPT_IMAGE);
        assertFault(draft(PNG).outputCompression(101), GPT_IMAGE, "outputCompression is 101; 0 to 100");
        assertFault(draft(PNG).outputCompression(-1), GPT_IMAGE, "outputCompression is -1");
    }

    @Test
    void allFaultsAreNamedAtOnce() throws IOException {
        assertThat(draft(Pictures.png(8, 9, false), PNG).prompt("x".repeat(1_001)).n(11).size("big").responseFormat("x")
                .faults(DALL_E_2)).hasSize(7);
    }

    private static InputImage image(byte[] bytes) throws IOException {
        return InputImage.of("a.png", "image", ImageContent.of(bytes, null), "image/gif");
    }

    private static ImageEditRequest.Builder draft(byte[]... images) throws IOException {
        ImageEditRequest.Builder draft = ImageEditRequest.builder().prompt("p");
        for (byte[] image : images) {
            draft.image(image(image));
        }
        return draft;
    }

    private static void assertFine(ImageEditRequest.Builder draft, ModelFamily family) throws IOException {
        assertThat(draft.faults(family)).as(family.label()).isEmpty();
    }

    private static void assertFault(ImageEditRequest.Builder draft, ModelFamily family, String fault) throws IOException {
        assertThat(draft.faults(family)).as(family.label()).singleElement().asString().contains(fault);
    }
}
