// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.File;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.model.Image;
import jakarta.activation.DataHandler;
import jakarta.activation.FileDataSource;
import jakarta.activation.URLDataSource;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is not taken as an image, though Camel could convert some of it: no path is opened and no address fetched. */
class RefusedInputsTest extends RouteToStandIn {

    @TempDir
    static Path folder;

    private static Map<String, Object> refused() throws Exception {
        Path picture = Files.write(folder.resolve("otter.png"), PICTURE);
        URL url = picture.toUri().toURL();
        Map<String, Object> refused = new LinkedHashMap<>();
        refused.put("String", picture.toString());
        refused.put("StringBuilder", new StringBuilder(picture.toString()));
        refused.put("Reader", new StringReader(picture.toString()));
        refused.put("URL", url);
        refused.put("URI", picture.toUri());
        refused.put("URLDataSource", new URLDataSource(url));
        refused.put("DataHandler of a URL", new DataHandler(url));
        refused.put("DataHandler of a String", new DataHandler(picture.toString(), "text/plain"));
        refused.put("Object", new Object());
        refused.put("Map", Map.of("a", "b"));
        return refused;
    }

    static Set<String> types() throws Exception {
        return refused().keySet();
    }

    @ParameterizedTest
    @MethodSource("types")
    void isRefusedAsHeader(String type) throws Exception {
        assertThat(refused(edit(), PICTURE, Map.of("CamelPortkeyImagesImage", refused().get(type))))
                .contains("CamelPortkeyImagesImage");
    }

    @ParameterizedTest
    @MethodSource("types")
    void isRefusedAsMask(String type) throws Exception {
        assertThat(refused(edit(), PICTURE, Map.of("CamelPortkeyImagesMask", refused().get(type))))
                .contains("CamelPortkeyImagesMask");
    }

    @ParameterizedTest
    @MethodSource("types")
    void isRefusedAsBody(String type) throws Exception {
        assertThat(refused(edit(), refused().get(type), Map.of())).containsIgnoringCase("the body");
    }

    @ParameterizedTest
    @MethodSource("types")
    void isRefusedInsideAListOfImages(String type) throws Exception {
        assertThat(refused(edit(), List.of(PICTURE, refused().get(type)), Map.of())).contains("The body (element 1)");
        assertThat(refused(edit(), "", Map.of("CamelPortkeyImagesImage", new Object[] {refused().get(type)})))
                .contains("element 0");
    }

    @ParameterizedTest
    @MethodSource("types")
    void isRefusedAsAttachment(String type) throws Exception {
        Object value = refused().get(type);
        DataHandler handler = value instanceof DataHandler given ? given : new DataHandler(value, "image/png");
        Exchange result = template.request(edit(), exchange -> attachments(exchange).addAttachment("image", handler));

        assertThat(whyNotSent(result)).contains("The attachment image");
    }

    @Test
    void nullInAListIsRefused() {
        assertThat(refused(edit(), Arrays.asList(PICTURE, null), Map.of())).contains("element 1").contains("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "warn", "off"})
    void anEmptyBodyIsNoImageWhateverTheValidation(String validation) {
        assertThat(refused(edit("validation=" + validation), null, Map.of())).contains("there is no image")
                .contains("the body is empty");
        assertThat(refused(edit("validation=" + validation), List.of(), Map.of())).contains("there is no image");
        assertThat(refused(edit("validation=" + validation), "text", Map.of())).contains("there is no image")
                .contains("java.lang.String");
    }

    @Test
    void anEmptyArrayOrStreamIsNoImage() {
        assertThat(refused(edit(), new byte[0], Map.of())).contains("0 bytes");
        assertThat(refused(edit(), AcceptedInputs.oneShot(new byte[0]), Map.of())).contains("0 bytes");
    }

    @Test
    void aMissingFileIsRefusedByName() {
        File missing = folder.resolve("gone.png").toFile();

        assertThat(refused(edit(), missing, Map.of())).contains("gone.png");
        assertThat(refused(edit(), missing.toPath(), Map.of())).contains("gone.png");
        assertThat(refused(edit(), new DataHandler(new FileDataSource(missing)), Map.of())).contains("gone.png");
        assertThat(refused(edit(), folder, Map.of())).contains(folder.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"fail", "warn", "off"})
    void bytesOfNoKnownOrDeclaredTypeAreRefusedWhateverTheValidation(String validation) {
        assertThat(refused(edit("validation=" + validation), "garbage".getBytes(), Map.of("Content-Type", "text/plain")))
                .contains("no PNG, JPEG or WebP").contains("text/plain");
        assertThat(refused(edit("validation=" + validation), "garbage".getBytes(),
                Map.of("Content-Type", "application/octet-stream"))).contains("application/octet-stream");
    }

    @Test
    void anImageThatIsOnlyAUrlIsRefusedWithAdvice() {
        Image image = new Image("https://example.com/secret-url", null, null, null, Map.of());

        assertThat(refused(edit(), image, Map.of())).contains("responseFormat=b64_json").contains("downloadImages=true")
                .doesNotContain("secret-url");
        assertThat(refused(edit(), PICTURE, Map.of("CamelPortkeyImagesMask", image))).contains("downloadImages=true");
    }

    @Test
    void aMaskOfSeveralImagesIsRefused() {
        assertThat(refused(edit(), PICTURE, Map.of("CamelPortkeyImagesMask", AcceptedInputs.response(PICTURE, PICTURE))))
                .contains("split it");
        assertThat(refused(edit(), PICTURE, Map.of("CamelPortkeyImagesMask", List.of(PICTURE, PICTURE))))
                .contains("CamelPortkeyImagesMask");
    }

    @Test
    void nothingIsFetchedBecauseAMessageSaidSo() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "", "fetched")) {
            URI there = URI.create(server.baseUrl());

            for (Object address : List.of(there, there.toString(), there.toURL(), new URLDataSource(there.toURL()),
                    new DataHandler(there.toURL()))) {
                refused(edit(), address, Map.of());
            }

            assertThat(server.begun()).isEmpty();
        }
    }
}
