// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import io.github.camelportkey.standin.StagedAnswer;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.opentelemetry2.OpenTelemetryTracer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Camel's own tracer makes one span for each edit, with what was asked for and what it cost. */
class TracingTest extends RouteToStandIn {

    private static final String CANARY = "canary-7f3a";
    private static final String WISH = "a very private wish";

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final SdkTracerProvider provider = SdkTracerProvider.builder()
            .addSpanProcessor(SimpleSpanProcessor.create(spans)).build();
    private final Properties properties = new Properties();

    @AfterEach
    void shutDown() {
        provider.shutdown();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext camel = super.createCamelContext();
        camel.getRegistry().bind("tracer", Tracer.class, provider.get("test"));
        camel.getRegistry().bind("propagators", ContextPropagators.class,
                ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        new OpenTelemetryTracer().init(camel);
        camel.getPropertiesComponent().setOverrideProperties(properties);
        return camel;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:in").to(bare("prompt=" + WISH, "model=@openai/gpt-image-2", "apiKey=" + CANARY,
                        "httpHeader.X-Key=" + CANARY));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHeaderThatHoldsAStreamIsStillThereForTheEdit(boolean captured) {
        properties.setProperty(PortkeyImagesSpanDecorator.CAPTURE, String.valueOf(captured));

        Exchange result = send("direct:in", PICTURE, Map.of("CamelPortkeyImagesModel", new StringReader("gpt-image-1"),
                "CamelPortkeyImagesPrompt", new ByteArrayInputStream("blue".getBytes(StandardCharsets.UTF_8))));

        assertThat(only(result).field("model")).isEqualTo("gpt-image-1");
        assertThat(only(result).field("prompt")).isEqualTo("blue");
        assertThat(span().getName()).endsWith("gpt-image-1");
    }

    @Test
    void aHeaderOfAWrongTypeIsForTheEditToRefuse() {
        assertThat(refused("direct:in", PICTURE, Map.of("CamelPortkeyImagesModel", List.of("a"))))
                .contains("CamelPortkeyImagesModel");
        assertThat(span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    private Exchange edit() {
        return send("direct:in", PICTURE, Map.of());
    }

    /** The span of the edit; the tracer may end it after the caller goes on. */
    private SpanData span() {
        await().untilAsserted(() -> assertThat(ofEdits()).hasSize(1));
        return ofEdits().get(0);
    }

    private List<SpanData> ofEdits() {
        return spans.getFinishedSpanItems().stream()
                .filter(span -> "portkey-images".equals(span.getAttributes().get(key("camel.component")))).toList();
    }

    private static AttributeKey<String> key(String name) {
        return AttributeKey.stringKey(name);
    }

    private static Map<String, String> tags(SpanData span) {
        Map<String, String> tags = new TreeMap<>();
        span.getAttributes().forEach((key, value) -> tags.put(key.getKey(), String.valueOf(value)));
        return tags;
    }

    @Test
    void anEditIsOneSpanWithTheNamesOfGenAi() {
        GATEWAY.answerNext(StagedAnswer.edit().header("x-portkey-trace-id", "trace-4").header("x-portkey-provider", "openai"));
        Exchange result = edit();

        assertThat(result.getException()).isNull();
        SpanData span = span();
        assertThat(span.getName()).isEqualTo("generate_content gpt-image-2");
        assertThat(tags(span)).containsEntry("gen_ai.operation.name", "generate_content")
                .containsEntry("gen_ai.system", "portkey")
                .containsEntry("gen_ai.provider.name", "openai")
                .containsEntry("gen_ai.request.model", "gpt-image-2")
                .containsEntry("gen_ai.usage.input_tokens",
                        result.getMessage().getHeader("CamelPortkeyImagesInputTokens", String.class))
                .containsEntry("gen_ai.usage.output_tokens",
                        result.getMessage().getHeader("CamelPortkeyImagesOutputTokens", String.class))
                .containsEntry("http.status_code", "200")
                .containsEntry("portkey.trace_id", "trace-4")
                .containsEntry("component", "camel-portkey-images")
                .containsEntry("server.address", GATEWAY.baseUrl().toString())
                .doesNotContainKey("error.type");
        assertThat(span.getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
        assertThat(spans.getFinishedSpanItems()).allMatch(other -> other.getTraceId().equals(span.getTraceId()));
    }

    @ParameterizedTest
    @CsvSource({"500, GatewayStatusException", "0, GatewayUnreachableException"})
    void aFailedEditIsAnErrorWithItsType(int status, String type) {
        GATEWAY.answerNext(status == 0 ? StagedAnswer.hangUp() : StagedAnswer.status(status));

        assertThat(edit().getException()).isNotNull();

        assertThat(span().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(tags(span())).containsEntry("error.type", type).containsKey("portkey.trace_id")
                .doesNotContainKey("gen_ai.usage.input_tokens");
        assertThat(tags(span()).get("http.status_code")).isEqualTo(status == 0 ? null : "500");
    }

    @Test
    void theGatewayIsToldWhichSpanItBelongsTo() {
        edit();

        assertThat(GATEWAY.edits().get(0).header("traceparent"))
                .isEqualTo("00-" + span().getTraceId() + "-" + span().getSpanId() + "-01");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401})
    void noSecretPromptOrImageIsInAnySpan(int status) {
        if (status == 401) {
            GATEWAY.answerNext(StagedAnswer.status(401).header("x-portkey-trace-id", CANARY)
                    .body("{\"error\":{\"message\":\"no such key " + CANARY + "\"}}"));
        }
        edit();

        assertThat(tags(span()).get("camel.uri")).startsWith("portkey-images://edit?").contains("apiKey=xxxxxx",
                "httpHeader.X-Key=xxxxxx", "prompt=xxxxxx", "model=");
        assertThat(spans.getFinishedSpanItems()).hasSizeGreaterThan(1).allSatisfy(each -> assertThat(
                tags(each).toString() + each.getEvents() + each.getName() + each.getStatus())
                .doesNotContain(CANARY).doesNotContain(WISH).doesNotContain("private"));
    }

    @Test
    void thePromptIsInTheSpanWhenThatIsSwitchedOn() {
        properties.setProperty("otel.instrumentation.genai.capture-message-content", "true");
        edit();

        assertThat(tags(span()).get("gen_ai.input.messages"))
                .contains("\"role\":\"user\"", "\"type\":\"text\"", "\"content\":\"" + WISH + "\"");
        assertThat(tags(span()).toString()).doesNotContain(CANARY);
    }

    @Test
    void headersSayModelAndPrompt() {
        properties.setProperty("otel.instrumentation.genai.capture-message-content", "true");
        send("direct:in", PICTURE, Map.of("CamelPortkeyImagesModel", "gpt-image-1.5", "CamelPortkeyImagesPrompt", "a \"hat\""));

        assertThat(tags(span())).containsEntry("gen_ai.request.model", "gpt-image-1.5");
        assertThat(tags(span()).get("gen_ai.input.messages")).contains("a \\\"hat\\\"");
    }
}
