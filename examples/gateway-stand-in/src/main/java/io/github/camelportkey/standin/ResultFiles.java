// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;

/** Results that are handed out as addresses: {@code /files/ID.png}. They live as long as the server. */
final class ResultFiles implements HttpHandler {

    private static final String PREFIX = "/files/";
    private static final Pattern NAME = Pattern.compile("[0-9a-f-]{36}\\.(png|jpeg|webp)");

    private final Path directory;
    private final URI origin;

    ResultFiles(Path directory, URI origin) {
        this.directory = directory;
        this.origin = origin;
    }

    /** Keeps a result and returns its address. */
    URI keep(EditedImage image) throws IOException {
        String name = UUID.randomUUID() + "." + image.format();
        try (InputStream in = image.content().open()) {
            Files.copy(in, directory.resolve(name));
        }
        return origin.resolve(PREFIX + name);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        String name = exchange.getRequestURI().getPath().substring(PREFIX.length());
        Path file = directory.resolve(NAME.matcher(name).matches() ? name : "none");
        try (exchange; InputStream body = exchange.getRequestBody()) {
            body.transferTo(OutputStream.nullOutputStream());
            if (!exchange.getRequestMethod().equals("GET") || !Files.exists(file)) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "image/" + name.substring(name.lastIndexOf('.') + 1));
            exchange.sendResponseHeaders(200, Files.size(file));
            Files.copy(file, exchange.getResponseBody());
        }
    }
}
