// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelportkey.images.PortkeyImagesComponent;
import io.github.camelportkey.images.PortkeyImagesConfiguration;
import io.github.camelportkey.images.PortkeyImagesConstants;
import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.ReceivedEdit;
import io.github.camelportkey.standin.ReceivedPart;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/migrating-from-camel-http.md: two routes, one request. */
class MigratingDocsTest extends SnippetTestSupport {

    // tag::before[]
    static class EditByHand extends RouteBuilder {
        @Override
        public void configure() {
            HttpComponent http = getContext().getComponent("http", HttpComponent.class);
            http.setAutomaticRetriesDisabled(true);            // else a 503 is answered by a second request
            http.setResponseTimeout(600_000);                  // an edit takes minutes
            http.setSoTimeout(600_000);
            http.setConnectionsPerRoute(200);                  // default 20
            ObjectMapper json = new ObjectMapper();            // else more than 20,000,000 characters are refused
            json.getFactory().setStreamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build());

            from("direct:by-hand")
                    .process(exchange -> {
                        File picture = exchange.getMessage().getBody(File.class);
                        File mask = new File(picture.getPath().replaceAll("\\.png$", ".mask.png"));
                        exchange.getMessage().removeHeaders("*");        // or all of them go to the gateway
                        exchange.getMessage().setBody(MultipartEntityBuilder.create()
                                .addTextBody("prompt", "A red beret on its head", ContentType.TEXT_PLAIN.withCharset("UTF-8"))
                                .addTextBody("model", "gpt-image-2")
                                .addBinaryBody("image", picture, ContentType.IMAGE_PNG, picture.getName())
                                .addBinaryBody("mask", mask, ContentType.IMAGE_PNG, mask.getName())
                                .build());
                    })
                    .setHeader(Exchange.HTTP_METHOD, constant("POST"))
                    .setHeader("x-portkey-api-key", constant("{{env:PORTKEY_API_KEY}}"))
                    .setHeader("x-portkey-provider", constant("@your-provider"))
                    .setHeader("x-portkey-trace-id", simple("${exchangeId}"))
                    .to("{{gateway}}/images/edits")
                    .process(exchange -> {
                        JsonNode answer = json.readTree(exchange.getMessage().getBody(byte[].class));
                        JsonNode image = answer.path("data").path(0).path("b64_json");
                        if (!image.isTextual()) {
                            throw new IllegalStateException("The answer has no image");
                        }
                        exchange.getMessage().removeHeaders("*");
                        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "image/png"); // hopefully
                        exchange.getMessage().setBody(Base64.getDecoder().decode(image.textValue()));
                    });
        }
    }
    // end::before[]

    // tag::after[]
    static class EditWithComponent extends RouteBuilder {
        @Override
        public void configure() {
            from("direct:with-component")
                    .process(exchange -> {
                        File picture = exchange.getMessage().getBody(File.class);
                        exchange.getMessage().setHeader(PortkeyImagesConstants.MASK,
                                new File(picture.getPath().replaceAll("\\.png$", ".mask.png")));
                    })
                    .to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head");
        }
    }
    // end::after[]

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        PortkeyImagesConfiguration options =
                camel.getComponent("portkey-images", PortkeyImagesComponent.class).getConfiguration();
        options.setApiKey("key-of-the-gateway");
        options.setProvider("@your-provider");
        return camel;
    }

    @Override
    protected RoutesBuilder[] createRouteBuilders() {
        return new RoutesBuilder[] {new EditByHand(), new EditWithComponent()};
    }

    private Exchange edit(String route) throws IOException {
        Path picture = folder.resolve("otter.png");
        Files.write(picture, Pictures.png(32));
        Files.write(folder.resolve("otter.mask.png"), Pictures.png(32));
        return template.request(route, exchange -> exchange.getMessage().setBody(picture.toFile()));
    }

    @Test
    void bothSendTheSameRequestAndGetTheSamePicture() throws IOException {
        byte[] byHand = edit("direct:by-hand").getMessage().getBody(byte[].class);
        byte[] withComponent = edit("direct:with-component").getMessage().getBody(byte[].class);

        assertThat(gateway.edits()).hasSize(2).allSatisfy(edit -> assertThat(edit.status()).isEqualTo(200));
        ReceivedEdit before = gateway.edits().get(0);
        ReceivedEdit after = gateway.edits().get(1);
        assertThat(form(after)).isEqualTo(form(before));
        for (String header : List.of("x-portkey-api-key", "x-portkey-provider")) {
            assertThat(after.header(header)).isNotNull().isEqualTo(before.header(header));
        }
        assertThat(after.header("x-portkey-trace-id")).isNotNull();
        assertThat(withComponent).isEqualTo(byHand);
    }

    private static Map<String, String> form(ReceivedEdit edit) {
        Map<String, String> form = new TreeMap<>();
        for (ReceivedPart part : edit.parts()) {
            form.put(part.name(), part.isFile()
                    ? part.fileName() + " " + part.contentType() + " " + Arrays.hashCode(part.bytes())
                    : part.text());
        }
        return form;
    }

    @Test
    void itIsAThirdOfTheCode() {
        long before = codeLines("MigratingDocsTest.java#before");
        long after = codeLines("MigratingDocsTest.java#after");

        assertThat(after * 3).isLessThanOrEqualTo(before);
    }

    private static long codeLines(String snippet) {
        return Snippets.text(snippet).lines().filter(line -> !line.isBlank() && !line.strip().matches("[})\\];]+")).count();
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void camelHttpSendsAPostASecondTimeUnlessToldNotTo(int status) throws Exception {
        gateway.answerNext(StagedAnswer.status(status), StagedAnswer.status(status));
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            camel.createProducerTemplate().request(gateway.baseUrl() + "/images/edits",
                    exchange -> exchange.getMessage().setBody("anything"));
        }

        assertThat(gateway.edits()).hasSize(2);
    }

    @Test
    void theComponentSendsOnce() throws IOException {
        gateway.answerNext(StagedAnswer.status(503), StagedAnswer.status(503));

        Exchange result = edit("direct:with-component");

        assertThat(result.getException()).isInstanceOf(GatewayStatusException.class)
                .isInstanceOf(HttpOperationFailedException.class);
        assertThat(gateway.edits()).hasSize(1);
    }
}
