// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.camelportkey.images.client.ImagesClient;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImageEditRequest;
import io.github.camelportkey.images.model.InputImage;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openapi4j.core.validation.ValidationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An independent parser and the API's document agree with whatever this component sends. */
class RequestOracleTest {

    private static final RequestOracle ORACLE = new RequestOracle();
    private static final byte[] PICTURE = Pictures.png(4);
    private static ScriptedServer server;
    private static ImagesClient client;

    @BeforeContainer
    static void start() throws Exception {
        server = ScriptedServer.answering(200, "", Pictures.answer(PICTURE));
        client = ImagesClient.builder().build();
    }

    @AfterContainer
    static void stop() throws Exception {
        client.close();
        server.close();
    }

    @Property(tries = 300)
    void everyRequestIsValidByTheDocumentOfTheApi(@ForAll("edits") ImageEditRequest edit) throws Exception {
        GatewayRoute route = GatewayRoute.builder().baseUrl(URI.create(server.baseUrl())).build();

        client.edit(edit, route).join();

        ScriptedServer.Request sent = server.requests().remove(server.requests().size() - 1);
        assertThatCode(() -> ORACLE.judge(sent)).doesNotThrowAnyException();
        assertThat(sent.text()).contains(new String(edit.prompt().getBytes(StandardCharsets.UTF_8),
                StandardCharsets.ISO_8859_1));
    }

    @Provide
    Arbitrary<ImageEditRequest> edits() {
        Arbitrary<String> text = Arbitraries.strings().ofMinLength(1).ofMaxLength(40).filter(s -> !s.isBlank())
                .filter(s -> StandardCharsets.UTF_8.newEncoder().canEncode(s));
        Arbitrary<List<InputImage>> images = text.map(RequestOracleTest::picture).list().ofMinSize(1).ofMaxSize(16);
        Arbitrary<ImageEditRequest.Builder> first = Combinators.combine(images, text,
                text.map(RequestOracleTest::picture).injectNull(0.5), Arbitraries.integers().between(1, 10).injectNull(0.5),
                Arbitraries.of("auto", "1024x1024", "1536x1024").injectNull(0.5),
                Arbitraries.of("url", "b64_json").injectNull(0.5), text.injectNull(0.5), text.injectNull(0.5))
                .as((pictures, prompt, mask, n, size, format, model, user) -> {
                    ImageEditRequest.Builder edit = ImageEditRequest.builder();
                    pictures.forEach(edit::image);
                    return edit.prompt(prompt).mask(mask).n(n).size(size).responseFormat(format).model(model).user(user);
                });
        return Combinators.combine(first, text.injectNull(0.5),
                Arbitraries.of("transparent", "opaque", "auto").injectNull(0.5),
                Arbitraries.of("high", "low").injectNull(0.5), Arbitraries.of("png", "jpeg", "webp").injectNull(0.5),
                Arbitraries.integers().between(0, 100).injectNull(0.5), Arbitraries.of("low", "auto").injectNull(0.5))
                .as((edit, quality, background, fidelity, format, compression, moderation) -> edit.quality(quality)
                        .background(background).inputFidelity(fidelity).outputFormat(format)
                        .outputCompression(compression).moderation(moderation).build());
    }

    private static InputImage picture(String name) {
        try {
            return InputImage.of(name, "image", ImageContent.of(PICTURE, null), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theOracleAcceptsTheSmallestEdit() {
        assertThatCode(() -> judge(field("prompt", "x") + image())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"n,0", "n,11", "n,two", "size,large", "response_format,png", "output_compression,101", "background,red",
            "unheard_of,1"})
    void theOracleRejectsWhatTheDocumentDoesNotAllow(String name, String value) {
        assertThatThrownBy(() -> judge(field("prompt", "x") + field(name, value) + image()))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void theOracleRejectsAnEditWithoutPromptOrImage() {
        assertThatThrownBy(() -> judge(image())).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> judge(field("prompt", "x"))).isInstanceOf(ValidationException.class);
    }

    private static void judge(String parts) throws Exception {
        ORACLE.judge("multipart/form-data; boundary=b", (parts + "--b--\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String field(String name, String value) {
        return "--b\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n";
    }

    private static String image() {
        return "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n"
               + "Content-Type: image/png\r\n\r\nbytes\r\n";
    }
}
