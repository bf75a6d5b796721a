// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.images.kit.ScriptedServer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What a server sends behind an answer is no part of the next one, which is another edit's and paid for. */
@Timeout(60)
class StrayBytesTest {

    private static final String JSON = Pictures.answer(Pictures.png(2));
    private static final String WHOLE = "HTTP/1.1 200 OK\r\nContent-Length: " + JSON.length() + "\r\n\r\n" + JSON;

    static Stream<Arguments> strays() {
        return Stream.of(
                arguments("a length that counts too few bytes",
                        "HTTP/1.1 200 OK\r\nContent-Length: " + (JSON.length() - 2) + "\r\n\r\n" + JSON),
                arguments("something behind the last chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(JSON.length()) + "\r\n" + JSON + "\r\n0\r\n\r\nxyz"),
                arguments("something without a line's end", WHOLE + "xyz"),
                arguments("a line", WHOLE + "hello world\r\n"),
                arguments("an empty line", WHOLE + "\r\n"),
                arguments("an interim answer", WHOLE + "HTTP/1.1 102 Processing\r\n\r\n"),
                arguments("another answer", WHOLE + WHOLE),
                arguments("the beginning of a refusal", WHOLE + "HTTP/1.1 429 X\r\nX-A: "),
                arguments("the head of an answer but for its end", WHOLE + "HTTP/1.1 200 OK\r\nX-A: b\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strays")
    void theNextEditGetsItsOwnAnswer(String what, String first) throws Exception {
        assertBothAnswered(first, "");
    }

    @ParameterizedTest(name = "{0}, a moment later")
    @MethodSource("strays")
    void soItDoesWhenTheyComeLater(String what, String first) throws Exception {
        int end = first.startsWith(WHOLE) ? WHOLE.length() : first.length() - 1;
        assertBothAnswered(first.substring(0, end), first.substring(end));
    }

    @ParameterizedTest
    @MethodSource
    void soItDoesBehindARefusalWithABodyThatHasNoPlace(String first) throws Exception {
        try (ScriptedServer server = serving(first, ""); ImagesClient client = Edits.client()) {
            assertThat(Edits.failure(client.edit(Edits.small(), Edits.route(server)))).isInstanceOf(GatewayFailure.class);
            await().until(() -> client.pool().leased() == 0);

            assertThat(Edits.result(client.edit(Edits.small(), Edits.route(server))).isUsable()).isTrue();
        }
    }

    static Stream<String> soItDoesBehindARefusalWithABodyThatHasNoPlace() {
        return Stream.of("HTTP/1.1 304 Not Modified\r\nContent-Length: 2\r\n\r\n{}",
                "HTTP/1.1 400 Bad\r\nContent-Length: 2\r\n\r\n{}xyz");
    }

    private static void assertBothAnswered(String first, String later) throws Exception {
        try (ScriptedServer server = serving(first, later); ImagesClient client = Edits.client()) {
            for (int i = 0; i < 2; i++) {
                assertThat(Edits.result(client.edit(Edits.small(), Edits.route(server))).isUsable()).isTrue();
                await().until(() -> client.pool().leased() == 0);
            }
            assertThat(server.requests()).hasSize(2);
        }
    }

    /** Answers the very first request in an odd way, and all others as they should be. */
    private static ScriptedServer serving(String first, String later) throws Exception {
        AtomicBoolean odd = new AtomicBoolean(true);
        return ScriptedServer.running(connection -> {
            while (connection.readRequest() != null) {
                if (odd.getAndSet(false)) {
                    connection.write(first);
                    connection.write(later);
                } else {
                    connection.write(WHOLE);
                }
            }
        });
    }
}
