// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.GatewayStandIn;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.telemetry.Tracer;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

/** What docs/observability.md shows. */
class ObservabilityDocsTest {

    private static final String EDIT = "portkey-images:edit?model=gpt-image-2&prompt=a red hat";

    @Test
    void thePropertiesTurnEverythingOn() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (GatewayStandIn gateway = GatewayStandIn.start()) {
            Main main = new Main();
            main.setPropertyPlaceholderLocations("classpath:docs/" + "observability.properties");
            main.addOverrideProperty("camel.management.port", String.valueOf(port));
            main.addOverrideProperty("camel.component.portkey-images.baseUrl", gateway.baseUrl().toString());
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to(EDIT)
                            .process(exchange -> exchange.setProperty("logged", MDC.get("CamelPortkeyImagesGatewayTraceId")));
                }
            });
            main.start();
            try {
                Exchange result = main.getCamelContext().createProducerTemplate().request("direct:in",
                        exchange -> exchange.getMessage().setBody(Pictures.png(16)));

                assertThat(result.getException()).isNull();
                assertThat(result.getProperty("logged", String.class)).isNotBlank()
                        .isEqualTo(result.getMessage().getHeader("CamelPortkeyImagesGatewayTraceId"));
                assertThat(main.getCamelContext().hasService(Tracer.class)).isNotNull();
                assertThat(read(port, "/q/dev/portkey-images")).contains("succeeded: 1");
                assertThat(read(port, "/observe/health?exposureLevel=full")).contains("producer:portkey-images-");
            } finally {
                main.stop();
            }
        }
    }

    private static String read(int port, String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void metersAreInTheRegistryThatIsBound() throws Exception {
        try (GatewayStandIn gateway = GatewayStandIn.start(); CamelContext context = new DefaultCamelContext()) {
            // tag::meters[]
            MeterRegistry meters = new SimpleMeterRegistry(); // or one of Prometheus, Datadog …
            context.getRegistry().bind("meters", meters);
            // end::meters[]
            context.start();

            context.createProducerTemplate().request(EDIT + "&baseUrl=" + gateway.baseUrl(),
                    exchange -> exchange.getMessage().setBody(Pictures.png(16)));

            assertThat(meters.get("gen_ai.client.operation").timer().totalTime(TimeUnit.NANOSECONDS)).isPositive();
        }
    }
}
