// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GalleryTest {

    private static final Path SAMPLES = Path.of("samples");

    @TempDir
    Path folder;

    @Test
    void showsBeforeMaskAndAfterFromFilesBesideThePage() throws IOException {
        String page = pageOf(entry("otter", "a beret", Files.readAllBytes(SAMPLES.resolve("otter.png")), null));

        assertThat(page)
                .contains("src=\"otter.before.png\"", "src=\"otter.mask.png\"", "src=\"otter.after.png\"")
                .contains("a beret", "1.0 s", "s3://pictures/edited/otter.png")
                .contains("0% of the hole changed, nothing around it")
                .contains("<strong>1 stored</strong>").doesNotContain(" failed<")
                .doesNotContain("http://", "https://");
        for (String which : List.of("before", "mask", "after")) {
            assertThat(ImageIO.read(folder.resolve("otter." + which + ".png").toFile())).isNotNull();
        }
    }

    @Test
    void theMaskIsShownAsAHoleInThePicture() throws IOException {
        pageOf(entry("otter", "a beret", null, "no"));

        int middleOfHole = ImageIO.read(folder.resolve("otter.mask.png").toFile()).getRGB(256, 146);
        assertThat(middleOfHole >>> 24).isZero();
    }

    @Test
    void aFailedPictureShowsTheReasonInsteadOfAnEdit() throws IOException {
        String page = pageOf(entry("otter", "a beret", null, "400 moderation_blocked"));

        assertThat(page).contains("400 moderation_blocked", "1 failed")
                .doesNotContain("otter.after.png", "s3://pictures/edited/otter.png");
    }

    @Test
    void whatComesFromOutsideIsText() throws IOException {
        String page = pageOf(entry("otter", "<script>alert('x')</script>", null, "<b> & \"c\""));

        assertThat(page).doesNotContain("<script", "<b>").contains("&lt;script&gt;", "&lt;b&gt; &amp; &quot;c&quot;");
    }

    @Test
    void aFileNameIsAnAddressWhateverItContains() {
        assertThat(Html.address("a b#1%.png")).isEqualTo("a%20b%231%25.png");
    }

    @Test
    void aBrokenPictureDoesNotBreakThePage() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.png"), "no picture");

        String page = pageOf(new GalleryEntry("broken", "x", List.of(), "k", broken, broken, null, "no PNG"));

        assertThat(page).contains("no PNG");
    }

    private String pageOf(GalleryEntry entry) throws IOException {
        Gallery gallery = new Gallery(folder, "a stand-in", "pictures");
        gallery.add(entry);
        return Files.readString(gallery.write());
    }

    private static GalleryEntry entry(String name, String prompt, byte[] after, String problem) {
        return new GalleryEntry(name, prompt, List.of("1.0 s"), "edited/" + name + ".png",
                SAMPLES.resolve(name + ".png"), SAMPLES.resolve(name + ".mask.png"), after, problem);
    }
}
