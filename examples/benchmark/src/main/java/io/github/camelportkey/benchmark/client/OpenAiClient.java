// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.client;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.models.images.Image;
import com.openai.models.images.ImageEditParams;
import io.github.camelportkey.benchmark.work.Batch;
import io.github.camelportkey.benchmark.work.Expected;
import io.github.camelportkey.benchmark.work.Pictures;
import io.github.camelportkey.benchmark.work.Scenario;

/** OpenAI's own client: connections for all edits in flight are kept, retries are off, the rest is as it comes. */
final class OpenAiClient extends BlockingClient {

    private final Scenario scenario;
    private final Path folder;
    private final Path file;
    private final byte[] bytes;
    private final Map<String, OpenAIClient> clients = new ConcurrentHashMap<>();

    OpenAiClient(Scenario scenario, Pictures pictures, Path folder) throws Exception {
        this.scenario = scenario;
        this.folder = folder;
        file = pictures.upload(scenario.uploadBytes());
        bytes = scenario.from() == Scenario.From.FILE ? new byte[0] : Files.readAllBytes(file);
    }

    private OpenAIClient client(String url) {
        return clients.computeIfAbsent(url, base -> OpenAIOkHttpClient.builder().apiKey(KEY).baseUrl(base).maxRetries(0)
                .maxIdleConnections(Math.max(200, scenario.inFlight())).keepAliveDuration(Duration.ofMinutes(5))
                .timeout(Duration.ofMinutes(15)).build());
    }

    @Override
    void edit(Batch batch) throws Exception {
        ImageEditParams.Builder params = ImageEditParams.builder().prompt(PROMPT).model(MODEL);
        if (scenario.from() == Scenario.From.FILE) {
            params.image(file);
        } else {
            params.image(new ByteArrayInputStream(bytes));
        }
        List<Image> images = client(batch.baseUrl()).images().edit(params.build()).data().orElseThrow();
        Expected expected = batch.expected();
        expected.count(images.size());
        for (int i = 0; i < images.size(); i++) {
            Image image = images.get(i);
            if (scenario.answerBytes() == 0) {
                expected.url(i, image.url().orElseThrow());
            } else if (scenario.to() == Scenario.To.MEMORY) {
                expected.bytes(i, Base64.getDecoder().decode(image.b64Json().orElseThrow()));
            } else {
                Path edited = folder.resolve(UUID.randomUUID() + ".png");
                Files.write(edited, Base64.getDecoder().decode(image.b64Json().orElseThrow()));
                expected.file(i, edited);
            }
        }
    }

    @Override
    public void close() throws Exception {
        super.close();
        clients.values().forEach(OpenAIClient::close);
    }
}
