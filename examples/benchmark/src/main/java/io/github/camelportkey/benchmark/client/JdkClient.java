// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.camelportkey.benchmark.work.Batch;
import io.github.camelportkey.benchmark.work.Expected;
import io.github.camelportkey.benchmark.work.Pictures;
import io.github.camelportkey.benchmark.work.Scenario;

/** The JDK's client, HTTP/1.1, asynchronous; the answer is read as a stream with Jackson's parser. */
final class JdkClient implements EditClient {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String BOUNDARY = "benchmark-7d81b516112482";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService readers = Executors.newFixedThreadPool(64, task -> {
        Thread thread = new Thread(task, "reader");
        thread.setDaemon(true);
        return thread;
    });
    private final Scenario scenario;
    private final Path folder;
    private final Path file;
    private final byte[] bytes;

    JdkClient(Scenario scenario, Pictures pictures, Path folder) throws IOException {
        this.scenario = scenario;
        this.folder = folder;
        file = pictures.upload(scenario.uploadBytes());
        bytes = scenario.from() == Scenario.From.FILE ? new byte[0] : Files.readAllBytes(file);
    }

    @Override
    public void start(Batch batch) {
        for (int i = 0; i < batch.inFlight() && batch.take(); i++) {
            edit(batch);
        }
    }

    private void edit(Batch batch) {
        try {
            client.sendAsync(request(batch.baseUrl()), BodyHandlers.ofInputStream())
                    .thenAcceptAsync(answer -> read(answer, batch), readers)
                    .exceptionally(e -> {
                        batch.failed(e);
                        return null;
                    });
        } catch (IOException e) {
            batch.failed(e);
        }
    }

    private HttpRequest request(String url) throws IOException {
        BodyPublisher image = scenario.from() == Scenario.From.FILE
                ? BodyPublishers.ofFile(file) : BodyPublishers.ofByteArray(bytes);
        return HttpRequest.newBuilder(URI.create(url + "/images/edits"))
                .header("x-portkey-api-key", KEY)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.concat(BodyPublishers.ofString(Form.before(BOUNDARY, file)), image,
                        BodyPublishers.ofString(Form.after(BOUNDARY))))
                .build();
    }

    private void read(HttpResponse<InputStream> answer, Batch batch) {
        try (InputStream body = answer.body()) {
            if (answer.statusCode() != 200) {
                throw new IOException(answer.statusCode() + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
            images(body, batch.expected());
            batch.finished();
            if (batch.take()) {
                edit(batch);
            }
        } catch (Throwable e) { // an OutOfMemoryError is a result too
            batch.failed(e);
        }
    }

    private void images(InputStream body, Expected expected) throws IOException {
        int images = 0;
        try (JsonParser json = JSON.createParser(body)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals("url")) {
                    expected.url(images++, json.nextTextValue());
                } else if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals("b64_json")) {
                    json.nextToken();
                    image(json, images++, expected);
                }
            }
        }
        expected.count(images);
    }

    private void image(JsonParser json, int index, Expected expected) throws IOException {
        if (scenario.to() == Scenario.To.MEMORY) {
            ByteArrayOutputStream image = new ByteArrayOutputStream(64 * 1024);
            json.readBinaryValue(image);
            expected.bytes(index, image.toByteArray());
        } else {
            Path edited = folder.resolve(UUID.randomUUID() + ".png");
            try (OutputStream out = Files.newOutputStream(edited)) {
                json.readBinaryValue(out);
            }
            expected.file(index, edited);
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
