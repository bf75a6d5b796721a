// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/** A form put together by hand and posted. */
final class Form {

    static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final String BOUNDARY = "xYzZY";

    private final List<InputStream> parts = new ArrayList<>();
    private final HttpRequest.Builder request = HttpRequest.newBuilder()
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY);

    static Form prompt(String prompt) {
        return new Form().field("prompt", prompt);
    }

    Form field(String name, String value) {
        return raw("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n");
    }

    Form png(String name, byte[] content) {
        return file(name, name + ".png", "image/png", content);
    }

    Form file(String name, @Nullable String fileName, @Nullable String type, byte[] content) {
        return file(name, fileName, type, new ByteArrayInputStream(content));
    }

    Form file(String name, @Nullable String fileName, @Nullable String type, InputStream content) {
        raw("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\""
                + (fileName == null ? "" : "; filename=\"" + fileName + "\"")
                + (type == null ? "" : "\r\nContent-Type: " + type) + "\r\n\r\n");
        parts.add(content);
        return raw("\r\n");
    }

    Form header(String name, String value) {
        request.setHeader(name, value);
        return this;
    }

    private Form raw(String text) {
        parts.add(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    HttpRequest to(GatewayStandIn gateway) {
        return to(gateway, "");
    }

    HttpRequest to(GatewayStandIn gateway, String query) {
        raw("--" + BOUNDARY + "--\r\n");
        InputStream body = new SequenceInputStream(Collections.enumeration(parts));
        return request.uri(URI.create(gateway.baseUrl() + "/images/edits" + query))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> body)).build();
    }

    Answer post(GatewayStandIn gateway) throws IOException, InterruptedException {
        return new Answer(CLIENT.send(to(gateway), HttpResponse.BodyHandlers.ofString()));
    }

    CompletableFuture<Answer> postAsync(GatewayStandIn gateway) {
        return CLIENT.sendAsync(to(gateway), HttpResponse.BodyHandlers.ofString()).thenApply(Answer::new);
    }

    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        JsonNode json() throws IOException {
            return new JsonMapper().readTree(response.body());
        }

        byte[] image(int index) throws IOException {
            return json().at("/data/" + index + "/b64_json").binaryValue();
        }

        @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }
}
