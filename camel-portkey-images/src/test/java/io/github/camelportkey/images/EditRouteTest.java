// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.standin.GatewayStandIn;
import io.github.camelportkey.standin.ReceivedEdit;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The main job: an image in the body, a prompt in the URI, and the edited image onwards. */
class EditRouteTest extends CamelTestSupport {

    private static final GatewayStandIn GATEWAY = GatewayStandIn.start();

    @TempDir
    Path folder;

    @AfterAll
    static void stopGateway() {
        GATEWAY.close();
    }

    @AfterEach
    void forget() {
        GATEWAY.clear();
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:edit").to("portkey-images:edit?prompt=a red hat&model=gpt-image-2&baseUrl=" + GATEWAY.baseUrl());
                from("direct:file").to("direct:edit").toD("file:" + folder + "?fileName=out.${header.CamelPortkeyImagesExtension}");
            }
        };
    }

    @Test
    void editsTheBodyAndPutsAnImagesResponseThere() throws Exception {
        byte[] picture = Pictures.png(64);

        Exchange result = template.request("direct:edit", exchange -> exchange.getMessage().setBody(picture));

        assertThat(result.getException()).isNull();
        ImagesResponse response = result.getMessage().getBody(ImagesResponse.class);
        assertThat(response.data()).hasSize(1);
        BufferedImage edited = ImageIO.read(new ByteArrayInputStream(response.data().get(0).bytes()));
        assertThat(edited.getWidth()).isEqualTo(64);
        assertThat(result.getMessage().getHeader("CamelHttpResponseCode")).isEqualTo(200);
        assertThat(result.getMessage().getHeader("Content-Type")).isEqualTo("image/png");
        ReceivedEdit received = GATEWAY.edits().get(0);
        assertThat(received.field("prompt")).isEqualTo("a red hat");
        assertThat(received.field("model")).isEqualTo("gpt-image-2");
        assertThat(received.files("image").get(0).bytes()).isEqualTo(picture);
        assertThat(received.files("image").get(0).fileName()).isEqualTo("image.png");
    }

    @Test
    void theResultGoesToAFileAsItIs() throws Exception {
        Exchange result = template.request("direct:file",
                exchange -> exchange.getMessage().setBody(new ByteArrayInputStream(Pictures.png(64))));

        assertThat(result.getException()).isNull();
        try (InputStream in = Files.newInputStream(folder.resolve("out.png"))) {
            assertThat(ImageIO.read(in).getHeight()).isEqualTo(64);
        }
    }
}
