// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.util.Base64;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A response read from JSON and written again is the same JSON: what was absent stays absent. */
class JsonRoundTripTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":[]}", "{\"created\":5,\"data\":[{\"b64_json\":\"QUJD\"}]}", "{\"created\":0,\"data\":[]}",
            "{\"created\":null,\"data\":null}", "{\"data\":{},\"created\":\"x\"}", "{\"created\":1.5,\"data\":[]}",
            "{\"created\":99999999999999999999,\"data\":[]}",
            "{\"data\":[{\"url\":null,\"b64_json\":\"QUJD\",\"revised_prompt\":null}]}",
            "{\"data\":[{\"url\":\"https://x\",\"b64_json\":null}]}", "{\"data\":[{\"url\":\"\",\"b64_json\":\"QUJD\"}]}",
            "{\"data\":[{\"url\":5,\"b64_json\":\"\",\"x\":{\"y\":[1]}}]}",
            "{\"data\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":2,\"total_tokens\":3}}",
            "{\"data\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":2,\"total_tokens\":3,\"new\":{\"a\":[null]}}}",
            "{\"data\":[],\"usage\":{\"input_tokens\":1,\"output_tokens\":2,\"total_tokens\":3,\"input_tokens_details\":"
            + "{\"text_tokens\":1,\"image_tokens\":0},\"output_tokens_details\":{\"text_tokens\":null}}}",
            "{\"data\":[],\"usage\":{}}", "{\"data\":[],\"usage\":null}", "{\"data\":[],\"usage\":[1]}",
            "{\"data\":[],\"size\":null,\"quality\":5,\"background\":\"auto\",\"output_format\":\"png\",\"z\":{\"data\":[]}}"})
    void isTheSame(String json) throws IOException {
        ImagesResponse response = JSON.readValue(json, ImagesResponse.class);

        assertThat(JSON.readTree(JSON.writeValueAsBytes(response))).isEqualTo(JSON.readTree(json));
    }

    @Test
    void partsAreWhereTheyBelong() throws IOException {
        ImagesResponse response = JSON.readValue("""
                {"created":5,"size":"1x1","quality":"low","background":"auto","output_format":"webp","more":1,
                "usage":{"input_tokens":1,"output_tokens":2,"total_tokens":3,"input_tokens_details":{"image_tokens":7}},
                "data":[{"b64_json":"QUJD","revised_prompt":"p"}]}""", ImagesResponse.class);

        assertThat(response.created()).isEqualTo(5);
        assertThat(response.usage()).isEqualTo(new Usage(1, 2, 3, new TokenDetails(null, 7L), null));
        assertThat(response.additionalProperties()).isEqualTo(Map.of("more", 1));
        assertThat(response.data().get(0).b64Json()).isEqualTo("QUJD");
        assertThat(response.data().get(0).revisedPrompt()).isEqualTo("p");
        assertThat(response.size() + response.quality() + response.background() + response.outputFormat())
                .isEqualTo("1x1lowautowebp");
    }

    @Test
    void moreThanTwentyMillionCharactersOfBase64PassBothWays() throws IOException {
        byte[] image = new byte[16_000_000];
        String json = "{\"data\":[{\"b64_json\":\"" + Base64.getEncoder().encodeToString(image) + "\"}]}";

        ImagesResponse response = JSON.readValue(json, ImagesResponse.class);

        assertThat(response.data().get(0).length()).isEqualTo(image.length);
        assertThat(JSON.writeValueAsString(response)).isEqualTo(json);
    }

    @Test
    void aFetchedImageHasItsContentOnceInTheJson() throws IOException {
        ImagesResponse response = JSON.readValue("{\"data\":[{\"url\":\"https://x\",\"b64_json\":null}]}", ImagesResponse.class);
        Image fetched = response.data().get(0).downloaded(ImageContent.of(new byte[] {65, 66, 67}, null));

        assertThat(JSON.writeValueAsString(fetched)).isEqualTo("{\"url\":\"https://x\",\"b64_json\":\"QUJD\"}");
    }

    @Test
    void aTreeCanBeMadeOfAResponse() throws IOException {
        ImagesResponse response = JSON.readValue("{\"data\":[{\"b64_json\":\"QUJD\"}]}", ImagesResponse.class);

        assertThat(JSON.valueToTree(response).toString()).isEqualTo("{\"data\":[{\"b64_json\":\"QUJD\"}]}");
    }
}
