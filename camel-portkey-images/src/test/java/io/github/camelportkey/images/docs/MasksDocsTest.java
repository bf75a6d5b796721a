// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.awt.AlphaComposite;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Properties;

import javax.imageio.ImageIO;

import io.github.camelportkey.images.PortkeyImagesConstants;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ReadOnlySource;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.standin.ReceivedEdit;
import jakarta.activation.DataHandler;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The masks of docs/masks.md. */
class MasksDocsTest extends SnippetTestSupport {

    @Override
    Properties placeholders() {
        Properties folders = super.placeholders();
        folders.setProperty("masks", folder.resolve("masks").toString());
        try {
            picture("masks/sky.png");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return folders;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                // tag::beside[]
                from("file:{{inbox}}?antInclude=*.png&antExclude=*.mask.png&move=.done&moveFailed=.error&readLock=changed&readLockMinAge=2s")
                        .process(exchange -> {
                            File picture = exchange.getMessage().getBody(File.class);
                            exchange.getMessage().setHeader(PortkeyImagesConstants.MASK,
                                    new File(picture.getPath().replaceAll("\\.png$", ".mask.png")));
                        })
                        .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head")
                        .to("file:{{outbox}}");
                // end::beside[]

                // tag::fixed[]
                from("direct:balloons")
                        .to("portkey-images:edit?model=gpt-image-2&prompt=Three balloons&mask=file:{{masks}}/sky.png");
                // end::fixed[]

                // tag::attached[]
                from("direct:upload") // attachments: image and mask; body: the prompt
                        .to("portkey-images:edit?model=gpt-image-2");
                // end::attached[]
            }
        };
    }

    // tag::make[]
    static byte[] maskWithHole(BufferedImage picture, Rectangle hole) throws IOException {
        BufferedImage mask = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_ARGB);
        Graphics2D pen = mask.createGraphics();
        pen.drawImage(picture, 0, 0, null);
        pen.setComposite(AlphaComposite.Clear);
        pen.fill(hole);
        pen.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(mask, "png", png);
        return png.toByteArray();
    }
    // end::make[]

    @Test
    void theMaskBesideThePicture() throws Exception {
        picture("inbox/otter.mask.png");
        picture("inbox/otter.png");

        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(outbox().resolve("otter.png")));

        assertThat(gateway.edits()).hasSize(1);
        assertThat(gateway.edits().get(0).files("mask").get(0).fileName()).isEqualTo("otter.mask.png");
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(folder.resolve("inbox/.done/otter.png")));
        assertThat(folder.resolve("inbox/otter.mask.png")).exists();
    }

    @Test
    void aPictureBeforeItsMaskIsTakenAsideUnsent() throws Exception {
        picture("inbox/otter.png");

        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(folder.resolve("inbox/.error/otter.png")));

        assertThat(gateway.edits()).isEmpty();
    }

    @Test
    void oneMaskForAll() {
        Exchange result = template.request("direct:balloons", exchange -> exchange.getMessage().setBody(Pictures.png(32)));

        assertThat(result.getException()).isNull();
        assertThat(gateway.edits().get(0).files("mask").get(0).bytes()).isEqualTo(Pictures.png(32));
    }

    @Test
    void attachmentsAndAPromptAsBody() {
        Exchange result = template.request("direct:upload", exchange -> {
            AttachmentMessage message = exchange.getMessage(AttachmentMessage.class);
            message.setBody("Snow on the roofs");
            message.addAttachment("image", attachment(Pictures.png(32)));
            message.addAttachment("mask", attachment(Pictures.png(32)));
        });

        assertThat(result.getException()).isNull();
        ReceivedEdit edit = gateway.edits().get(0);
        assertThat(edit.field("prompt")).isEqualTo("Snow on the roofs");
        assertThat(edit.files("image")).hasSize(1);
        assertThat(edit.files("mask")).hasSize(1);
    }

    private static DataHandler attachment(byte[] png) {
        return new DataHandler(new ReadOnlySource("attached.png", "image/png",
                () -> new ByteArrayInputStream(png)));
    }

    @Test
    void aMaskMadeInJavaChangesTheHoleOnly() throws Exception {
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(Pictures.png(64, 64, false)));
        byte[] mask = maskWithHole(picture, new Rectangle(16, 16, 32, 32));

        Exchange result = template.request("direct:upload", exchange -> {
            exchange.getMessage().setBody(Pictures.png(64, 64, false));
            exchange.getMessage().setHeader(PortkeyImagesConstants.MASK, mask);
            exchange.getMessage().setHeader(PortkeyImagesConstants.PROMPT, "a red hat");
        });

        assertThat(result.getException()).isNull();
        byte[] edited = result.getMessage().getBody(ImagesResponse.class).data().get(0).bytes();
        BufferedImage after = ImageIO.read(new ByteArrayInputStream(edited));
        int changedOutside = 0;
        int changedInside = 0;
        for (int y = 0; y < 64; y++) {
            for (int x = 0; x < 64; x++) {
                if (after.getRGB(x, y) != picture.getRGB(x, y)) {
                    if (new Rectangle(16, 16, 32, 32).contains(x, y)) {
                        changedInside++;
                    } else {
                        changedOutside++;
                    }
                }
            }
        }
        assertThat(changedInside).isPositive();
        assertThat(changedOutside).isZero();
    }

    @Test
    void aMaskOfOtherDimensionsIsRefusedBeforeItIsPaid() {
        Exchange result = template.request("direct:balloons", exchange -> exchange.getMessage().setBody(Pictures.png(48)));

        assertThat(result.getException()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mask sky.png has 32x32 pixels and image image.png has 48x48; both must be the same");
        assertThat(gateway.edits()).isEmpty();
    }

    @Test
    void aMaskWithoutATransparentPixelIsRefusedBeforeItIsPaid() {
        Exchange result = template.request("direct:upload", exchange -> {
            exchange.getMessage().setBody(Pictures.png(32));
            exchange.getMessage().setHeader(PortkeyImagesConstants.MASK, Pictures.opaqueMask(32));
            exchange.getMessage().setHeader(PortkeyImagesConstants.PROMPT, "a red hat");
        });

        assertThat(result.getException()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("has no fully transparent pixel (alpha 0), so nothing would be edited");
        assertThat(gateway.edits()).isEmpty();
    }
}
