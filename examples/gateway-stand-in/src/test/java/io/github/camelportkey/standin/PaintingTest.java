// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PaintingTest {

    private static final int SIDE = 64;
    private static final byte[] PICTURE = Pictures.colourful(SIDE, SIDE);
    private static final byte[] MASK = Pictures.mask(SIDE, 16, 48);

    private static GatewayStandIn gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayStandIn.start();
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    private static Form edit(String prompt) {
        return Form.prompt(prompt).field("model", "gpt-image-2");
    }

    private static BufferedImage painted(Form form) throws Exception {
        Form.Answer answer = form.post(gateway);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Pictures.read(answer.image(0));
    }

    private static boolean inHole(int x, int y) {
        return x >= 16 && x < 48 && y >= 16 && y < 48;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a beret", "a hat", "the sun", "the moon", "stars", "a rainbow", "snow", "balloons", "flowers",
        "a tree", "fish", "hearts", "anything else", "", "red", "a blue beret"})
    void paintsOnlyWhereTheMaskIsTransparentButThereEverywhere(String what) throws Exception {
        int flat = 0xff7f7f7f;
        byte[] picture = Pictures.png(SIDE, SIDE, (x, y) -> inHole(x, y) ? flat : Pictures.colour(x, y));
        BufferedImage result = painted(edit("paint " + what).png("image", picture).png("mask", MASK));

        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int pixel = result.getRGB(x, y);
                if (inHole(x, y)) {
                    assertThat(pixel).as("%d,%d", x, y).isNotEqualTo(flat);
                    assertThat(pixel >>> 24).isEqualTo(255);
                } else {
                    assertThat(pixel).as("%d,%d", x, y).isEqualTo(Pictures.colour(x, y));
                }
            }
        }
    }

    @Test
    void keepsTheColourOfTransparentPixelsThatTheMaskKeeps() throws Exception {
        byte[] picture = Pictures.png(SIDE, SIDE, (x, y) -> x << 24 | 0x123456 + y);
        BufferedImage before = Pictures.read(picture);
        BufferedImage after = painted(edit("sun").png("image", picture).png("mask", MASK));

        for (int i = 0; i < 16; i++) {
            assertThat(after.getRGB(i, i)).isEqualTo(before.getRGB(i, i));
        }
    }

    @Test
    void blendsAsMuchAsTheMaskIsTransparent() throws Exception {
        byte[] black = Pictures.png(SIDE, SIDE, (x, y) -> 0xff000000);
        int[] alphas = {0, 64, 128, 192, 255};
        int[] reds = new int[alphas.length];
        for (int i = 0; i < alphas.length; i++) {
            int alpha = alphas[i] << 24;
            byte[] mask = Pictures.png(SIDE, SIDE, (x, y) -> alpha);
            reds[i] = painted(edit("white heart").png("image", black).png("mask", mask)).getRGB(30, 30) >> 16 & 0xff;
        }
        assertThat(reds[0]).isGreaterThan(100);
        for (int i = 1; i < alphas.length; i++) {
            assertThat(reds[i]).isBetween(reds[0] * (255 - alphas[i]) / 255 - 1, reds[0] * (255 - alphas[i]) / 255 + 1);
        }
    }

    @Test
    void paintsIntoTheOwnTransparencyWhenThereIsNoMask() throws Exception {
        byte[] picture = Pictures.png(SIDE, SIDE, (x, y) -> inHole(x, y) ? 0 : Pictures.colour(x, y));
        BufferedImage result = painted(edit("fish").png("image", picture));

        assertThat(result.getRGB(32, 32) >>> 24).isEqualTo(255);
        assertThat(result.getRGB(15, 15)).isEqualTo(Pictures.colour(15, 15));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 64})
    void paintsInTheMiddleWhenNothingIsTransparent(int side) throws Exception {
        BufferedImage result = painted(edit("fish").png("image", Pictures.colourful(side, side)));

        assertThat(result.getRGB(side / 2, side / 2)).isNotEqualTo(Pictures.colour(side / 2, side / 2));
        if (side > 3) {
            assertThat(result.getRGB(0, 0)).isEqualTo(Pictures.colour(0, 0));
        }
    }

    @Test
    void leavesThePictureAloneWhenTheMaskHasNothingTransparent() throws Exception {
        BufferedImage result = painted(edit("fish").png("image", PICTURE).png("mask", Pictures.mask(SIDE, 0, 0)));
        assertThat(result.getRGB(32, 32)).isEqualTo(Pictures.colour(32, 32));
    }

    @Test
    void promptAndVariationChangeThePictureAndNothingElseDoes() throws Exception {
        Set<String> pictures = new HashSet<>();
        for (String prompt : new String[] {"beret", "red hat", "blue hat", "some words", "other words"}) {
            Form.Answer first = edit(prompt).field("n", "3").png("image", PICTURE).png("mask", MASK).post(gateway);
            Form.Answer again = edit(prompt).field("n", "3").png("image", PICTURE).png("mask", MASK).post(gateway);
            assertThat(again.json().get("data")).isEqualTo(first.json().get("data"));
            pictures.addAll(first.json().findValuesAsText("b64_json"));
        }
        assertThat(pictures).hasSize(15);
    }

    @Test
    void respectsTheColourAskedFor() throws Exception {
        int blue = painted(edit("a blue heart").png("image", PICTURE).png("mask", MASK)).getRGB(32, 34);
        int red = painted(edit("a red heart").png("image", PICTURE).png("mask", MASK)).getRGB(32, 34);

        assertThat(blue & 0xff).isGreaterThan(blue >> 16 & 0xff);
        assertThat(red >> 16 & 0xff).isGreaterThan(red & 0xff);
    }

    @Test
    void answersInTheSizeAskedFor() throws Exception {
        BufferedImage wide = painted(edit("sun").field("size", "96x64").png("image", PICTURE).png("mask", MASK));
        assertThat(wide.getWidth()).isEqualTo(96);
        assertThat(wide.getHeight()).isEqualTo(64);

        BufferedImage own = painted(edit("sun").field("size", "auto").png("image", Pictures.colourful(20, 30)));
        assertThat(own.getHeight()).isEqualTo(30);

        BufferedImage standard = painted(Form.prompt("sun").field("response_format", "b64_json").png("image", PICTURE));
        assertThat(standard.getWidth()).isEqualTo(1024);
    }

    @Test
    void answersInTheFormatAskedForWhereItCan() throws Exception {
        Form.Answer jpeg = edit("sun").field("output_format", "jpeg").field("output_compression", "60")
                .png("image", PICTURE).post(gateway);
        Form.Answer webp = edit("sun").field("output_format", "webp").png("image", PICTURE).post(gateway);

        assertThat(jpeg.json().get("output_format").asText()).isEqualTo("jpeg");
        assertThat(jpeg.image(0)).startsWith(0xff, 0xd8, 0xff);
        assertThat(webp.json().get("output_format").asText()).isEqualTo("png");
        assertThat(webp.image(0)).startsWith(0x89, 'P', 'N', 'G');
    }

    @Test
    void readsJpegAndMakesSomethingUpForWebp() throws Exception {
        byte[] jpeg = Pictures.withoutAlpha("jpeg", SIDE, SIDE);
        BufferedImage fromJpeg = painted(edit("sun").file("image", "a.jpg", "image/jpeg", jpeg).png("mask", MASK));
        BufferedImage fromWebp = painted(edit("sun").file("image", "a.webp", "image/webp", Pictures.webp(70, 300)));

        assertThat(fromJpeg.getRGB(3, 3)).isEqualTo(Pictures.read(jpeg).getRGB(3, 3));
        assertThat(fromWebp.getWidth()).isEqualTo(70);
        assertThat(fromWebp.getHeight()).isEqualTo(300);
    }

    @Test
    void givesBackWhatIsTooLargeToPaint() throws Exception {
        byte[] wide = Pictures.png(4097, 1, (x, y) -> 0xff00ff00);
        Form.Answer answer = edit("sun").png("image", wide).post(gateway);

        assertThat(answer.image(0)).isEqualTo(wide);
        assertThat(answer.json().get("size").asText()).isEqualTo("4097x1");
    }
}
