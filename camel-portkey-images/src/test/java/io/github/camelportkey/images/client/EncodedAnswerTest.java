// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import io.github.camelportkey.images.model.ImagesResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** An encoding was not asked for: what the body is decides, and nothing that is paid for is lost by its name. */
class EncodedAnswerTest {

    private static final byte[] PICTURE = Pictures.png(2);

    private static ImageEdit answered(ImagesClient client, ScriptedServer server) throws IOException {
        return client.edit(Edits.small(), Edits.route(server));
    }

    private static ScriptedServer serving(int status, String encoding, byte[] body) throws IOException {
        return ScriptedServer.running(connection -> {
            while (connection.readRequest() != null) {
                connection.answer(status, "Content-Encoding: " + encoding + "\r\n", body);
            }
        });
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(Reading.bytes(text));
        }
        return zipped.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "deflate", "utf-8", "none", "identity, identity"})
    void anAnswerThatIsNotEncodedIsTakenWhateverItsHeadSays(String encoding) throws Exception {
        try (ScriptedServer server = serving(200, encoding, Reading.bytes("\n" + Pictures.answer(PICTURE)));
                ImagesClient client = Edits.client()) {
            assertThat(Edits.result(answered(client, server)).data().get(0).bytes()).isEqualTo(PICTURE);
        }
        try (ScriptedServer server = serving(400, encoding, Reading.bytes("{\"error\":{\"message\":\"no hat\"}}"));
                ImagesClient client = Edits.client()) {
            assertThat(Edits.failure(answered(client, server))).isInstanceOf(GatewayStatusException.class)
                    .hasMessageContaining("no hat");
        }
    }

    @Test
    void ofACompressedAnswerThatIsCutOffTheWholeImagesAreDelivered() throws Exception {
        byte[] zipped = gzip("{\"data\":[{\"b64_json\":\"" + Base64.getEncoder().encodeToString(PICTURE) + "\"},{\"b64_json\":\""
                             + Base64.getEncoder().encodeToString(Pictures.noise(400_000)) + "\"}]}");
        try (ScriptedServer server = serving(200, "gzip", Arrays.copyOf(zipped, zipped.length / 2));
                ImagesClient client = Edits.client()) {
            ImagesResponse response = Edits.result(answered(client, server));

            assertThat(response.data().get(0).bytes()).isEqualTo(PICTURE);
            assertThat(response.data().subList(1, response.data().size())).isNotEmpty()
                    .noneMatch(image -> image.isUsable());
        }
    }

    /** RFC 1952, 2.3.1: the checksum of each member stands behind it. */
    @Test
    void aCompressedAnswerWithOtherBytesThanItsChecksumHasIsNoResult() throws Exception {
        byte[] zipped = gzip(Pictures.answer(Pictures.noise(400_000)));
        for (int i = 0; i < 20; i++) {
            byte[] damaged = zipped.clone();
            damaged[zipped.length / 2 + i] ^= 0x10;
            try (ScriptedServer server = serving(200, "gzip", damaged); ImagesClient client = Edits.client()) {
                assertThat(Edits.failure(answered(client, server))).isInstanceOf(InvalidGatewayResponseException.class)
                        .hasMessageContaining("gzip encoding is broken");
            }
        }
    }

    @Test
    void severalMembersAreOneAnswer() throws Exception {
        String json = Pictures.answer(PICTURE);
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.write(gzip(json.substring(0, 20)));
        members.write(gzip(json.substring(20)));
        try (ScriptedServer server = serving(200, "gzip", members.toByteArray()); ImagesClient client = Edits.client()) {
            assertThat(Edits.result(answered(client, server)).data().get(0).bytes()).isEqualTo(PICTURE);
        }
    }
}
