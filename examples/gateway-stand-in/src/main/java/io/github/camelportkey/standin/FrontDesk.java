// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/** Greets at the root, passes edits on, and knows no other address. */
record FrontDesk(HttpHandler edits) implements HttpHandler {

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (exchange.getRequestMethod().equals("POST") && path.equals("/v1/images/edits")) {
            edits.handle(exchange);
        } else if (exchange.getRequestMethod().equals("GET") && path.equals("/")) {
            say(exchange, 200, "AI Gateway says hey!");
        } else {
            say(exchange, 404, "404 Not Found");
        }
    }

    private static void say(HttpExchange exchange, int status, String words) throws IOException {
        byte[] body = words.getBytes(StandardCharsets.UTF_8);
        try (exchange; InputStream asked = exchange.getRequestBody()) {
            asked.transferTo(OutputStream.nullOutputStream());
            exchange.getResponseHeaders().set("Content-Type", "text/plain;charset=UTF-8");
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
