// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.GatewayStandIn;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The picture of the developer console in docs/observability.md is what the console prints over HTTP after eight edits and
 * while two are under way. Only what differs from run to run has a fixed text in it. {@code -Ddocs.update=true} rewrites it.
 */
class ConsolePictureDocsTest {

    private static final Path SAMPLES = Page.ROOT.resolve("examples/file-to-s3/samples");
    private static final Path PICTURE = Page.ROOT.resolve("docs/images/console.svg");
    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<Exchange> held = new ArrayList<>();

    @Test
    void thePictureIsWhatTheConsolePrints() throws Exception {
        int port = freePort();
        try (GatewayStandIn gateway = GatewayStandIn.start()) {
            Main main = new Main();
            main.setPropertyPlaceholderLocations("classpath:docs/" + "observability.properties");
            main.addOverrideProperty("camel.management.port", String.valueOf(port));
            main.addOverrideProperty("camel.component.portkey-images.baseUrl", gateway.baseUrl().toString());
            main.addOverrideProperty("camel.main.shutdown-timeout", "1");
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:hats").to("portkey-images:edit?model=gpt-image-2&prompt=A red beret on its head");
                    from("direct:snow").to("portkey-images:edit?model=gpt-image-2&quality=high&prompt=Snow all around");
                }
            });
            main.start();
            try {
                stage(main.getCamelContext(), gateway);
                List<String> shown = settled(port);

                String picture = ConsolePicture.svg("http://localhost:9876/q/dev/portkey-images", shown);
                if (Boolean.getBoolean("docs.update")) {
                    Files.writeString(PICTURE, picture);
                }
                assertThat(picture).isEqualTo(Files.readString(PICTURE));
            } finally {
                main.stop();
            }
        }
    }

    /** Seven edits that succeed, one of them large; one that fails, and two that are under way. */
    private void stage(CamelContext camel, GatewayStandIn gateway) throws IOException {
        ProducerTemplate template = camel.createProducerTemplate();
        List<String> names = List.of("otter", "harbour", "meadow", "mountain-lake", "night-city", "snowman");
        for (int i = 0; i < names.size(); i++) {
            byte[] picture = Files.readAllBytes(SAMPLES.resolve(names.get(i) + ".png"));
            gateway.answerNext(answer(picture, 310 + 7 * i, 4160));
            held.add(template.request(i % 2 == 0 ? "direct:hats" : "direct:snow", edit -> edit.getMessage().setBody(picture)));
        }
        byte[] otter = Files.readAllBytes(SAMPLES.resolve("otter.png"));
        gateway.answerNext(answer(Pictures.noise(2_345_678), 323, 6208));
        held.add(template.request("direct:snow", edit -> edit.getMessage().setBody(otter)));
        assertThat(held).allSatisfy(edit -> assertThat(edit.getException()).isNull());

        gateway.answerNext(StagedAnswer.status(503).body("{\"error\":{\"message\":\"The provider is overloaded\"}}"));
        assertThat(template.request("direct:hats", edit -> edit.getMessage().setBody(otter)).getException()).isNotNull();

        for (int i = 0; i < 2; i++) {
            int before = gateway.edits().size();
            gateway.answerNext(StagedAnswer.edit().after(Duration.ofMinutes(5)));
            template.asyncSend("direct:hats", edit -> edit.getMessage().setBody(otter));
            await().atMost(SOON).until(() -> gateway.edits().size() > before);
        }
    }

    private static StagedAnswer answer(byte[] picture, int input, int output) {
        return StagedAnswer.status(200).header("content-type", "application/json").body("""
                {"created": 1764000000, "data": [{"b64_json": "%s"}],
                 "usage": {"input_tokens": %d, "output_tokens": %d, "total_tokens": %d}}""".formatted(
                Base64.getEncoder().encodeToString(picture), input, output, input + output));
    }

    /** What the console prints once the threads of finished edits are at rest. */
    private static List<String> settled(int port) {
        return await().atMost(SOON).ignoreExceptions().until(() -> fixed(read(port)), text -> text.contains("inFlight: 2")
                && text.contains("active: 0") && text.contains("leased: 2")).strip().lines().toList();
    }

    private static String fixed(String text) {
        return text.replaceAll("meanMillis: \\d+", "meanMillis: 23411")
                .replaceAll("time: \\S+", "time: 2026-11-22T10:42:07.318Z")
                .replaceAll("(exchangeId|gatewayTraceId): \\S+", "$1: 5F2B1C09A7E3D41-0000000000000007")
                .replaceAll("trace id: [^\\]]+", "trace id: 5F2B1C09A7E3D41-0000000000000007")
                .replaceAll("request id: [^\\]]+", "request id: req_8b1f6e02c7")
                .replaceAll("http://(127\\.0\\.0\\.1|localhost):\\d+/v1", "https://api.portkey.ai/v1");
    }

    private static String read(int port) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                URI.create("http://localhost:" + port + "/q/dev/portkey-images")).build(),
                HttpResponse.BodyHandlers.ofString()).body();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
