// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.faults;

import java.util.ArrayList;
import java.util.List;

import io.github.camelportkey.images.client.GatewayStatusException;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/** Statuses, each in the three shapes of error bodies, and what goes with them. */
final class StatusFaults {

    private static final String[] SHAPES = {
        "{\"error\":{\"message\":\"no\",\"type\":\"t\",\"param\":null,\"code\":\"c\"}}",
        "{\"status\":\"failure\",\"message\":\"no\"}",
        "<html>no</html>"
    };
    private static final String JSON = "Content-Type: application/json\r\n";

    private StatusFaults() {
    }

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>();
        for (int status : new int[] {400, 401, 403, 404, 409, 412, 413, 415, 422, 431, 446}) {
            all.add(shapes(status).ends(Outcome.status(false, false)));
        }
        all.add(shapes(429).ends(Outcome.status(true, false)));
        for (int status : new int[] {408, 500, 502, 503, 504, 529}) {
            all.add(shapes(status).ends(Outcome.status(true, true)));
        }
        all.add(status("429 whose quota is used up", 429, "", SHAPES[0].replace("\"c\"", "\"insufficient_quota\""))
                .ends(Outcome.status(false, false)));
        for (int status : new int[] {300, 301, 302, 303, 304, 305, 307, 308}) {
            all.add(redirect(status));
        }
        for (int status : new int[] {201, 202}) {
            all.add(status(status + " with a picture", status, JSON, Answers.JSON).ends(Outcome.delivered()));
        }
        all.add(status("202 with a promise", 202, JSON, "{\"status\":\"queued\"}").ends(Outcome.nothingUsable())
                .because("nothing came"));
        all.add(status("204").upstream(Answers.writes("HTTP/1.1 204 X\r\n\r\n")).ends(Outcome.nothingUsable())
                .because("nothing came"));
        all.add(status("205 without a body", 205, "", "").ends(Outcome.nothingUsable()).because("nothing came"));
        all.add(status("246, a guardrail failed", 246, JSON, Answers.JSON).ends(Outcome.delivered()));
        all.add(status("246 with failOnGuardrail", 246, JSON, Answers.JSON).options("failOnGuardrail=true")
                .also(StatusFaults::hasItsImages)
                .ends(Outcome.status(false, true).paidFor()).because("it is in the exception's `getResponse()`"));
        all.add(retryAfter("in seconds", "Retry-After: 7\r\n", 7_000L));
        all.add(retryAfter("as a date", "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\nRetry-After: Sun, 06 Nov 1994 08:49:46 GMT\r\n",
                9_000L));
        all.add(retryAfter("in milliseconds", "retry-after-ms: 1234\r\nRetry-After: 2\r\n", 1_234L));
        all.add(retryAfter("negative", "Retry-After: -5\r\n", 0L));
        all.add(retryAfter("as a date that is past", "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n", 0L));
        all.add(retryAfter("beyond maxRetryAfter", "Retry-After: 61\r\n", null));
        all.add(retryAfter("absurd", "Retry-After: 99999999999999999999999999\r\n", null));
        all.add(retryAfter("in words", "Retry-After: soon\r\n", null));
        all.add(status("400 whose text never ends").upstream(Answers.endless(
                "HTTP/1.1 400 X\r\nTransfer-Encoding: chunked\r\n\r\n", Answers.chunk("x".repeat(10_000)), 0))
                .also(StatusFaults::isBounded).ends(Outcome.status(false, false)));
        all.add(status("401 whose text is cut off").upstream(Answers.writes(
                "HTTP/1.1 401 X\r\nContent-Length: 5000\r\n\r\nwho are")).ends(Outcome.status(false, false)));
        all.add(status("429 with a text of gigabytes, compressed").upstream(Answers.encoded(429, "gzip",
                Answers.gzip("x".repeat(8 << 20)))).also(StatusFaults::isBounded).ends(Outcome.status(true, false)));
        all.add(status("500 that is not gzip, though it says so").upstream(Answers.encoded(500, "gzip", SHAPES[0].getBytes()))
                .ends(Outcome.status(true, true)));
        all.add(status("600, which is no status").upstream((connection, stage) -> {
            connection.readRequest();
            connection.answer(600, "", SHAPES[0].getBytes());
        }).ends(Outcome.status(true, true)));
        return all;
    }

    private static Fault status(String name) {
        return Fault.of("Statuses", name).times(1, Input.MEMORY);
    }

    private static Fault status(String name, int status, String headers, String... bodies) {
        return status(name).upstream(Answers.answer(status, headers, bodies));
    }

    private static Fault shapes(int status) {
        return status(status + " in three shapes", status, JSON, SHAPES).times(SHAPES.length, Input.MEMORY)
                .also(exchange -> {
                    GatewayStatusException failure = exchange.getException(GatewayStatusException.class);
                    assertThat(failure.getStatusCode()).isEqualTo(status);
                    assertThat(failure.getGatewayMessage()).containsAnyOf("no", SHAPES[2]);
                });
    }

    /** To another host, which hears nothing of it. */
    private static Fault redirect(int status) {
        return status(status + " to another host").upstream((connection, stage) -> {
            connection.readRequest();
            connection.write("HTTP/1.1 " + status + " X\r\nLocation: " + stage.other.baseUrl() + "/images/edits\r\n"
                    + (status == 304 ? "\r\n" : "Content-Length: 0\r\n\r\n"));
        }).staged(stage -> {
            stage.sendAll();
            stage.sent.forEach(Stage.Sent::await);
            assertThat(stage.other.begun()).isEmpty();
        }).ends(Outcome.status(false, false));
    }

    private static Fault retryAfter(String how, String headers, @Nullable Long delay) {
        String[] bodies = {SHAPES[0], SHAPES[1]};
        return status("429 with Retry-After " + how, 429, headers, bodies).times(bodies.length, Input.MEMORY)
                .also(exchange -> assertThat(exchange.getMessage().getHeader(Exchange.REDELIVERY_DELAY)).isEqualTo(delay))
                .ends(Outcome.status(true, false));
    }

    private static void isBounded(Exchange exchange) {
        GatewayStatusException failure = exchange.getException(GatewayStatusException.class);
        assertThat(failure.getResponseBody().length()).isLessThanOrEqualTo(64 * 1024);
        assertThat(failure.getMessage().length()).isLessThan(1_000);
    }

    private static void hasItsImages(Exchange exchange) {
        assertThat(exchange.getException(GatewayStatusException.class).getResponse().data()).singleElement()
                .satisfies(image -> {
                    assertThat(image.bytes()).isEqualTo(Answers.RESULT);
                    image.close();
                });
    }
}
