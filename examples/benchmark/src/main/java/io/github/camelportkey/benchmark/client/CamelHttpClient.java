package io.github.camelportkey.benchmark.client;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelportkey.benchmark.work.Batch;
import io.github.camelportkey.benchmark.work.Expected;
import io.github.camelportkey.benchmark.work.Pictures;
import io.github.camelportkey.benchmark.work.Scenario;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;

/**
 * The same by hand, with camel-http and camel-jackson. Written as well as these allow: connections for all edits in
 * flight, no retries, redirects, cookies, compression or stream cache, the file as a file body, the answer parsed from the
 * connection, Jackson's limit of the length of a string lifted.
 */
final class CamelHttpClient extends BlockingClient {

    /** The answer, as camel-jackson reads it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Answer(long created, List<Item> data) {
    }

    /** An image of it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Item(String url, String b64_json) {
    }

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Scenario scenario;
    private final Path folder;
    private final Steps steps;
    private final File file;
    private final byte[] bytes;
    private final ProducerTemplate template;

    CamelHttpClient(Scenario scenario, Pictures pictures, Path folder) throws Exception {
        this.scenario = scenario;
        this.folder = folder;
        this.steps = new Steps(scenario, folder);
        file = pictures.upload(scenario.uploadBytes()).toFile();
        bytes = scenario.from() == Scenario.From.FILE ? new byte[0] : Files.readAllBytes(file.toPath());
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
        http.setConnectionsPerRoute(Math.max(200, scenario.inFlight()));
        http.setMaxTotalConnections(Math.max(200, scenario.inFlight()));
        http.setResponseTimeout(600_000);
        http.setSoTimeout(600_000);
        context.start();
        template = context.createProducerTemplate();
        template.setMaximumCacheSize(10);
    }

    private synchronized String route(String url) throws Exception {
        String name = "direct:edit" + Math.abs(url.hashCode());
        if (context.hasEndpoint(name) == null) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    ProcessorDefinition<?> route = from(name)
                            .process(exchange -> exchange.getMessage().setBody(form()))
                            .setHeader(Exchange.HTTP_METHOD, constant("POST"))
                            .setHeader("x-portkey-api-key", constant(KEY))
                            .to(url + "/images/edits?disableStreamCache=true&skipRequestHeaders=false&copyHeaders=false")
                            .unmarshal(json());
                    if (scenario.to() == Scenario.To.FILE_ENDPOINT || scenario.to() == Scenario.To.S3) {
                        route.process(exchange -> exchange.getMessage().setBody(Base64.getDecoder()
                                .decode(exchange.getMessage().getBody(Answer.class).data().get(0).b64_json())));
                    }
                    steps.addTo(route, getContext(), url);
                }
            });
        }
        return name;
    }

    private static JacksonDataFormat json() {
        ObjectMapper mapper = new ObjectMapper(JsonFactory.builder().streamReadConstraints(
                StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build()).build());
        return new JacksonDataFormat(mapper, Answer.class);
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
    private volatile String entry = "";

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
        List<Item> images = exchange.getMessage().getBody(Answer.class).data();
        Expected expected = batch.expected();
        expected.count(images.size());
        for (int i = 0; i < images.size(); i++) {
            Item image = images.get(i);
            if (scenario.answerBytes() == 0) {
                expected.url(i, image.url());
            } else if (scenario.to() == Scenario.To.MEMORY) {
                expected.bytes(i, Base64.getDecoder().decode(image.b64_json()));
            } else {
                Path edited = folder.resolve(UUID.randomUUID() + ".png");
                Files.write(edited, Base64.getDecoder().decode(image.b64_json()));
                expected.file(i, edited);
            }
        }
    }

    @Override
    public void close() throws Exception {
        super.close();
        context.stop();
    }
}
