// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.client.ImageEdit;
import io.github.camelportkey.images.client.ImagesClient;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImageEditRequest;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.images.model.InputImage;
import io.github.camelportkey.standin.GatewayStandIn;
import io.github.camelportkey.standin.ReceivedEdit;
import io.github.camelportkey.standin.StagedAnswer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Through the real gateway: what we send arrives at the provider, and what it answers comes back. */
@ExtendWith(RealGateway.class)
class RealGatewayTest {

    private static final GatewayStandIn PROVIDER = GatewayStandIn.builder().asProvider().start();
    private static final ImagesClient CLIENT = ImagesClient.builder().build();
    private static final byte[] PICTURE = Pictures.png(16);

    private GatewayRoute.Builder route;

    @BeforeEach
    void directTheGatewayAtTheStandIn(RealGateway gateway) {
        route = GatewayRoute.builder().baseUrl(URI.create(gateway.baseUrl())).provider("openai").providerApiKey("sk-test")
                .customHost(PROVIDER.baseUrl().toString());
    }

    @AfterEach
    void forget() {
        PROVIDER.clear();
    }

    @AfterAll
    static void stop() {
        CLIENT.close();
        PROVIDER.close();
    }

    @Test
    void anEditReachesTheProviderWithItsKeyAndItsBytes() throws Exception {
        ImageEdit edit = CLIENT.edit(edit().build(), route.build());

        ImagesResponse response = edit.join();

        assertThat(response.data().get(0).contentType()).isEqualTo("image/png");
        assertThat(edit.reply().provider()).isEqualTo("openai");
        ReceivedEdit received = PROVIDER.edits().get(0);
        assertThat(received.header("authorization")).isEqualTo("Bearer sk-test");
        assertThat(received.files("image").get(0).bytes()).isEqualTo(PICTURE);
        assertThat(received.files("image").get(0).contentType()).isEqualTo("image/png");
    }

    @Test
    void sixteenImagesAMaskAndAllFieldsArriveAsTheyAre() throws Exception {
        ImageEditRequest.Builder edit = ImageEditRequest.builder();
        for (int i = 0; i < 16; i++) {
            edit.image(image(Pictures.png(16), "pic\"ture " + i + "é"));
        }
        edit.mask(image(Pictures.png(16), "mask")).prompt("a cat").model("gpt-image-2").n(2).size("auto").user("u-1")
                .quality("high").background("opaque").outputFormat("jpeg").outputCompression(80).moderation("low")
                .inputFidelity("high");

        ImagesResponse response = CLIENT.edit(edit.build(), route.build()).join();

        assertThat(response.data()).hasSize(2);
        ReceivedEdit received = PROVIDER.edits().get(0);
        assertThat(received.files("image[]")).hasSize(16).allMatch(part -> part.length() == Pictures.png(16).length);
        assertThat(received.files("image[]").get(3).fileName()).isEqualTo("pic%22ture 3é.png");
        assertThat(received.files("mask")).hasSize(1);
        assertThat(Map.of("prompt", "a cat", "model", "gpt-image-2", "n", "2", "size", "auto", "user", "u-1", "quality",
                "high", "background", "opaque", "output_format", "jpeg", "output_compression", "80"))
                .allSatisfy((name, value) -> assertThat(received.field(name)).isEqualTo(value));
        assertThat(received.field("moderation")).isEqualTo("low");
        assertThat(received.field("input_fidelity")).isEqualTo("high");
    }

    @Test
    void unknownFieldsAndPromptsOfSeveralLinesArrive() throws Exception {
        ImageEditRequest edit = edit().prompt("ein Bär 🐻\nmit Hut").model("some-model")
                .additionalField("seed", List.of("7")).build();

        CLIENT.edit(edit, route.build()).join();

        assertThat(PROVIDER.edits().get(0).field("prompt").replace("\r\n", "\n")).isEqualTo("ein Bär 🐻\nmit Hut");
        assertThat(PROVIDER.edits().get(0).field("seed")).isEqualTo("7");
    }

    @Test
    void aFileOfFiftyMegabytesArrivesByteForByte(@TempDir Path folder) throws Exception {
        byte[] bytes = Pictures.noise(50 * 1024 * 1024);
        Path file = Files.write(folder.resolve("large.png"), bytes);
        PROVIDER.answerNext(StagedAnswer.status(200).body(Pictures.answer(PICTURE)));
        ImageEditRequest edit = ImageEditRequest.builder().prompt("x").model("some-model")
                .image(InputImage.of("large.png", "image", ImageContent.of(file, null), null)).build();

        CLIENT.edit(edit, route.build()).join();

        assertThat(PROVIDER.edits().get(0).files("image").get(0).sha256()).isEqualTo(
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }

    @Test
    void urlAnswersComeBackAsUrls() throws Exception {
        ImageEditRequest edit = edit().model("some-model").responseFormat("url").build();

        assertThat(CLIENT.edit(edit, route.build()).join().data().get(0).url()).startsWith("http://127.0.0.1:");
    }

    @Test
    void anInlineConfigRetriesInTheGatewayAndTheReplySaysHowOften() throws Exception {
        PROVIDER.answerNext(StagedAnswer.status(429).body("{\"error\":{\"message\":\"slow down\"}}"));
        GatewayRoute retrying = ofConfig("{\"retry\":{\"attempts\":2,\"on_status_codes\":[429]},"
                + target("test", 1).substring(1));

        ImageEdit edit = CLIENT.edit(edit().build(), retrying);

        assertThat(edit.join().isUsable()).isTrue();
        assertThat(edit.reply().retryAttemptCount()).isEqualTo(1);
        assertThat(PROVIDER.edits()).hasSize(2);
    }

    @Test
    void aFallbackSaysWhichTargetAnswered() throws Exception {
        PROVIDER.answerNext(StagedAnswer.status(500).body("no"));

        ImageEdit edit = CLIENT.edit(edit().build(), strategy("fallback", target("one", 1), target("two", 1)));

        assertThat(edit.join().isUsable()).isTrue();
        assertThat(edit.reply().lastUsedOptionIndex()).isEqualTo("config.targets[1]");
    }

    @Test
    void aLoadBalancerSendsEachEditToOneTargetByItsWeight() throws Exception {
        GatewayRoute balanced = strategy("loadbalance", target("idle", 0), target("busy", 1));
        for (int i = 0; i < 5; i++) {
            ImageEdit edit = CLIENT.edit(edit().build(), balanced);

            assertThat(edit.join().isUsable()).isTrue();
            assertThat(edit.reply().lastUsedOptionIndex()).isEqualTo("config.targets[1]");
        }
        assertThat(PROVIDER.edits()).hasSize(5)
                .allSatisfy(received -> assertThat(received.header("authorization")).isEqualTo("Bearer sk-busy"));
    }

    @Test
    void aTimeoutInTheConfigIsAStatusToo() throws Exception {
        PROVIDER.latency(Duration.ofSeconds(5));
        try {
            ImageEdit edit = CLIENT.edit(edit().build(), ofConfig("{\"request_timeout\":200," + target("one", 1).substring(1)));

            assertThatThrownBy(edit::join).cause().isInstanceOfSatisfying(GatewayStatusException.class,
                    failure -> assertThat(failure.getStatusCode()).isEqualTo(408));
        } finally {
            PROVIDER.latency(Duration.ZERO);
        }
    }

    private static String target(String key, int weight) {
        return "{\"provider\":\"openai\",\"api_key\":\"sk-" + key + "\",\"custom_host\":\"" + PROVIDER.baseUrl()
               + "\",\"weight\":" + weight + "}";
    }

    private GatewayRoute strategy(String mode, String... targets) {
        return ofConfig("{\"strategy\":{\"mode\":\"" + mode + "\"},\"targets\":[" + String.join(",", targets) + "]}");
    }

    private GatewayRoute ofConfig(String config) {
        return route.config(config).provider(null).providerApiKey(null).customHost(null).build();
    }

    @Test
    void traceIdAndMetadataAreTakenByTheGateway() throws Exception {
        ImageEdit edit = CLIENT.edit(edit().build(), route.traceId("trace-7").metadata(Map.of("team", "Zürich")).build());

        edit.join();

        assertThat(edit.reply().traceId()).isEqualTo("trace-7");
    }

    @Test
    void theGatewaysOwnTimeoutIsAStatus() throws Exception {
        PROVIDER.latency(Duration.ofSeconds(5));
        try {
            ImageEdit edit = CLIENT.edit(edit().build(), route.gatewayTimeout(200L).build());

            assertThatThrownBy(edit::join).cause().isInstanceOfSatisfying(GatewayStatusException.class, failure -> {
                assertThat(failure.getStatusCode()).isEqualTo(408);
                assertThat(failure.isRetryable()).isTrue();
                assertThat(failure.mayHaveBeenBilled()).isTrue();
            });
        } finally {
            PROVIDER.latency(Duration.ZERO);
        }
    }

    @Test
    void theProvidersErrorAndTheGatewaysErrorAreTold() throws Exception {
        assertThatThrownBy(() -> CLIENT.edit(edit().size("huge").build(), route.build()).join()).cause()
                .isInstanceOfSatisfying(GatewayStatusException.class, failure -> {
                    assertThat(failure.getStatusCode()).isEqualTo(400);
                    assertThat(failure.getParam()).isEqualTo("size");
                });
        assertThatThrownBy(() -> CLIENT.edit(edit().build(), route.provider("nobody").build()).join()).cause()
                .isInstanceOfSatisfying(GatewayStatusException.class,
                        failure -> assertThat(failure.getGatewayMessage()).contains("Invalid provider"));
    }

    @Test
    void fiftyEditsAtOnceAllComeBack() {
        List<ImageEdit> edits = new ArrayList<>(IntStream.range(0, 50)
                .mapToObj(i -> CLIENT.edit(edit().user("user-" + i).build(), route.build())).toList());

        assertThat(edits).allSatisfy(edit -> assertThat(edit.join().isUsable()).isTrue());
        assertThat(PROVIDER.edits()).hasSize(50);
        assertThat(PROVIDER.edits().stream().map(received -> received.field("user")).distinct()).hasSize(50);
    }

    private static ImageEditRequest.Builder edit() {
        return ImageEditRequest.builder().prompt("a hat").model("gpt-image-2").image(image(PICTURE, "picture"));
    }

    private static InputImage image(byte[] bytes, String name) {
        try {
            return InputImage.of(name + ".png", "image", ImageContent.of(bytes, null), null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
