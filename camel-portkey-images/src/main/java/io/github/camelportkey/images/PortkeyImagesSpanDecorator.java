// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelportkey.images.client.GatewayFailure;
import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.images.model.Usage;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Says in the span of an edit what was asked for and what it cost, in the names of {@link GenAi}. Found by Camel's tracers
 * of their own accord; of no effect without one. Shows no secret and no image, and the prompt only when the property
 * {@value #CAPTURE} is {@code true}. Thread-safe.
 */
public class PortkeyImagesSpanDecorator extends AbstractSpanDecorator {

    /** The switch of OpenTelemetry's own instrumentations; also an environment variable, in capitals and underscores. */
    static final String CAPTURE = "otel.instrumentation.genai.capture-message-content";

    private static final String CAMEL_URI = "camel.uri";
    private static final String TRACE_ID = "portkey.trace_id";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String getComponent() {
        return GenAi.COMPONENT;
    }

    @Override
    public String getComponentClassName() {
        return PortkeyImagesComponent.class.getName();
    }

    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        return clipMaxLength(GenAi.OPERATION + " " + model(exchange, endpoint));
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, @Nullable Endpoint endpoint) {
        super.beforeTracingEvent(span, exchange, endpoint);
        span.setTag(GenAi.OPERATION_NAME, GenAi.OPERATION);
        span.setTag(GenAi.SYSTEM, GenAi.PORTKEY);
        span.setTag(GenAi.CAMEL_COMPONENT, GenAi.COMPONENT);
        span.setTag(GenAi.REQUEST_MODEL, model(exchange, endpoint));
        boolean captured = exchange.getContext().getPropertiesComponent().resolveProperty(CAPTURE)
                .map(Boolean::parseBoolean).orElse(false);
        if (captured) {
            String prompt = optionOf(exchange, endpoint, PortkeyImagesConstants.PROMPT);
            if (prompt != null) {
                span.setTag(GenAi.INPUT_MESSAGES, message(prompt));
            }
            return;
        }
        String uri = ShownUri.withoutPrompt(endpoint.toString());
        span.setTag(CAMEL_URI, uri);
        String query = URISupport.extractQuery(uri);
        if (query != null) {
            span.setTag(TagConstants.URL_QUERY, query);
        }
    }

    private static String model(Exchange exchange, Endpoint endpoint) {
        String model = optionOf(exchange, endpoint, PortkeyImagesConstants.MODEL);
        return GenAi.model(ModelName.namesProvider(model) ? model.substring(model.indexOf('/') + 1) : model);
    }

    /** The header, else the option; without complaint, because whether they are right is for the producer to say. */
    private static @Nullable String optionOf(Exchange exchange, Endpoint endpoint, String header) {
        PortkeyImagesConfiguration options = endpoint instanceof PortkeyImagesEndpoint ours ? ours.getConfiguration() : null;
        String option = options == null ? null
                : header.equals(PortkeyImagesConstants.MODEL) ? options.getModel() : options.getPrompt();
        try {
            return HeaderValues.value(exchange.getMessage(), header, String.class, option);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String message(String prompt) {
        try {
            return JSON.writeValueAsString(List.of(Map.of("role", "user", "parts",
                    List.of(Map.of("type", "text", "content", prompt)))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a map of texts can be written
        }
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        super.afterTracingEvent(span, exchange);
        Throwable failure = exchange.getException();
        if (failure != null) {
            span.setTag(GenAi.ERROR_TYPE, failure.getClass().getSimpleName());
            tag(span, TRACE_ID, failure instanceof GatewayFailure ours ? ours.getTraceId() : null);
            tag(span, TagConstants.HTTP_STATUS, failure instanceof GatewayStatusException refused ? refused.getStatusCode() : null);
            usage(span, EditEvent.answerOf(failure));
            return;
        }
        tag(span, TRACE_ID, exchange.getMessage().getHeader(PortkeyImagesConstants.GATEWAY_TRACE_ID));
        tag(span, GenAi.PROVIDER_NAME, exchange.getMessage().getHeader(PortkeyImagesConstants.GATEWAY_PROVIDER));
        tag(span, TagConstants.HTTP_STATUS, exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE));
        usage(span, exchange.getMessage().getBody() instanceof ImagesResponse response ? response : null);
    }

    private static void usage(Span span, @Nullable ImagesResponse response) {
        Usage usage = response == null ? null : response.usage();
        if (usage != null) {
            tag(span, GenAi.INPUT_TOKENS, usage.inputTokens());
            tag(span, GenAi.OUTPUT_TOKENS, usage.outputTokens());
        }
    }

    private static void tag(Span span, String name, @Nullable Object value) {
        if (value != null) {
            span.setTag(name, value.toString());
        }
    }
}
