// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.gateway;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelportkey.images.client.ImagesClient;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.ImageEditRequest;
import io.github.camelportkey.images.model.InputImage;
import io.github.camelportkey.standin.GatewayStandIn;
import io.github.camelportkey.standin.ReceivedEdit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** The official Node SDK and this component send the same edit: the same fields, files and gateway headers. */
@ExtendWith(OfficialSdkTest.NeedsNode.class)
class OfficialSdkTest {

    /** Headers with which the SDK tells of itself, or that it sends where we leave the choice to the gateway. */
    private static final List<String> OF_THE_SDK_ALONE = List.of("x-portkey-package-version", "x-portkey-runtime",
            "x-portkey-runtime-version", "x-portkey-strict-open-ai-compliance");
    private static final String PROMPT = "A cute baby sea otter wearing a beret";
    private static final GatewayStandIn RECORDER = GatewayStandIn.start();
    private static final ImagesClient CLIENT = ImagesClient.builder().build();

    @TempDir
    Path folder;

    static final class NeedsNode implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return NodeProject.condition();
        }
    }

    @AfterAll
    static void stop() {
        CLIENT.close();
        RECORDER.close();
    }

    static Stream<Arguments> schemes() {
        return Stream.of(
                scheme("Portkey-Key with Virtual-Key", Map.of("apiKey", "PORTKEY_API_KEY", "virtualKey", "VIRTUAL_KEY"),
                        route -> route.apiKey("PORTKEY_API_KEY").virtualKey("VIRTUAL_KEY")),
                scheme("Portkey-Key with Provider-Auth and Provider-Name",
                        Map.of("apiKey", "PORTKEY_API_KEY", "provider", "openai", "Authorization", "Bearer sk-provider"),
                        route -> route.apiKey("PORTKEY_API_KEY").provider("openai").providerApiKey("sk-provider")),
                scheme("Portkey-Key with Config", Map.of("apiKey", "PORTKEY_API_KEY", "config", "pc-conf-1"),
                        route -> route.apiKey("PORTKEY_API_KEY").config("pc-conf-1")),
                scheme("Portkey-Key with Provider-Auth, Provider-Name and Custom-Host",
                        Map.of("apiKey", "PORTKEY_API_KEY", "provider", "openai", "Authorization", "Bearer sk-provider",
                                "customHost", "https://models.example.com/v1"),
                        route -> route.apiKey("PORTKEY_API_KEY").provider("openai").providerApiKey("sk-provider")
                                .customHost("https://models.example.com/v1")));
    }

    private static Arguments scheme(String name, Map<String, String> sdk, UnaryOperator<GatewayRoute.Builder> ours) {
        return arguments(name, sdk, ours);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("schemes")
    void theExampleOfTheDocumentIsSentAlike(String name, Map<String, String> sdk, UnaryOperator<GatewayRoute.Builder> ours)
            throws Exception {
        Path image = Files.write(folder.resolve("otter.png"), Pictures.png(32));
        Path mask = Files.write(folder.resolve("mask.png"), Pictures.png(32));
        RECORDER.clear();

        sendThroughSdk(sdk, image, mask);
        sendOurs(ours, image, mask);

        assertThat(RECORDER.edits()).hasSize(2);
        ReceivedEdit theirs = RECORDER.edits().get(0);
        ReceivedEdit our = RECORDER.edits().get(1);
        assertThat(fields(our)).isEqualTo(fields(theirs));
        assertThat(files(our)).isEqualTo(files(theirs));
        assertThat(gatewayHeaders(our)).isEqualTo(gatewayHeaders(theirs));
        if (sdk.containsKey("Authorization")) {
            assertThat(our.header("authorization")).isEqualTo(theirs.header("authorization"));
        }
        assertThat(documented()).as("docs/official-sdk.md names every other difference").containsAll(different(our, theirs));
        // on purpose: the API refuses parts of type octet-stream, which the SDK sends
        assertThat(our.files("image").get(0).contentType()).isEqualTo("image/png");
        assertThat(theirs.files("image").get(0).contentType()).isEqualTo("application/octet-stream");
    }

    private static void sendThroughSdk(Map<String, String> options, Path image, Path mask) throws Exception {
        ObjectMapper json = new ObjectMapper();
        Map<String, Object> all = new HashMap<>(options);
        all.put("baseURL", RECORDER.baseUrl().toString());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("image", image.toString());
        fields.put("mask", mask.toString());
        fields.put("prompt", PROMPT);
        fields.put("n", 2);
        fields.put("size", "1024x1024");
        Process node = NodeProject.installed("portkey-sdk", "edit.cjs")
                .node("edit.cjs", json.writeValueAsString(all), json.writeValueAsString(fields)).start();
        String output = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        node.waitFor();
        assertThat(RECORDER.edits()).as("what the SDK said: " + output).hasSize(1);
    }

    private static void sendOurs(UnaryOperator<GatewayRoute.Builder> scheme, Path image, Path mask) throws IOException {
        ImageEditRequest edit = ImageEditRequest.builder().prompt(PROMPT).n(2).size("1024x1024").image(input(image))
                .mask(input(mask)).build();
        GatewayRoute route = scheme.apply(GatewayRoute.builder().baseUrl(URI.create(RECORDER.baseUrl().toString()))).build();
        try {
            CLIENT.edit(edit, route).join();
        } catch (CompletionException e) {
            assertThat(RECORDER.edits()).hasSize(2);
        }
    }

    private static InputImage input(Path file) throws IOException {
        return InputImage.of(file.toString(), "image", ImageContent.of(file, null), null);
    }

    private static Map<String, String> fields(ReceivedEdit edit) {
        Map<String, String> fields = new TreeMap<>();
        edit.parts().stream().filter(part -> !part.isFile()).forEach(part -> fields.put(part.name(), part.text()));
        return fields;
    }

    private static Map<String, String> files(ReceivedEdit edit) {
        Map<String, String> files = new TreeMap<>();
        edit.parts().stream().filter(part -> part.isFile())
                .forEach(part -> files.put(part.name(), part.fileName() + " " + part.sha256()));
        return files;
    }

    /** The names of the headers that only one of the two sends, or both with different values; lengths apart. */
    private static Set<String> different(ReceivedEdit our, ReceivedEdit theirs) {
        Set<String> names = new TreeSet<>();
        Stream.of(our, theirs).flatMap(edit -> edit.headers().keySet().stream()).map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !Objects.equals(our.header(name), theirs.header(name))).forEach(names::add);
        names.removeAll(Set.of("content-type", "content-length"));
        return names;
    }

    private static Set<String> documented() throws IOException {
        return Pattern.compile("`([a-z-]+)`").matcher(Files.readString(Path.of("../docs/official-sdk.md"))).results()
                .map(match -> match.group(1)).collect(Collectors.toSet());
    }

    private static Map<String, List<String>> gatewayHeaders(ReceivedEdit edit) {
        Map<String, List<String>> headers = new TreeMap<>();
        edit.headers().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            if (lower.startsWith("x-portkey-") && !OF_THE_SDK_ALONE.contains(lower)) {
                headers.put(lower, values);
            }
        });
        return headers;
    }
}
