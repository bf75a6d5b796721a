// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every field of an answer ends up where it belongs, and none is lost. */
class AnswerFieldsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TEXTS = List.of("QUJD", "QQ==", "é\"\\/\n", "", "b64_json", "data", "0", "😀");

    @Test
    void unknownFieldsAreKeptAtEveryLevel() throws IOException {
        ImagesResponse response = Reading.of("""
                {"created":5,"new":{"a":[1,null]},"data":[{"b64_json":"QUJD","index":0,"x":{"b64_json":"eA"}}],
                "usage":{"input_tokens":1,"output_tokens":2,"total_tokens":3,"more":4}}""");

        assertThat(response.additionalProperties()).containsKeys("new", "usage");
        assertThat(response.data().get(0).additionalProperties())
                .containsEntry("index", 0).containsEntry("x", Map.of("b64_json", "eA"));
        assertThat(response.usage().totalTokens()).isEqualTo(3);
    }

    /** JSON lets the last of several count; but not against what is paid for. */
    @ParameterizedTest
    @ValueSource(strings = {"{'data':[{'b64_json':'QUJD'}],'data':[]}", "{'data':[{'b64_json':'QUJD'}],'data':[{}]}",
            "{'data':[{'b64_json':'QUJD'}],'data':null}", "{'data':[{'b64_json':'QUJD','b64_json':''}]}",
            "{'data':[{'b64_json':'QUJD','b64_json':null}]}"})
    void aKeyThatComesAgainTakesNoImageBack(String json) throws IOException {
        assertThat(Reading.of(json.replace('\'', '"')).data().get(0).bytes()).isEqualTo(Reading.bytes("ABC"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "5", "[\"QUJD\"]", "{\"b64_json\":\"QUJD\"}", "true"})
    void base64ThatIsNoTextIsNoImage(String value) throws IOException {
        Image image = Reading.of("{\"data\":[{\"b64_json\":" + value + "}]}").data().get(0);

        assertThat(image.hasContent()).isFalse();
        assertThat(image.problem()).contains("neither b64_json nor url");
    }

    @Test
    void aKeyMayBeWrittenInEscapesAndOneThatOnlyLooksLikeItIsAnother() throws IOException {
        String escaped = "\\u0062\\u0036\\u0034\\u005f\\u006a\\u0073\\u006f\\u006e";
        String longer = "b64_json" + "_".repeat(60);

        ImagesResponse response = Reading.of("{\"\\u0064\\u0061\\u0074\\u0061\":[{\"" + escaped + "\":\"QUJD\","
                + "\"" + longer + "\":\"QUJD\",\"b64\\\\u005fjson\":\"QUJD\"}]}");

        assertThat(response.data()).singleElement().satisfies(image -> {
            assertThat(image.bytes()).asString().isEqualTo("ABC");
            assertThat(image.additionalProperties()).containsOnly(Map.entry(longer, "QUJD"),
                    Map.entry("b64\\u005fjson", "QUJD"));
        });
    }

    @Test
    void ofTwoKeysWithOneNameTheLastCounts() throws IOException {
        assertThat(Reading.of("{\"data\":[{\"b64_json\":\"QUJD\",\"b64_json\":\"REVG\"}]}").data().get(0).bytes())
                .asString().isEqualTo("DEF");
        assertThat(Reading.of("{\"data\":[{\"b64_json\":\"QUJD\"}],\"data\":[{\"b64_json\":\"REVG\"}]}").data())
                .singleElement().satisfies(image -> assertThat(image.bytes()).asString().isEqualTo("DEF"));
    }

    @Test
    void anImageMayHaveBothContentAndUrl() throws IOException {
        Image image = Reading.of("{\"data\":[{\"url\":\"https://x.example\",\"b64_json\":\"QUJD\"}]}").data().get(0);

        assertThat(image.url()).isEqualTo("https://x.example");
        assertThat(image.bytes()).asString().isEqualTo("ABC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"b64_json\":\"QUJD\"}", "[[{\"b64_json\":\"QUJD\"}]]", "[\"b64_json\",\"QUJD\"]", "null", "[5]"})
    void contentIsTakenOnlyFromItemsOfData(String data) throws IOException {
        ImagesResponse response = Reading.of("{\"data\":" + data + ",\"b64_json\":\"QUJD\"}");

        assertThat(response.isUsable()).isFalse();
        assertThat(response.additionalProperties()).containsEntry("b64_json", "QUJD");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999999999999", "-99999999999999999999", "1e999", "\"5\"", "{}", "true", "null"})
    void numbersOutOfRangeOrOfAnotherTypeAreKeptAsTheyAre(String number) throws IOException {
        ImagesResponse response = Reading.of("{\"created\":" + number + ",\"data\":[{\"url\":\"https://x\"}],\"usage\":"
                + "{\"input_tokens\":" + number + ",\"output_tokens\":" + number + ",\"total_tokens\":" + number + "}}");

        assertThat(response.created()).isZero();
        assertThat(response.usage().totalTokens()).isZero();
        assertThat(response.additionalProperties()).containsKeys("created", "usage");
    }

    @Test
    void readsAnyJsonAsJacksonDoes() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            ObjectNode root = JSON.createObjectNode();
            for (int i = random.nextInt(4); i > 0; i--) {
                root.set(List.of("x", "b64_json", "size", "created", "usage").get(random.nextInt(5)), any(random, 3));
            }
            ArrayNode data = root.putArray("data");
            for (int i = random.nextInt(4); i > 0; i--) {
                ObjectNode item = data.addObject();
                for (int k = random.nextInt(4); k > 0; k--) {
                    item.set(List.of("y", "url2", "data", "n").get(random.nextInt(4)), any(random, 3));
                }
                item.put("b64_json", "QUJD".repeat(1 + random.nextInt(5)));
            }
            byte[] json = (random.nextBoolean() ? JSON.writer() : JSON.writerWithDefaultPrettyPrinter()).writeValueAsBytes(root);

            ImagesResponse ours = Reading.inSlicesOf(1 + random.nextInt(50), json);

            JsonNode written = JSON.readTree(JSON.valueToTree(ours).toString());
            assertThat(written).as("round %s: %s", round, root).isEqualTo(JSON.readTree(JSON.writeValueAsBytes(
                    JSON.readValue(json, ImagesResponse.class))));
            assertThat(JSON.readTree(JSON.writeValueAsBytes(ours))).isEqualTo(root);
        }
    }

    private static JsonNode any(Random random, int depth) {
        switch (random.nextInt(depth > 0 ? 6 : 4)) {
            case 0:
                return JSON.getNodeFactory().textNode(TEXTS.get(random.nextInt(TEXTS.size())));
            case 1:
                return JSON.getNodeFactory().numberNode(random.nextInt(1_000));
            case 2:
                return JSON.getNodeFactory().booleanNode(random.nextBoolean());
            case 3:
                return JSON.getNodeFactory().nullNode();
            case 4:
                ArrayNode array = JSON.createArrayNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    array.add(any(random, depth - 1));
                }
                return array;
            default:
                ObjectNode object = JSON.createObjectNode();
                for (int i = random.nextInt(4); i > 0; i--) {
                    object.set(TEXTS.get(random.nextInt(TEXTS.size())), any(random, depth - 1));
                }
                return object;
        }
    }
}
