// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A request that is answered with an error, in the words and the shape of whoever refuses it. */
final class Refusal extends Exception {

    final int status;
    final Map<String, ?> body;

    private Refusal(int status, String message, Map<String, ?> body) {
        super(message, null, false, false);
        this.status = status;
        this.body = body;
    }

    /** The gateway's own refusal: {@code {"status":"failure","message":…}}. */
    static Refusal byGateway(int status, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", "failure");
        body.put("message", message);
        return new Refusal(status, message, body);
    }

    /** The model's refusal: {@code {"error":{"message","type","param","code"}}} with status 400. */
    static Refusal byModel(String message, @Nullable String param, @Nullable String code) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("message", message);
        error.put("type", "invalid_request_error");
        error.put("param", param);
        error.put("code", code);
        return new Refusal(400, message, Map.of("error", error));
    }
}
