// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.ReceivedEdit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.camelportkey.images.RouteToStandIn.GATEWAY;
import static io.github.camelportkey.images.RouteToStandIn.PICTURE;
import static org.assertj.core.api.Assertions.assertThat;

/** A browser's form with images and a mask, served by a real HTTP server, becomes an edit. */
class UploadFormTest {

    private static final Main MAIN = new Main();
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        MAIN.setDefaultPropertyPlaceholderLocation("false");
        MAIN.addInitialProperty("camel.server.enabled", "true");
        MAIN.addInitialProperty("camel.server.port", String.valueOf(port));
        MAIN.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalArgumentException.class).handled(true)
                        .setHeader("CamelHttpResponseCode", constant(400)).setBody(exceptionMessage());
                from("platform-http:/edit").setHeader("CamelPortkeyImagesPrompt", header("prompt"))
                        .to("portkey-images:edit?model=gpt-image-2&baseUrl=" + GATEWAY.baseUrl()).convertBodyTo(byte[].class);
            }
        });
        MAIN.start();
    }

    @AfterAll
    static void stop() {
        MAIN.stop();
    }

    @BeforeEach
    void forget() {
        GATEWAY.clear();
    }

    @Test
    void imageAndMaskAreFormFieldsAndTheAnswerIsThePicture() throws Exception {
        byte[] picture = Pictures.png(16, 16, false);

        HttpResponse<byte[]> answer = post(new Form().text("prompt", "ein Hütchen").file("image", "otter.png", picture)
                .file("mask", "hat.png", PICTURE));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith(0x89, 'P', 'N', 'G');
        assertThat(answer.headers().firstValue("content-type")).contains("image/png");
        ReceivedEdit edit = GATEWAY.edits().get(0);
        assertThat(edit.field("prompt")).isEqualTo("ein Hütchen");
        assertThat(edit.files("image")).extracting("bytes", "fileName", "contentType")
                .containsExactly(org.assertj.core.groups.Tuple.tuple(picture, "otter.png", "image/png"));
        assertThat(edit.files("mask")).extracting("bytes", "fileName", "contentType")
                .containsExactly(org.assertj.core.groups.Tuple.tuple(PICTURE, "hat.png", "image/png"));
    }

    /** As browsers send a file field in which nothing was chosen. */
    @Test
    void fieldsInWhichNoFileWasChosenAreNotThere() throws Exception {
        HttpResponse<byte[]> answer = post(new Form().text("prompt", "p").file("image", "otter.png", PICTURE)
                .file("image2", "", new byte[0]).file("mask", "", new byte[0]));

        assertThat(answer.statusCode()).as(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(200);
        assertThat(GATEWAY.edits().get(0).parts()).extracting("name").containsExactly("prompt", "model", "image");
    }

    @Test
    void anEmptyFileThatWasChosenIsRefused() throws Exception {
        HttpResponse<byte[]> answer = post(new Form().text("prompt", "p").file("image", "otter.png", PICTURE)
                .file("mask", "hat.png", new byte[0]));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(GATEWAY.edits()).isEmpty();
    }

    @Test
    void anImageAloneIsTakenOnce() throws Exception {
        post(new Form().text("prompt", "p").file("image", "otter.png", PICTURE));

        assertThat(GATEWAY.edits().get(0).parts()).extracting("name").containsExactly("prompt", "model", "image");
    }

    @Test
    void aMaskAloneIsNoImage() throws Exception {
        HttpResponse<byte[]> answer = post(new Form().text("prompt", "p").file("mask", "hat.png", PICTURE));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("there is no image");
        assertThat(GATEWAY.edits()).isEmpty();
    }

    @Test
    void numberedImagesKeepTheirOrder() throws Exception {
        byte[][] pictures = {Pictures.png(10), Pictures.png(11), Pictures.png(12)};

        post(new Form().file("image10", "c.png", pictures[2]).file("image2", "b.png", pictures[1])
                .file("Image", "a.png", pictures[0]).text("prompt", "p"));

        assertThat(GATEWAY.edits().get(0).files("image[]")).extracting("fileName").containsExactly("a.png", "b.png", "c.png");
    }

    @Test
    void anyOtherFieldWithTheOnlyUploadIsTheBody() throws Exception {
        post(new Form().text("prompt", "p").file("picture", "otter.jpeg", PICTURE));

        assertThat(GATEWAY.edits().get(0).files("image").get(0).fileName()).isEqualTo("otter.png");
    }

    @Test
    void aFormCanNotSetHeadersOfTheComponentNorAnHttpHeaderReachTheWire() throws Exception {
        post(new Form().text("prompt", "p").text("CamelPortkeyImagesModel", "evil").text("x-portkey-config", "evil")
                .text("camelportkeyimagesmodel", "evil").text("CAMELPORTKEYIMAGESQUALITY", "evil")
                .file("image", "otter.png", PICTURE));

        ReceivedEdit edit = GATEWAY.edits().get(0);
        assertThat(edit.field("model")).isEqualTo("gpt-image-2");
        assertThat(edit.field("quality")).isNull();
        assertThat(edit.field("user")).isNull();
        assertThat(edit.headers().toString()).doesNotContain("evil");
    }

    private static HttpResponse<byte[]> post(Form form) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/edit"))
                .header("Content-Type", "multipart/form-data; boundary=form-of-a-browser")
                .header("camelPortkeyImagesUser", "evil")
                .POST(BodyPublishers.ofByteArray(form.end())).build(), BodyHandlers.ofByteArray());
    }

    private static final class Form {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Form text(String name, String value) throws IOException {
            return part("name=\"" + name + "\"\r\n", value.getBytes(StandardCharsets.UTF_8));
        }

        Form file(String name, String fileName, byte[] bytes) throws IOException {
            return part("name=\"" + name + "\"; filename=\"" + fileName + "\"\r\nContent-Type: application/octet-stream\r\n",
                    bytes);
        }

        private Form part(String head, byte[] bytes) throws IOException {
            out.write(("--form-of-a-browser\r\nContent-Disposition: form-data; " + head + "\r\n").getBytes());
            out.write(bytes);
            out.write("\r\n".getBytes());
            return this;
        }

        byte[] end() throws IOException {
            out.write("--form-of-a-browser--\r\n".getBytes());
            return out.toByteArray();
        }
    }
}
