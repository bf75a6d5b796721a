// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;

/** The ways in which an edit is answered, under the headers that the gateway and the model add. */
final class Reply {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int REQUEST_LIMIT = 5_000;
    private static final int TOKEN_LIMIT = 8_000_000;
    private static final int TOKENS_PER_EDIT = 1_500;

    private final EditLedger ledger;
    private final boolean asProvider;

    Reply(EditLedger ledger, boolean asProvider) {
        this.ledger = ledger;
        this.asProvider = asProvider;
    }

    void edited(HttpExchange exchange, int status, @Nullable StagedAnswer staged, EditAnswer answer) throws IOException {
        begin(exchange, staged, status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            answer.write(out);
        }
    }

    void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
        byte[] body = JSON.writeValueAsBytes(refusal.body);
        begin(exchange, null, refusal.status, body.length);
        exchange.getResponseBody().write(body);
    }

    void staged(HttpExchange exchange, StagedAnswer staged) throws IOException {
        if (staged.kind == StagedAnswer.Kind.HANG_UP) {
            return;
        }
        int length = staged.body.length;
        boolean cut = staged.cutAfter >= 0 && staged.cutAfter < length;
        begin(exchange, staged, staged.status, length == 0 ? -1 : length);
        if (length > 0) {
            OutputStream out = exchange.getResponseBody();
            out.write(staged.body, 0, cut ? staged.cutAfter : length);
            out.flush();
        }
    }

    private void begin(HttpExchange exchange, @Nullable StagedAnswer staged, int status, long length) throws IOException {
        ledger.begun(status);
        Headers asked = exchange.getRequestHeaders();
        Headers answer = exchange.getResponseHeaders();
        answer.set("Content-Type", "application/json");
        answer.set("x-request-id", "req_" + UUID.randomUUID().toString().replace("-", ""));
        if (!asProvider) {
            addGatewayHeaders(asked, answer);
        }
        answer.set("x-ratelimit-remaining-requests", String.valueOf(Math.max(0, REQUEST_LIMIT - ledger.paid())));
        answer.set("x-ratelimit-remaining-tokens",
                String.valueOf(Math.max(0, TOKEN_LIMIT - TOKENS_PER_EDIT * (long) ledger.paid())));
        if (staged != null) {
            Set<String> replaced = new LinkedHashSet<>();
            staged.headers.forEach(header -> {
                if (replaced.add(header.getKey().toLowerCase(Locale.ROOT))) {
                    answer.remove(header.getKey());
                }
                answer.add(header.getKey(), header.getValue());
            });
        }
        exchange.sendResponseHeaders(status, length);
    }

    private static void addGatewayHeaders(Headers asked, Headers answer) {
        answer.set("x-portkey-trace-id", Objects.requireNonNullElse(asked.getFirst("x-portkey-trace-id"), ""));
        answer.set("x-portkey-provider", Objects.requireNonNullElse(asked.getFirst("x-portkey-provider"), "openai"));
        answer.set("x-portkey-retry-attempt-count", "0");
        answer.set("x-portkey-last-used-option-index", "config");
        answer.set("x-portkey-cache-status", "DISABLED");
    }
}
