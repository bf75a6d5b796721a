// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImageSpool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Results that are only a url are fetched, from public hosts or from those that the user named; a failure loses nothing. */
class ImageDownloaderTest {

    private static final byte[] PICTURE = Pictures.png(8);

    @TempDir
    Path folder;

    @Test
    void aNamedHostMayBeHttpAndPrivateAndIsSentNoKey() throws Exception {
        try (ScriptedServer store = serving("", PICTURE)) {
            Image image = downloaded("http://127.0.0.1:" + store.port() + "/a/b.png?sig=1", "127.0.0.1");

            assertThat(image.bytes()).isEqualTo(PICTURE);
            assertThat(image.problem()).isNull();
            assertThat(image.url()).startsWith("http://127.0.0.1");
            ScriptedServer.Request request = store.requests().get(0);
            assertThat(request.line()).isEqualTo("GET /a/b.png?sig=1 HTTP/1.1");
            assertThat(request.head().toLowerCase()).doesNotContain("authorization", "x-portkey", "cookie", "secret");
        }
    }

    @Test
    void aLoopbackUrlIsRefusedUnlessItsHostIsNamed() throws Exception {
        try (ScriptedServer store = serving("", PICTURE)) {
            assertKept(downloaded("http://127.0.0.1:" + store.port() + "/"), "not https");
            assertKept(downloaded("https://127.0.0.1:" + store.port() + "/"), "no public address");
            assertKept(downloaded("https://localhost:" + store.port() + "/"), "no public address");
            assertKept(downloaded("https://2130706433:" + store.port() + "/"), "no public address");
            assertKept(downloaded("https://[::1]:" + store.port() + "/"), "no public address");
            assertKept(downloaded("http://127.0.0.1:" + store.port() + "/", "example.com"), "does not name 127.0.0.1");
            assertThat(store.requests()).isEmpty();
        }
    }

    @Test
    void aStarNamesTheHostsOfADomainAndNoOther() throws Exception {
        try (ScriptedServer store = serving("", PICTURE)) {
            String url = "http://127.0.0.1:" + store.port() + "/";

            assertThat(downloaded(url, "*.0.0.1").bytes()).isEqualTo(PICTURE);
            assertKept(downloaded(url, "*.127.0.0.1"), "does not name 127.0.0.1");
            assertKept(downloaded(url, "*.0.0"), "does not name 127.0.0.1");
        }
    }

    @ParameterizedTest
    @CsvSource({"ftp://127.0.0.1/x, no plain https address", "file:///etc/passwd, no plain https address",
            "/etc/passwd, no plain https address", "not a url, not valid", "https://, not valid",
            "'data:image/png;base64,QUJD', no plain https address", "https://no-such-host.invalid/x, host name is not known"})
    void whatIsNoPlainHttpsUrlIsNotFetched(String url, String why) throws Exception {
        assertKept(downloaded(url, "127.0.0.1", "no-such-host.invalid"), why);
    }

    @Test
    void aUrlWithAPasswordIsNotFetched() throws Exception {
        try (ScriptedServer store = serving("", PICTURE)) {
            assertKept(downloaded("http://user:pw@127.0.0.1:" + store.port() + "/", "127.0.0.1"), "no plain https address");
            assertThat(store.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"404,answered 404", "302,answered 302", "500,answered 500", "204,answered 204"})
    void anythingButA200IsAFailedDownload(int status, String why) throws Exception {
        try (ScriptedServer store = ScriptedServer.answering(status, "Location: http://127.0.0.1:1/\r\n", "")) {
            assertKept(downloaded("http://127.0.0.1:" + store.port() + "/", "127.0.0.1"), why);
            assertThat(store.requests()).hasSize(1);
        }
    }

    @Test
    void a200ThatIsNoImageIsAFailedDownload() throws Exception {
        try (ScriptedServer store = serving("", Reading.bytes("<html>expired</html>"))) {
            assertKept(downloaded("http://127.0.0.1:" + store.port() + "/", "127.0.0.1"), "is no image");
        }
    }

    /** It is paid, and its url dies. */
    @Test
    void anImageOfAnotherKindIsTakenByItsDeclaredType() throws Exception {
        byte[] gif = Reading.bytes("GIF89a and so on");
        try (ScriptedServer store = serving("Content-Type: image/gif\r\n", gif)) {
            Image image = downloaded("http://127.0.0.1:" + store.port() + "/", "127.0.0.1");

            assertThat(image.bytes()).isEqualTo(gif);
            assertThat(image.contentType()).isEqualTo("image/gif");
            assertThat(image.extension()).isEqualTo("gif");
        }
        try (ScriptedServer store = serving("Content-Type: image/gif\r\n", new byte[0])) {
            assertKept(downloaded("http://127.0.0.1:" + store.port() + "/", "127.0.0.1"), "is no image");
        }
        try (ScriptedServer store = serving("Content-Type: image/png\r\n", gif)) {
            assertKept(downloaded("http://127.0.0.1:" + store.port() + "/", "127.0.0.1"), "is no image");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>login</html>", " \n<!DOCTYPE html>", "{\"error\":\"expired\"}"})
    void aPageIsNoImageWhateverItsDeclaredType(String page) throws Exception {
        try (ScriptedServer store = serving("Content-Type: image/gif\r\n", Reading.bytes(page))) {
            assertKept(downloaded("http://127.0.0.1:" + store.port() + "/", "127.0.0.1"), "is no image");
        }
    }

    /** Its first box is as long as the code of a less-than sign. */
    @Test
    void anImageThatBeginsWithZerosIsNotTakenForAPage() throws Exception {
        byte[] avif = Reading.bytes("\0\0\0<ftypavif and so on");
        try (ScriptedServer store = serving("Content-Type: image/avif\r\n", avif)) {
            assertThat(downloaded("http://127.0.0.1:" + store.port() + "/", "127.0.0.1").bytes()).isEqualTo(avif);
        }
    }

    @Test
    void aDrawingIsAnImage() throws Exception {
        byte[] drawing = Reading.bytes("<svg xmlns='http://www.w3.org/2000/svg'/>");
        try (ScriptedServer store = serving("Content-Type: image/svg+xml\r\n", drawing)) {
            Image image = downloaded("http://127.0.0.1:" + store.port() + "/", "127.0.0.1");

            assertThat(image.bytes()).isEqualTo(drawing);
            assertThat(image.extension()).isEqualTo("svg");
        }
    }

    @Test
    void aDownloadThatIsEncodedThoughNotAskedForIsDecodedAndAWrongWordForItIgnored() throws Exception {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(PICTURE);
        }
        try (ScriptedServer store = serving("Content-Encoding: gzip\r\n", gzip.toByteArray())) {
            assertThat(downloaded("http://127.0.0.1:" + store.port() + "/", "127.0.0.1").bytes()).isEqualTo(PICTURE);
        }
        try (ScriptedServer store = serving("Content-Encoding: gzip\r\n", Arrays.copyOf(gzip.toByteArray(), gzip.size() - 9))) {
            assertKept(downloaded("http://127.0.0.1:" + store.port() + "/", "127.0.0.1"), "cut off");
        }
        for (String wrong : new String[] {"gzip", "aws-chunked", "none", ""}) {
            try (ScriptedServer store = serving("Content-Encoding: " + wrong + "\r\n", PICTURE)) {
                assertThat(downloaded("http://127.0.0.1:" + store.port() + "/", "127.0.0.1").bytes()).isEqualTo(PICTURE);
            }
        }
    }

    /** The thread that takes a part off the wire may come just behind the one that ends the download. */
    @Test
    void aPartThatComesBehindTheEndLeavesNoFile() throws Exception {
        try (ImageSpool spool = ImageSpool.open(folder, 1_000_000)) {
            DownloadConsumer consumer = new DownloadConsumer(new CompletableFuture<>(), spool.newSink(10), 1_000_000);
            consumer.consume(ByteBuffer.wrap(new byte[1_000]));
            consumer.releaseResources();

            assertThatThrownBy(() -> consumer.consume(ByteBuffer.wrap(new byte[1_000]))).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> consumer.streamEnd(null)).isInstanceOf(IOException.class);
            assertThat(spool.usedBytes()).isZero();
        }
    }

    @Test
    void interimAnswersWithoutEndFailTheDownload() throws Exception {
        try (ScriptedServer store = ScriptedServer.running(connection -> {
            connection.readRequest();
            for (;;) {
                connection.write("HTTP/1.1 103 X\r\n\r\n");
            }
        })) {
            assertKept(downloaded("http://127.0.0.1:" + store.port() + "/", "127.0.0.1"), "interim answers");
        }
    }

    @Test
    void anImageAboveMaxImageBytesIsAFailedDownload() throws Exception {
        try (ScriptedServer store = serving("", Pictures.noise(200_000))) {
            assertKept(downloaded("http://127.0.0.1:" + store.port() + "/", "127.0.0.1"), "maxImageBytes=100000");
        }
    }

    @Test
    void aDownloadThatBreaksOffKeepsTheUrl() throws Exception {
        try (ScriptedServer store = ScriptedServer.running(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n");
            connection.write(PICTURE);
        })) {
            assertKept(downloaded("http://127.0.0.1:" + store.port() + "/", "127.0.0.1"), "");
        }
    }

    @ParameterizedTest
    @CsvSource({"PT15M,16", "PT0.001S,1", "PT15M,-1", "PT2562047788015H,16"})
    void aDownloadEndsWhenTheTimeOfTheWholeEditIsUp(Duration editTimeout, long minutesAgo) throws Exception {
        EditSettings d = Edits.downloads(100_000, "127.0.0.1");
        EditSettings settings = new EditSettings(d.connectionRequestTimeout(), d.responseTimeout(), editTimeout,
                d.maxImageBytes(), d.maxResponseBytes(), d.spool(), d.spoolThreshold(), true, d.downloadHosts(), false);
        boolean up = editTimeout.compareTo(Duration.ofMinutes(minutesAgo)) < 0;
        try (ScriptedServer store = serving("", PICTURE); HttpTransport transport = new HttpTransport(
                new HttpClients.Settings(null, null, null, null, 10_000, 1, null))) {
            Image image = new ImageDownloader(transport, settings, new CompletableFuture<>(),
                    System.nanoTime() - TimeUnit.MINUTES.toNanos(minutesAgo))
                    .download(Reading.of("{\"data\":[{\"url\":\"http://127.0.0.1:" + store.port() + "/\"}]}"))
                    .get(10, TimeUnit.SECONDS).data().get(0);

            if (up) {
                assertKept(image, "it took too long");
            } else {
                assertThat(image.bytes()).isEqualTo(PICTURE);
            }
        }
    }

    @Test
    void imagesThatAGuardrailMakesAFailureAreFetchedToo() throws Exception {
        EditSettings d = Edits.downloads(100_000, "127.0.0.1");
        try (ScriptedServer store = serving("", PICTURE); ScriptedServer gateway = ScriptedServer.answering(246, "",
                "{\"data\":[{\"url\":\"http://127.0.0.1:" + store.port() + "/\"}]}");
             ImagesClient client = Edits.client(new EditSettings(d.connectionRequestTimeout(), d.responseTimeout(),
                     d.editTimeout(), d.maxImageBytes(), d.maxResponseBytes(), d.spool(), d.spoolThreshold(), true,
                     d.downloadHosts(), true))) {
            Throwable failure = Edits.failure(client.edit(Edits.small(), Edits.route(gateway)));

            assertThat(failure).isInstanceOf(GatewayStatusException.class);
            assertThat(((GatewayStatusException) failure).getResponse().data().get(0).bytes()).isEqualTo(PICTURE);
        }
    }

    @Test
    void ofAnAnswerWithMoreUrlsThanAnEditCanHaveImagesOnlyTheFirstAreFetched() throws Exception {
        try (ScriptedServer store = serving("", PICTURE); HttpTransport transport = new HttpTransport(
                new HttpClients.Settings(null, null, null, null, 10_000, 1, null))) {
            String url = "{\"url\":\"http://127.0.0.1:" + store.port() + "/\"}";
            List<Image> images = new ImageDownloader(transport, Edits.downloads(100_000, "127.0.0.1"),
                    new CompletableFuture<>(), System.nanoTime())
                    .download(Reading.of("{\"data\":[" + String.join(",", Collections.nCopies(20, url)) + "]}"))
                    .get(10, TimeUnit.SECONDS).data();

            assertThat(images).hasSize(20);
            assertThat(images.subList(0, 16)).allSatisfy(image -> assertThat(image.bytes()).isEqualTo(PICTURE));
            assertThat(images.subList(16, 20)).allSatisfy(image -> assertKept(image, "first 16"));
            assertThat(store.requests()).hasSize(16);
        }
    }

    @Test
    void cancellingTheEditEndsItsDownloads() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (ScriptedServer store = ScriptedServer.running(connection -> {
            connection.readRequest();
            asked.countDown();
            try {
                connection.readHead();
            } finally {
                ended.countDown();
            }
        }); ScriptedServer gateway = ScriptedServer.answering(200, "",
                "{\"data\":[{\"url\":\"http://127.0.0.1:" + store.port() + "/\"}]}");
             ImagesClient client = Edits.client(Edits.downloads(100_000, "127.0.0.1"))) {
            ImageEdit edit = client.edit(Edits.small(), Edits.route(gateway));
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();

            edit.cancel(true);

            assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static ScriptedServer serving(String headers, byte[] body) throws Exception {
        return ScriptedServer.running(connection -> {
            while (connection.readRequest() != null) {
                connection.answer(200, headers, body);
            }
        });
    }

    private static void assertKept(Image image, String why) {
        assertThat(image.hasContent()).isFalse();
        assertThat(image.url()).isNotBlank();
        assertThat(image.problem()).contains("could not be downloaded").contains(why);
    }

    private static Image downloaded(String url, String... hosts) throws Exception {
        try (ScriptedServer gateway = ScriptedServer.answering(200, "", "{\"data\":[{\"url\":\"" + url + "\"}]}");
             ImagesClient client = Edits.client(Edits.downloads(100_000, hosts))) {
            GatewayRoute route = GatewayRoute.builder().baseUrl(Edits.route(gateway).baseUrl()).apiKey("secret-key")
                    .providerApiKey("secret-provider").build();
            return Edits.result(client.edit(Edits.small(), route)).data().get(0);
        }
    }
}
