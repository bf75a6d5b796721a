// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.benchmark.client;

import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelportkey.benchmark.work.Batch;
import io.github.camelportkey.benchmark.work.Expected;
import io.github.camelportkey.benchmark.work.Pictures;
import io.github.camelportkey.benchmark.work.Scenario;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;

/** This component in a route. As it holds no thread, an edit that ends begins the next. */
final class ComponentClient implements EditClient {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Scenario scenario;
    private final Object image;
    private final Path folder;
    private final Steps steps;
    private volatile String baseUrl = "";
    private volatile Endpoint entry;
    private volatile AsyncProducer producer;

    ComponentClient(Scenario scenario, Pictures pictures, Path folder) throws Exception {
        this.scenario = scenario;
        this.folder = folder;
        this.steps = new Steps(scenario, folder);
        Path upload = pictures.upload(scenario.uploadBytes());
        image = scenario.from() == Scenario.From.FILE ? upload.toFile() : Files.readAllBytes(upload);
        context.disableJMX();
        context.getShutdownStrategy().setTimeout(1);
        context.start();
        entry = context.getEndpoint("direct:none");
        producer = entry.createAsyncProducer();
    }

    /** A route for each address: which of them is used says how the upstream answers. */
    private synchronized void connect(String url) throws Exception {
        if (url.equals(baseUrl)) {
            return;
        }
        String name = "direct:edit" + Math.abs(url.hashCode());
        if (context.hasEndpoint(name) == null) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    RouteDefinition route = from(name).to("portkey-images:edit?model=" + MODEL + "&prompt=" + PROMPT
                            + "&apiKey=" + KEY + "&baseUrl=" + url + options());
                    steps.addTo(route, getContext(), url);
                }
            });
        }
        entry = context.getEndpoint(name);
        producer = entry.createAsyncProducer();
        producer.start();
        baseUrl = url;
    }

    private String options() {
        String options = "&maxConnections=" + Math.max(200, scenario.inFlight());
        return scenario.to() == Scenario.To.MEMORY
                ? options + "&spoolThreshold=1000000000"
                : options + "&spoolDirectory=" + folder;
    }

    @Override
    public void start(Batch batch) throws Exception {
        connect(batch.baseUrl());
        for (int i = 0; i < batch.inFlight() && batch.take(); i++) {
            edit(batch);
        }
    }

    private void edit(Batch batch) {
        Exchange exchange = entry.createExchange();
        exchange.getMessage().setBody(image);
        producer.process(exchange, doneSync -> {
            try {
                check(exchange, batch.expected());
                batch.finished();
                if (batch.take()) {
                    edit(batch);
                }
            } catch (Throwable e) { // an OutOfMemoryError is a result too
                batch.failed(e);
            }
        });
    }

    private void check(Exchange exchange, Expected expected) throws Exception {
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        if (steps.check(exchange, expected)) {
            return;
        }
        ImagesResponse response = exchange.getMessage().getBody(ImagesResponse.class);
        expected.count(response.data().size());
        for (int i = 0; i < response.data().size(); i++) {
            Image edited = response.data().get(i);
            if (scenario.answerBytes() == 0) {
                expected.url(i, String.valueOf(edited.url()));
            } else {
                expected.stream(i, edited.openStream());
            }
        }
        if (scenario.answerBytes() > 0 && scenario.to() == Scenario.To.FILE) {
            expected.remove(response::release);
        } else {
            response.release();
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
