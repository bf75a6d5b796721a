// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.client;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.github.camelportkey.benchmark.work.Batch;
import io.github.camelportkey.benchmark.work.Expected;
import io.github.camelportkey.benchmark.work.Pictures;
import io.github.camelportkey.benchmark.work.Scenario;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;

/**
 * The same by hand, with camel-http and camel-jackson. Written as well as these allow: connections for all edits in
 * flight, no retries, redirects, cookies, compression, offer of a protocol upgrade or stream cache, no
 * headers looked at that the route does not use, the file as a file body, the answer parsed from the connection, images
 * decoded by Jackson as it parses them.
 */
final class CamelHttpClient extends BlockingClient {

    /** The answer, as camel-jackson reads it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Answer(long created, List<Item> data) {
    }

    /** An image of it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Item(String url, byte[] b64_json) {
    }

    /** The same where images go to files. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record StoredAnswer(List<StoredItem> data) {
    }

    /** An image of it, in a file. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record StoredItem(Path b64_json) {
    }

    /** Has Jackson decode an image into a file as it parses it, so that none is in memory. */
    private static final class ToFile extends JsonDeserializer<Path> {

        private final Path folder;

        ToFile(Path folder) {
            this.folder = folder;
        }

        @Override
        public Path deserialize(JsonParser json, DeserializationContext context) throws IOException {
            Path edited = folder.resolve(UUID.randomUUID() + ".png");
            try (OutputStream out = Files.newOutputStream(edited)) {
                json.readBinaryValue(out);
            }
            return edited;
        }
    }

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Scenario scenario;
    private final Path folder;
    private final Steps steps;
    private final File file;
    private final byte[] bytes;
    private final ProducerTemplate template;
    private final PoolingHttpClientConnectionManager connections;

    /** @param largerBuffers whether its connections have buffers of 32 KB, for which the route's writer needs HttpClient's API */
    CamelHttpClient(Scenario scenario, Pictures pictures, Path folder, boolean largerBuffers) throws Exception {
        this.scenario = scenario;
        this.folder = folder;
        this.steps = new Steps(scenario, folder);
        file = pictures.upload(scenario.uploadBytes()).toFile();
        bytes = scenario.from() == Scenario.From.FILE ? new byte[0] : Files.readAllBytes(file.toPath());
        connections = connections(scenario.inFlight(), largerBuffers);
        context.disableJMX();
        context.setStreamCaching(false);
        context.getShutdownStrategy().setTimeout(1);
        HttpComponent http = context.getComponent(scenario.tls() ? "https" : "http", HttpComponent.class);
        http.setAutomaticRetriesDisabled(true);
        http.setRedirectHandlingDisabled(true);
        http.setCookieManagementDisabled(true);
        http.setContentCompressionDisabled(true);
        http.setAuthCachingDisabled(true);
        http.setConnectionStateDisabled(true);
        http.setClientConnectionManager(connections);
        http.setResponseTimeout(600_000);
        http.setSoTimeout(600_000);
        context.start();
        template = context.createProducerTemplate();
        template.setMaximumCacheSize(10);
    }

    /** For larger buffers camel-http has no option; thousands of connections would not hold them either. */
    private static PoolingHttpClientConnectionManager connections(int inFlight, boolean largerBuffers) {
        int limit = Math.max(200, inFlight);
        int buffer = inFlight > 200 || !largerBuffers ? 8 * 1024 : 32 * 1024;
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(limit)
                .setMaxConnPerRoute(limit)
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom().setBufferSize(buffer).build())
                        .build())
                .build();
    }

    private synchronized Endpoint route(String url) throws Exception {
        String name = "direct:edit" + Math.abs(url.hashCode());
        if (context.hasEndpoint(name) == null) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    ProcessorDefinition<?> route = from(name)
                            .process(exchange -> exchange.getMessage().setBody(form()))
                            .setHeader("x-portkey-api-key", constant(KEY))
                            .to(url + "/images/edits?httpMethod=POST&disableStreamCache=true&copyHeaders=false"
                                    + "&skipControlHeaders=true&skipResponseHeaders=true&httpClient.protocolUpgradeEnabled=false")
                            .unmarshal(json());
                    if (scenario.to() == Scenario.To.FILE_ENDPOINT || scenario.to() == Scenario.To.S3) {
                        route.process(exchange -> exchange.getMessage().setBody(
                                exchange.getMessage().getBody(Answer.class).data().get(0).b64_json()));
                    }
                    steps.addTo(route, getContext(), url);
                }
            });
        }
        return context.getEndpoint(name);
    }

    /** The base64 becomes bytes or a file as it is parsed, never a string: so Jackson's limit of these does not matter. */
    private JacksonDataFormat json() {
        ObjectMapper mapper = new ObjectMapper().registerModule(
                new SimpleModule().addDeserializer(Path.class, new ToFile(folder)));
        return new JacksonDataFormat(mapper, toFiles() ? StoredAnswer.class : Answer.class);
    }

    private boolean toFiles() {
        return scenario.answerBytes() > 0 && scenario.to() == Scenario.To.FILE;
    }

    private Object form() {
        MultipartEntityBuilder form = MultipartEntityBuilder.create()
                .addTextBody("prompt", PROMPT, ContentType.TEXT_PLAIN.withCharset("UTF-8"))
                .addTextBody("model", MODEL);
        if (scenario.from() == Scenario.From.FILE) {
            form.addBinaryBody("image", file, ContentType.IMAGE_PNG, file.getName());
        } else {
            form.addBinaryBody("image", bytes, ContentType.IMAGE_PNG, file.getName());
        }
        return form.build();
    }

    private volatile String url = "";
    private volatile Endpoint entry;

    @Override
    public void start(Batch batch) {
        try {
            if (!url.equals(batch.baseUrl())) {
                entry = route(batch.baseUrl());
                url = batch.baseUrl();
            }
            super.start(batch);
        } catch (Exception e) {
            batch.failed(e);
        }
    }

    @Override
    void edit(Batch batch) throws Exception {
        Exchange exchange = template.request(entry, sent -> { });
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        if (steps.check(exchange, batch.expected())) {
            return;
        }
        if (toFiles()) {
            stored(exchange.getMessage().getBody(StoredAnswer.class).data(), batch.expected());
            return;
        }
        List<Item> images = exchange.getMessage().getBody(Answer.class).data();
        Expected expected = batch.expected();
        expected.count(images.size());
        for (int i = 0; i < images.size(); i++) {
            if (scenario.answerBytes() == 0) {
                expected.url(i, images.get(i).url());
            } else {
                expected.bytes(i, images.get(i).b64_json());
            }
        }
    }

    private static void stored(List<StoredItem> images, Expected expected) {
        expected.count(images.size());
        for (int i = 0; i < images.size(); i++) {
            expected.file(i, images.get(i).b64_json());
        }
    }

    @Override
    public void close() throws Exception {
        super.close();
        context.stop();
        connections.close();
    }
}
