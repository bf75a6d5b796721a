// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.GatewayStandIn;
import io.github.camelportkey.standin.StagedAnswer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The developer console, read over HTTP as Camel's own are. */
class DevConsoleTest {

    private static final String CANARY = "canary-7f3a";

    @Test
    void showsTotalsPoolsFailuresAndEndpointsButNoSecretAndNoPrompt() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (GatewayStandIn gateway = GatewayStandIn.start()) {
            Main main = new Main();
            main.addProperty("camel.main.devConsoleEnabled", "true");
            main.addProperty("camel.management.enabled", "true");
            main.addProperty("camel.management.port", String.valueOf(port));
            main.addProperty("camel.management.devConsoleEnabled", "true");
            main.addProperty("camel.component.portkey-images.baseUrl", gateway.baseUrl().toString());
            main.addProperty("camel.component.portkey-images.apiKey", CANARY);
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:in").to("portkey-images:edit?model=gpt-image-2&prompt=whispered&virtualKey=" + CANARY);
                }
            });
            main.start();
            try {
                gateway.answerNext(StagedAnswer.edit(), StagedAnswer.status(401).header("x-portkey-trace-id", "trace-4")
                        .body("{\"error\":{\"message\":\"no such key " + CANARY + "\"}}"));
                for (int i = 0; i < 2; i++) {
                    Exchange result = main.getCamelContext().createProducerTemplate().request("direct:in",
                            exchange -> exchange.getMessage().setBody(Pictures.png(16)));
                    assertThat(result.getException() == null).isEqualTo(i == 0);
                }

                String text = read(port, "text/plain");
                String json = read(port, "application/json");

                assertThat(text + json).doesNotContain(CANARY, "whispered");
                assertThat(text).contains("succeeded: 1", "failed: 1", "leased: 0");
                JsonNode shown = new ObjectMapper().readTree(json).get("portkey-images").get("components").get(0);
                assertThat(shown.get("component").asText()).isEqualTo("portkey-images");
                assertThat(shown.get("inFlight").asInt()).isZero();
                assertThat(shown.get("outputTokens").asLong()).isPositive();
                assertThat(shown.get("connections").get(0).get("max").asInt()).isEqualTo(200);
                assertThat(shown.get("workers").get(0).get("max").asInt()).isEqualTo(20);
                assertThat(shown.get("temporaryFiles").get(0).get("bytes").asLong()).isZero();
                assertThat(shown.get("lastFailures").get(0).get("status").asInt()).isEqualTo(401);
                assertThat(shown.get("lastFailures").get(0).get("gatewayTraceId").asText()).isEqualTo("trace-4");
                assertThat(shown.get("endpoints").get(0).get("failed").asInt()).isEqualTo(1);
                assertThat(shown.get("endpoints").get(0).get("uri").asText()).contains("virtualKey=xxxxxx-");
            } finally {
                main.stop();
            }
        }
    }

    private static String read(int port, String type) throws Exception {
        HttpResponse<String> answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(
                URI.create("http://localhost:" + port + "/q/dev/portkey-images")).header("Accept", type).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
