// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.kamelets.KameletFile;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.standin.ReceivedEdit;
import io.github.camelportkey.standin.StagedAnswer;
import jakarta.activation.DataHandler;
import org.apache.camel.Exchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The options of the Kamelet {@code portkey-images-edit-action}, taken from the classpath, on the wire. */
class KameletOptionsTest extends RouteToStandIn {

    private static final String NAME = "portkey-images-edit-action";

    /** A Kamelet without limits of a model, whose answer has the picture in it. */
    private static String kamelet(String... options) {
        return "kamelet:" + NAME + "?responseFormat=b64_json&baseUrl=" + GATEWAY.baseUrl()
               + (options.length == 0 ? "" : "&" + String.join("&", options));
    }

    private static String action(String... options) {
        return kamelet("prompt=a red hat", "model=any") + (options.length == 0 ? "" : "&" + String.join("&", options));
    }

    private PortkeyImagesConfiguration component() {
        return context.getComponent("portkey-images", PortkeyImagesComponent.class).getConfiguration();
    }

    @Test
    void behindAnUploadASecondKameletTakesTheResultOfTheFirst() {
        byte[] edited = Pictures.png(8);
        GATEWAY.answerNext(StagedAnswer.status(200).body(Pictures.answer(edited)));

        Exchange first = template.send(action(), exchange ->
                attachments(exchange).addAttachment("image", new DataHandler(PICTURE, "image/png")));
        Exchange second = template.send(action("endUser=2"), first);

        assertThat(second.getException()).isNull();
        assertThat(images(GATEWAY.edits().get(0))).containsExactly(PICTURE);
        assertThat(images(GATEWAY.edits().get(1))).containsExactly(edited);
    }

    @Test
    void everyOptionReachesTheWire() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("prompt", "a red hat");
        options.put("model", "any");
        options.put("mask", "file:mask.png");
        options.put("n", "1");
        options.put("imageSize", "16x16");
        options.put("quality", "low");
        options.put("background", "opaque");
        options.put("inputFidelity", "high");
        options.put("outputFormat", "png");
        options.put("outputCompression", "7");
        options.put("moderation", "auto");
        options.put("responseFormat", "b64_json");
        options.put("endUser", "ann");
        options.put("validation", "off");
        options.put("downloadImages", "false");
        options.put("baseUrl", GATEWAY.baseUrl().toString());
        options.put("apiKey", "pk");
        options.put("provider", "openai");
        options.put("virtualKey", "vk");
        options.put("providerApiKey", "sk");
        options.put("config", "pc-1");
        options.put("customHost", "https://h/v1");
        assertThat(options.keySet()).isEqualTo(KameletFile.ofTheComponent().properties().keySet());
        options.remove("mask"); // has a test of its own

        StringBuilder uri = new StringBuilder("kamelet:" + NAME + "?");
        options.forEach((name, value) -> uri.append(name).append('=').append(value).append('&'));
        ReceivedEdit edit = arrived(uri.substring(0, uri.length() - 1), PICTURE, Map.of());

        Map<String, String> fields = new LinkedHashMap<>();
        fields(edit).forEach((name, values) -> fields.put(name, values.get(0)));
        assertThat(fields).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(Map.entry("prompt", "a red hat"),
                Map.entry("model", "any"), Map.entry("n", "1"), Map.entry("size", "16x16"), Map.entry("quality", "low"),
                Map.entry("background", "opaque"), Map.entry("input_fidelity", "high"), Map.entry("output_format", "png"),
                Map.entry("output_compression", "7"), Map.entry("moderation", "auto"),
                Map.entry("response_format", "b64_json"), Map.entry("user", "ann")));
        Set<String> headers = new TreeSet<>(gatewayHeaders(edit));
        assertThat(headers).containsExactlyInAnyOrder("x-portkey-api-key", "x-portkey-config", "x-portkey-custom-host",
                "x-portkey-provider", "x-portkey-trace-id", "x-portkey-virtual-key");
        assertThat(edit.header("Authorization")).isEqualTo("Bearer sk");
    }

    @Test
    void theMaskIsAResource(@TempDir Path folder) throws IOException {
        Path mask = Files.write(folder.resolve("mask.png"), PICTURE);

        assertThat(arrived(action("mask=file:" + mask), PICTURE, Map.of()).files("mask")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"provider=@mine, x-portkey-provider, @mine", "virtualKey=v&+k, x-portkey-virtual-key, v&+k",
            "provider=openai&providerApiKey=s&+k, Authorization, Bearer s&+k", "config=c&+k, x-portkey-config, c&+k",
            "provider=openai&providerApiKey=sk&customHost=https://h/v1, x-portkey-custom-host, https://h/v1"})
    void eachWayToAuthenticateIsThere(String options, String header, String value) {
        String raw = options.replaceAll("=([^=]*&\\+k)", "=RAW($1)");

        ReceivedEdit edit = arrived(action("apiKey=RAW(p&+k%20)", raw), PICTURE, Map.of());

        assertThat(edit.header("x-portkey-api-key")).isEqualTo("p&+k%20");
        assertThat(edit.header(header)).isEqualTo(value);
    }

    @Test
    void whatIsNotSetIsTakenFromTheComponent() {
        component().setApiKey("of the component");
        component().setConfig("pc-component");
        component().setPrompt("p of the component");
        component().setModel("any");
        component().getMetadata().put("team", "red");

        ReceivedEdit edit = arrived(kamelet(), PICTURE, Map.of());

        assertThat(edit.header("x-portkey-api-key")).isEqualTo("of the component");
        assertThat(edit.header("x-portkey-config")).isEqualTo("pc-component");
        assertThat(edit.header("x-portkey-metadata")).isEqualTo("{\"team\":\"red\"}");
        assertThat(edit.field("prompt")).isEqualTo("p of the component");
        assertThat(gatewayHeaders(edit)).doesNotContain("x-portkey-virtual-key", "x-portkey-provider");
        assertThat(edit.header("Authorization")).isNull();
    }

    /** Camel's rule for every Kamelet; the pages warn of it. */
    @Test
    void whatIsNotSetMayBeAPropertyOfTheSameName() {
        context.getPropertiesComponent().addOverrideProperty("moderation", "low");

        assertThat(arrived(action(), PICTURE, Map.of()).field("moderation")).isEqualTo("low");
    }

    @Test
    void aHeaderOverridesAnOption() {
        ReceivedEdit edit = arrived(action(), PICTURE, Map.of("CamelPortkeyImagesPrompt", "of the header"));

        assertThat(edit.field("prompt")).isEqualTo("of the header");
    }

    /** A pipe writes spaces as plus signs. */
    @ParameterizedTest
    @ValueSource(strings = {"A red beret on its head", "50% off, a cat (black), ü = u?"})
    void aTextReadsTheSameInUrisParametersAndPipes(String prompt) throws Exception {
        assertThat(arrived(kamelet("model=any", "prompt=" + prompt), PICTURE, Map.of()).field("prompt")).isEqualTo(prompt);
        component().setBaseUrl(GATEWAY.baseUrl().toString());
        component().setModel("any");
        component().setResponseFormat("b64_json");
        load("parameters.yaml", """
                - route:
                    from:
                      uri: direct:parameters
                      steps:
                        - to:
                            uri: kamelet:portkey-images-edit-action
                            parameters:
                              prompt: "%s"
                """.formatted(prompt));
        load("pipe.yaml", """
                apiVersion: camel.apache.org/v1
                kind: Pipe
                metadata:
                  name: pipe
                spec:
                  source:
                    uri: direct:pipe
                  steps:
                    - ref:
                        kind: Kamelet
                        apiVersion: camel.apache.org/v1
                        name: portkey-images-edit-action
                      properties:
                        prompt: "%s"
                  sink:
                    uri: mock:sink
                """.formatted(prompt));
        for (String from : new String[] {"direct:parameters", "direct:pipe"}) {
            GATEWAY.clear();
            assertThat(arrived(from, PICTURE, Map.of()).field("prompt")).as(from).isEqualTo(prompt);
        }
    }

    /** An option is written into a URI twice, and only that of a password is protected the second time. */
    @Test
    void rawDoesNotCarryATextWithAnAmpersand() {
        assertThatThrownBy(() -> send(kamelet("model=any", "prompt=RAW(salt&pepper)"), PICTURE, Map.of()))
                .rootCause().hasMessageContaining("pepper");
        assertThat(GATEWAY.edits()).isEmpty();
    }

    /** Camel's rule for every Kamelet, too: the option ends at an ampersand. The pages say where to write such a text. */
    @Test
    void aTextWithAnAmpersandIsAHeaderOrAPropertyOfTheComponent() {
        component().setPrompt("salt & pepper + 1");
        assertThat(arrived(kamelet("model=any"), PICTURE, Map.of()).field("prompt")).isEqualTo("salt & pepper + 1");

        GATEWAY.clear();
        Map<String, String> header = Map.of("CamelPortkeyImagesPrompt", "fish & chips");
        assertThat(arrived(kamelet("model=any"), PICTURE, header).field("prompt")).isEqualTo("fish & chips");
    }

    private void load(String name, String yaml) throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name, yaml));
    }

    @Test
    void theEditedPictureComesOutAsBytesWithWhatSinksAskFor() throws Exception {
        Exchange result = send(action(), PICTURE, Map.of("CamelFileName", "in/otter.jpeg", "CamelFileLength", 1L));

        byte[] bytes = result.getMessage().getBody(byte[].class);
        assertThat(result.getMessage().getBody()).isInstanceOf(InputStream.class);
        assertThat(bytes).startsWith(0x89, 'P', 'N', 'G');
        assertThat(result.getMessage().getHeaders()).containsEntry("Content-Type", "image/png")
                .containsEntry("CamelFileName", "in/otter.png").containsEntry("file", "in/otter.png")
                .containsEntry("CamelPortkeyImagesLength", (long) bytes.length).doesNotContainKey("CamelFileLength");
    }

    @Test
    void severalPicturesStayAResponse() {
        Exchange result = send(action("n=3"), PICTURE, Map.of());

        assertThat(result.getException()).isNull();
        assertThat(result.getMessage().getBody()).isInstanceOf(ImagesResponse.class);
    }

    @Test
    void aRefusalIsTheComponentsException() {
        GATEWAY.answerNext(StagedAnswer.status(429));

        assertThat(send(action(), PICTURE, Map.of()).getException()).isInstanceOf(GatewayStatusException.class);
    }

    @Test
    void noSecretIsInTheUriThatAnEndpointShows() {
        arrived(action("apiKey=canary-1", "virtualKey=canary-2", "providerApiKey=canary-3", "config=canary-4"), PICTURE, Map.of());

        assertThat(context.getEndpoints()).filteredOn(endpoint -> endpoint instanceof PortkeyImagesEndpoint).isNotEmpty()
                .noneMatch(endpoint -> endpoint.toString().contains("canary"));
    }

    /** The Kamelet's endpoint shows what stands in its URI. */
    @Test
    void aSecretThatIsAPropertyOfTheKameletIsInTheUriOfNoEndpoint() {
        Properties secrets = new Properties();
        secrets.setProperty("camel.kamelet.portkey-images-edit-action.virtualKey", "canary-2");
        context.getPropertiesComponent().setOverrideProperties(secrets);

        assertThat(arrived(action(), PICTURE, Map.of()).header("x-portkey-virtual-key")).isEqualTo("canary-2");
        assertThat(context.getEndpoints()).isNotEmpty()
                .noneMatch(endpoint -> (endpoint.getEndpointUri() + endpoint.getEndpointKey()).contains("canary"));
    }
}
