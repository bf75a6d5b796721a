// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.nio.charset.StandardCharsets;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Any bytes as the body of an error: something is said of it, in one line, and no part of it is taken for another. */
class ErrorBodyFuzzTest {

    private static final ObjectMapper JACKSON = new ObjectMapper();

    @FuzzTest(maxDuration = "10m")
    void ofAnyErrorSomethingIsSaidInOneLine(byte[] bytes) throws Exception {
        String body = new String(bytes, StandardCharsets.UTF_8);

        GatewayError error = GatewayError.of(body);

        assertThat(Stream.of(error.message(), error.type(), error.param(), error.code()).filter(text -> text != null))
                .allSatisfy(text -> assertThat(text).doesNotContainPattern("[\\p{Cc}\u2028\u2029]"));
        if (!body.isBlank() && !body.strip().matches("(?s)\uFEFF?\\s*[{\\[].*|\uFEFF\\s*")) {
            assertThat(error.message()).isNotNull();
            assertThat(error.code()).isNull();
        }
        GatewayStatusException exception = new GatewayStatusException("http://localhost", new GatewayReply(400, "", Map.of()),
                body, error, null, null);
        assertThat(exception.getMessage()).startsWith("The gateway at http://localhost answered 400")
                .doesNotContainPattern("\\p{Cc}");
        assertSameAsJackson(body, error, exception);
    }

    private static void assertSameAsJackson(String body, GatewayError error, GatewayStatusException exception) {
        JsonNode said;
        try {
            said = JACKSON.readTree(body).path("error");
        } catch (IOException e) {
            return;
        }
        if (said.isObject()) {
            assertThat(error.code() == null).isEqualTo(!said.path("code").isValueNode() || said.path("code").isNull());
            assertThat(exception.isModerationBlocked()).isEqualTo(said.path("code").asText().matches(
                    "moderation_blocked|content_policy_violation"));
        }
    }
}
