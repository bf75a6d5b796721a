// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.stream.Stream;

import io.github.camelportkey.standin.StagedAnswer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Clients that are no browser: each gets a clear answer or loses its connection, and leaves nothing behind. */
class HostileClientsTest {

    private static final long LIMIT = 1024 * 1024;

    private static Studio studio;
    private static byte[] otter;

    @BeforeAll
    static void start() throws IOException {
        studio = Studio.with(4, LIMIT, Duration.ofSeconds(10));
        otter = Files.readAllBytes(Studio.SAMPLES.resolve("otter.png"));
    }

    @AfterAll
    static void stop() {
        studio.close();
    }

    @AfterEach
    void nothingIsLeft() {
        studio.leavesNothing();
        studio.gateway.clear();
    }

    private static RawClient client() throws IOException {
        return new RawClient(studio.server.port());
    }

    private static RawForm form() {
        return new RawForm().text("prompt", "a hat");
    }

    @Test
    void aFormLikeThePagesIsEdited() throws IOException {
        try (RawClient client = client().form(form().file("image", "otter.png", otter))) {
            assertThat(client.answer()).startsWith("HTTP/1.1 200").contains("results/").doesNotContain("a hat");
        }
    }

    /** It would be kept in memory, without a seat and without an end. */
    @ParameterizedTest
    @ValueSource(strings = {"GET /", "GET /limits", "GET /page/studio.js", "GET /results/x", "PUT /edits", "POST /nowhere"})
    void aBodyThatIsNoFormIsNotRead(String line) throws IOException {
        for (String body : new String[] {"Content-Length: 4194304", "Transfer-Encoding: chunked"}) {
            try (RawClient client = client().send(line + " HTTP/1.1\r\nHost: 127.0.0.1:" + studio.server.port() + "\r\n" + body
                                                  + "\r\n\r\n")) {
                assertThat(client.answer()).startsWith("HTTP/1.1 400");
                assertThat(client.isCutOff()).isTrue();
            }
        }
    }

    /** Of which a body need not be announced. */
    @Test
    void http2IsNotSpoken() throws Exception {
        HttpClient http2 = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + studio.server.port() + "/limits")).build();

        String end;
        try {
            HttpResponse<String> answer = http2.send(request, HttpResponse.BodyHandlers.ofString());
            end = answer.version() + " " + answer.statusCode();
        } catch (IOException closed) {
            end = "closed";
        }
        assertThat(end).isIn("HTTP_2 505", "closed");
    }

    /** The time of the first request on its connection is not that of the second. */
    @Test
    void anEditBehindARefusedUploadHasItsOwnTime() throws IOException {
        try (Studio hasty = Studio.with(4, LIMIT, Duration.ofSeconds(2));
             RawClient client = new RawClient(hasty.server.port()).head(LIMIT + 1)) {
            hasty.gateway.latency(Duration.ofSeconds(3));
            assertThat(client.answer()).startsWith("HTTP/1.1 413");
            client.send(new byte[(int) LIMIT + 1]);

            client.form(form().file("image", "otter.png", otter));

            assertThat(client.answer()).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void whatIsTooLongByItsOwnAccountIsRefusedAtOnce() throws IOException {
        try (RawClient client = client().head(LIMIT + 1)) {
            assertThat(client.answer()).startsWith("HTTP/1.1 413").contains("too-large");
        }
    }

    @Test
    void whatTurnsOutToBeTooLongIsRefusedAndRemoved() throws IOException {
        try (RawClient client = client().head(-1)) {
            byte[] start = form().raw("--" + RawForm.BOUNDARY + "\r\nContent-Disposition: form-data; name=\"image\"; "
                    + "filename=\"big.png\"\r\nContent-Type: image/png\r\n\r\n").unfinished();
            client.send(Integer.toHexString(start.length) + "\r\n").send(start).send("\r\n");
            for (int i = 0; i < 20; i++) {
                client.send("10000\r\n").send(new byte[65536]).send("\r\n");
            }
            assertThat(client.answer()).startsWith("HTTP/1.1 413").contains("too-large");
        }
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("no part at all", new byte[0]),
                Arguments.of("noise", "no form".getBytes()),
                Arguments.of("no last boundary", form().file("image", "otter.png", otter).unfinished()),
                Arguments.of("a part without a name", new RawForm().raw("--" + RawForm.BOUNDARY + "\r\n\r\nx\r\n").end()),
                Arguments.of("a part without an end", new RawForm().raw("--" + RawForm.BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\nPNG").unfinished()),
                Arguments.of("a head without an end", new RawForm().raw("--" + RawForm.BOUNDARY + "\r\nContent-Dispo").unfinished()),
                Arguments.of("a picture that is none", form().file("image", "a.png", "no picture".getBytes()).end()),
                Arguments.of("a mask that is none", form().file("image", "a.png", otter).file("mask", "b.png", new byte[9]).end()),
                Arguments.of("no picture", form().end()),
                Arguments.of("only a mask", form().file("mask", "a.png", otter).end()),
                Arguments.of("an empty picture", form().file("image", "a.png", new byte[0]).end()),
                Arguments.of("no prompt", new RawForm().file("image", "a.png", otter).end()),
                Arguments.of("two prompts", form().text("prompt", "b").file("image", "a.png", otter).end()),
                Arguments.of("two files of one name", form().file("image", "a.png", otter).file("image", "b.png", otter).end()),
                Arguments.of("a file of another name", form().file("image", "a.png", otter).file("evil", "b", otter).end()),
                Arguments.of("a prompt that is too long", new RawForm().text("prompt", "x".repeat(2001))
                        .file("image", "a.png", otter).end()),
                Arguments.of("a field that is too long", new RawForm().text("prompt", "x".repeat(200_000))
                        .file("image", "a.png", otter).end()),
                Arguments.of("a size that is not offered", form().text("size", "9999x9999").file("image", "a.png", otter).end()),
                Arguments.of("too many results", form().text("n", "5").file("image", "a.png", otter).end()),
                Arguments.of("a number that is none", form().text("n", "1e9").file("image", "a.png", otter).end()),
                Arguments.of("a thousand parts", parts(1000)));
    }

    private static byte[] parts(int count) {
        RawForm form = form();
        for (int i = 0; i < count; i++) {
            form.file("f" + i, "f", new byte[1]);
        }
        return form.end();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void aMalformedFormIsRefusedAndNotSentOn(String what, byte[] form) throws IOException {
        try (RawClient client = client().head(form.length).send(form)) {
            assertThat(client.answer()).matches("(?s)HTTP/1.1 4\\d\\d .*\\{\"code\":.*").doesNotContain("Exception", "\tat ");
            assertThat(studio.gateway.edits()).isEmpty();
        }
    }

    @Test
    void headersOfTheComponentAreNobodysToSet() throws IOException {
        RawForm form = form().text("CamelPortkeyImagesModel", "evil").text("model", "evil").text("user", "evil")
                .text("X-Evil", "evil").file("image", "../../evil.png", otter);
        try (RawClient client = client().form(form)) {
            assertThat(client.answer()).startsWith("HTTP/1.1 200").doesNotContain("evil");
            assertThat(studio.gateway.edits().get(0).parts()).extracting("name").containsExactlyInAnyOrder("prompt", "model", "image");
            assertThat(studio.gateway.edits().get(0).field("model")).isEqualTo("gpt-image-2");
            assertThat(studio.gateway.edits().get(0).headers().toString()).doesNotContain("evil");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: evil.example", "Host: 127.0.0.1\r\nOrigin: https://evil.example", "Host: 127.0.0.1\r\nOrigin: null"})
    void thePageOfSomebodyElseSpendsNothing(String headers) throws IOException {
        byte[] form = form().file("image", "a.png", otter).end();
        try (RawClient client = client()) {
            client.send("POST /edits HTTP/1.1\r\n" + headers + "\r\nContent-Type: multipart/form-data; boundary="
                    + RawForm.BOUNDARY + "\r\nContent-Length: " + form.length + "\r\n\r\n").send(form);

            assertThat(client.answer()).startsWith("HTTP/1.1 403").contains("foreign");
            assertThat(studio.gateway.edits()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/application.properties", "/page/../application.properties", "/page/%2e%2e%2fapplication.properties",
            "/pom.xml", "/page/studio.jsx", "/results/x.png", "/results/..%2f..%2fetc%2fpasswd", "/META-INF/MANIFEST.MF"})
    void noFileIsHandedOutThatIsNotOfThePage(String path) throws IOException {
        try (RawClient client = client()) {
            client.send("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");

            assertThat(client.answer()).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void whoStopsSendingIsToldSoAndCutOff() throws IOException {
        byte[] form = form().file("image", "a.png", otter).end();
        try (RawClient client = client().head(form.length).send(java.util.Arrays.copyOf(form, form.length / 2))) {
            assertThat(client.answer()).startsWith("HTTP/1.1 408").contains("slow");
            assertThat(client.isCutOff()).isTrue();
        }
    }

    @Test
    void whoHangsUpHalfWayLeavesNothing() throws IOException {
        byte[] form = form().file("image", "a.png", otter).end();
        try (RawClient client = client().head(form.length).send(java.util.Arrays.copyOf(form, form.length / 2))) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !studio.uploads().isEmpty());
        }
        assertThat(studio.gateway.edits()).isEmpty();
    }

    @Test
    void whoHangsUpWhileItIsEditedLeavesNothing() throws IOException {
        studio.gateway.answerNext(StagedAnswer.edit().after(Duration.ofSeconds(8)));
        try (RawClient client = client().form(form().file("image", "a.png", otter))) {
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !studio.gateway.edits().isEmpty());
            assertThat(studio.uploads()).isNotEmpty();
        }
        studio.leavesNothing();
        assertThat(studio.gateway.edits()).hasSize(1);
    }
}
