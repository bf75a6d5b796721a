// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Compressed, huge and encoded answers. */
class BoundedAnswerTest {

    private static final String GZIP = "Content-Encoding: gzip\r\n";

    @Test
    void theErrorTextOfASuccessIsBoundedInTheMessage() throws Exception {
        try (ScriptedServer server = ScriptedServer.answering(200, "", "{\"error\":{\"message\":\"" + "no ".repeat(300_000) + "\"}}");
             ImagesClient client = Edits.client()) {
            assertThat(Edits.failure(client.edit(Edits.small(), Edits.route(server))))
                    .isInstanceOf(InvalidGatewayResponseException.class)
                    .satisfies(failure -> assertThat(failure.getMessage().length()).isBetween(500, 1_000));
        }
    }

    @Test
    void anAnswerOfSeveralGzipMembersAndPaddingIsInflatedWhole() throws Exception {
        byte[] json = Reading.bytes(Pictures.answer(Pictures.noise(30_000)));
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        for (int from = 0; from < json.length; from += 9_000) {
            zipped.write(gzip(Arrays.copyOfRange(json, from, Math.min(json.length, from + 9_000))));
        }
        zipped.write(new byte[3]);
        try (ScriptedServer server = answering(200, GZIP, zipped.toByteArray()); ImagesClient client = Edits.client()) {
            assertThat(Edits.result(client.edit(Edits.small(), Edits.route(server))).data().get(0).bytes())
                    .isEqualTo(Pictures.noise(30_000));
        }
    }

    @Test
    void anAnswerAboveMaxResponseBytesIsInvalidAsAWhole() throws Exception {
        String answer = Pictures.answer(Pictures.noise(100_000));
        try (ScriptedServer server = ScriptedServer.answering(200, "", answer);
             ImagesClient wide = Edits.client(Edits.maxResponse(answer.length()));
             ImagesClient tight = wide.with(Edits.maxResponse(answer.length() - 1))) {
            assertThat(Edits.result(wide.edit(Edits.small(), Edits.route(server))).isUsable()).isTrue();
            assertThat(Edits.failure(tight.edit(Edits.small(), Edits.route(server))))
                    .isInstanceOf(InvalidGatewayResponseException.class)
                    .hasMessageContaining("maxResponseBytes=" + (answer.length() - 1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 8, 16, 2, 30})
    void aCompressedAnswerIsInflatedWhateverItsHeaderHolds(int flags) throws Exception {
        byte[] zipped = gzip(Reading.bytes(Pictures.answer(Pictures.noise(200_000))));
        ByteArrayOutputStream withHeader = new ByteArrayOutputStream();
        withHeader.write(zipped, 0, 3);
        withHeader.write(flags);
        withHeader.write(zipped, 4, 6);
        withHeader.writeBytes((flags & 4) != 0 ? new byte[] {3, 0, 'a', 0, 'c'} : new byte[0]);
        withHeader.writeBytes((flags & 8) != 0 ? new byte[] {'n', 0} : new byte[0]);
        withHeader.writeBytes((flags & 16) != 0 ? new byte[] {'c', 0} : new byte[0]);
        withHeader.writeBytes((flags & 2) != 0 ? new byte[] {1, 2} : new byte[0]);
        withHeader.write(zipped, 10, zipped.length - 10);
        try (ScriptedServer server = answering(200, GZIP, withHeader.toByteArray()); ImagesClient client = Edits.client()) {
            assertThat(Edits.result(client.edit(Edits.small(), Edits.route(server))).data().get(0).bytes())
                    .isEqualTo(Pictures.noise(200_000));
        }
    }

    @Test
    void aCompressedBombEndsAtMaxResponseBytes() throws Exception {
        byte[] bomb = gzip(("{\"data\":[{\"b64_json\":\"" + "A".repeat(100 << 20)).getBytes(StandardCharsets.US_ASCII));
        try (ScriptedServer server = answering(200, GZIP, bomb);
             ImagesClient client = Edits.client(Edits.maxResponse(1 << 20))) {
            assertThat(Edits.failure(client.edit(Edits.small(), Edits.route(server))))
                    .isInstanceOf(InvalidGatewayResponseException.class).hasMessageContaining("maxResponseBytes");
        }
    }

    @Test
    void aCompressedAnswerThatIsCutOffOrBrokenIsInvalid() throws Exception {
        byte[] zipped = gzip(Reading.bytes(Pictures.answer(Pictures.noise(5_000))));
        for (byte[] body : new byte[][] {Arrays.copyOf(zipped, 2_000), {'x'}, {0x1f, (byte) 0x8b, 8},
                {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 7, 7, 7}}) {
            try (ScriptedServer server = answering(200, GZIP, body)) {
                assertThat(Edits.failure(server)).isInstanceOf(InvalidGatewayResponseException.class)
                        .hasMessageMatching("(?s).*(gzip|no body|cut off).*");
            }
        }
    }

    @Test
    void aCompressedErrorIsReadAndItsStatusCountsHoweverItIsEncoded() throws Exception {
        try (ScriptedServer server = answering(429, GZIP, gzip(Reading.bytes("{\"error\":{\"message\":\"slow down\"}}")))) {
            assertThat(Edits.failure(server)).isInstanceOf(GatewayStatusException.class).hasMessageContaining("slow down");
        }
        for (String encoding : new String[] {"br", "gzip", "deflate"}) {
            GatewayStatusException failure = (GatewayStatusException) Edits.failure(429,
                    "Content-Encoding: " + encoding + "\r\n", "not what it says");
            assertThat(failure.isRetryable()).isTrue();
            assertThat(failure.mayHaveBeenBilled()).isFalse();
        }
    }

    @Test
    void aSuccessInAnEncodingThatWasNotAskedForIsInvalid() throws Exception {
        assertThat(Edits.failure(200, "Content-Encoding: br\r\n", "????"))
                .isInstanceOf(InvalidGatewayResponseException.class).hasMessageContaining("encoded as br");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{},", "0,", "[],", "{\"url\":1},"})
    void anAnswerOfCountlessSmallValuesIsInvalid(String value) throws Exception {
        assertThat(Edits.failure(200, "", "{\"data\":[" + value.repeat(300_001)))
                .isInstanceOf(InvalidGatewayResponseException.class).hasMessageContaining("more than 300000 values");
    }

    @Test
    void theTextOfAnErrorIsBounded() throws Exception {
        GatewayStatusException failure = (GatewayStatusException) Edits.failure(500, "", "x".repeat(10 << 20));

        assertThat(failure.getResponseBody()).hasSize(64 * 1024);
        assertThat(failure.getMessage()).hasSizeLessThan(1_000);
    }

    @Test
    void anErrorWhoseTextBreaksOffIsStillThatError() throws Exception {
        try (ScriptedServer server = ScriptedServer.running(connection -> {
            connection.readRequest();
            connection.write("HTTP/1.1 401 X\r\nContent-Length: 5000\r\n\r\nwho are");
        })) {
            assertThat(Edits.failure(server)).isInstanceOf(GatewayStatusException.class).hasMessageContaining("401");
        }
    }

    private static ScriptedServer answering(int status, String headers, byte[] body) throws IOException {
        return ScriptedServer.running(connection -> {
            connection.readRequest();
            connection.answer(status, headers, body);
            connection.readHead();
        });
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }
}
