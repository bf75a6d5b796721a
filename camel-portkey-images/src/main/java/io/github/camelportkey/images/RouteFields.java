// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelportkey.images.client.ImagesClient;
import io.github.camelportkey.images.model.GatewayRoute;
import io.github.camelportkey.images.model.GatewayRoute.Builder;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * The table of what goes to the gateway itself: header, type, option, and slot of the route. Addresses, keys and plain
 * HTTP headers come from options alone: a message must not be able to send our keys elsewhere.
 */
final class RouteFields {

    /** As {@link EditFields.Field}, for a route. */
    record Field<T>(String header, Class<T> type, Function<PortkeyImagesConfiguration, @Nullable T> option,
            BiConsumer<Builder, @Nullable T> slot) {

        private void apply(Message message, PortkeyImagesConfiguration options, Builder route) {
            slot.accept(route, HeaderValues.value(message, header, type, option.apply(options)));
        }

        private void applyOption(PortkeyImagesConfiguration options, Builder route) {
            slot.accept(route, option.apply(options));
        }
    }

    static final List<Field<?>> FIELDS = List.of(
            new Field<>(PortkeyImagesConstants.TRACE_ID, String.class, PortkeyImagesConfiguration::getTraceId,
                    Builder::traceId),
            new Field<>(PortkeyImagesConstants.PROVIDER, String.class, PortkeyImagesConfiguration::getProvider,
                    Builder::provider),
            new Field<>(PortkeyImagesConstants.CONFIG, String.class, PortkeyImagesConfiguration::getConfig,
                    Builder::config),
            new Field<>(PortkeyImagesConstants.CACHE_FORCE_REFRESH, Boolean.class,
                    PortkeyImagesConfiguration::getCacheForceRefresh, Builder::cacheForceRefresh),
            new Field<>(PortkeyImagesConstants.CACHE_NAMESPACE, String.class,
                    PortkeyImagesConfiguration::getCacheNamespace, Builder::cacheNamespace),
            new Field<>(PortkeyImagesConstants.GATEWAY_TIMEOUT, Long.class, PortkeyImagesConfiguration::getGatewayTimeout,
                    Builder::gatewayTimeout));

    static final String WAYS = "The gateway needs to know whose key to use. Set one of: apiKey and virtualKey; apiKey, "
                               + "provider and providerApiKey; apiKey and config; apiKey, provider, providerApiKey and "
                               + "customHost; apiKey and provider=@slug (or model=@slug/name). Where a provider wants other keys "
                               + "than a bearer token, they go into gatewayHeader.NAME in place of providerApiKey";

    private static final Pattern CONFIG_ID = Pattern.compile("[A-Za-z0-9_-]+");
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final Pattern TRACE_VALUE = Pattern.compile("[\\x20-\\x7e]{1,512}");
    private static final List<String> TRACE_CONTEXT = List.of("traceparent", "tracestate");

    private final PortkeyImagesConfiguration options;
    private final URI baseUrl;
    private final List<String> forwardHeaders;
    private final Map<String, String> gatewayHeaders;
    private final Map<String, String> httpHeaders;
    private final Map<String, String> metadata;

    /** Prepares what is the same for all edits of an endpoint. */
    RouteFields(PortkeyImagesConfiguration options) {
        this.options = options;
        this.baseUrl = baseUrl(options.getBaseUrl());
        this.forwardHeaders = names(options.getForwardHeaders());
        this.gatewayHeaders = dashed(texts(options.getGatewayHeader()));
        this.httpHeaders = texts(options.getHttpHeader());
        this.metadata = texts(options.getMetadata());
    }

    /**
     * Refuses options that can't work, whatever the headers will be.
     *
     * @throws IllegalArgumentException saying which
     */
    static void check(PortkeyImagesConfiguration options) {
        RouteFields fields = new RouteFields(options);
        Builder route = fields.fixed();
        FIELDS.forEach(field -> field.applyOption(options, route));
        route.metadata(fields.metadata);
        ModelName.of(options.getModel(), options.getProvider());
        GatewayRoute complete = route.build();
        ImagesClient.check(complete);
        if (complete.isPublicServer() && complete.apiKey() == null) {
            throw new IllegalArgumentException("The public server " + GatewayRoute.PUBLIC_SERVER
                                               + " always asks for an apiKey, and there is none. " + WAYS
                                               + ". For a self-hosted gateway set baseUrl");
        }
    }

    /**
     * The route of one edit.
     *
     * @param model the model's name, whose slug names the provider
     * @throws IllegalArgumentException when headers and options together are none of the ways to authenticate, or a header
     *         asks for what only an option may
     */
    GatewayRoute route(Message message, ModelName model) {
        refuseUnsafe(message, options);
        Builder route = fixed();
        for (Field<?> field : FIELDS) {
            field.apply(message, options, route);
        }
        Long timeout = HeaderValues.value(message, PortkeyImagesConstants.GATEWAY_TIMEOUT, Long.class, null);
        if (timeout != null && timeout < 1) {
            throw new IllegalArgumentException("The header " + PortkeyImagesConstants.GATEWAY_TIMEOUT + " takes milliseconds, "
                                               + "at least 1, but is " + timeout);
        }
        route.provider(model.provider());
        if (isBlank(HeaderValues.value(message, PortkeyImagesConstants.TRACE_ID, String.class, options.getTraceId()))) {
            route.traceId(message.getExchange().getExchangeId());
        }
        Map<String, String> ofMessage = metadata(message);
        if (!ofMessage.isEmpty()) {
            Map<String, String> merged = new LinkedHashMap<>(metadata);
            merged.putAll(ofMessage);
            route.metadata(merged);
        } else {
            route.metadata(metadata);
        }
        route.httpHeaders(withTraceContext(message));
        GatewayRoute complete = route.build();
        if (!complete.isAuthenticated()) {
            throw new IllegalArgumentException("The edit was not sent, because its options and headers are none of the "
                                               + "ways to authenticate. " + WAYS);
        }
        return complete;
    }

    /** The provider of one edit, by header or option. */
    @Nullable String provider(Message message) {
        return HeaderValues.value(message, PortkeyImagesConstants.PROVIDER, String.class, options.getProvider());
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private Builder fixed() {
        return GatewayRoute.builder()
                .baseUrl(baseUrl)
                .apiKey(options.getApiKey())
                .virtualKey(options.getVirtualKey())
                .providerApiKey(options.getProviderApiKey())
                .customHost(options.getCustomHost())
                .forwardHeaders(forwardHeaders)
                .gatewayHeaders(gatewayHeaders)
                .httpHeaders(httpHeaders);
    }

    /** Camel Main takes the dashes out of names, azureResourceName for azure-resource-name; the gateway's all have them. */
    private static Map<String, String> dashed(Map<String, String> headers) {
        Map<String, String> dashed = new LinkedHashMap<>();
        headers.forEach((name, value) -> dashed.put(dashed(name), value));
        return dashed;
    }

    private static String dashed(String name) {
        return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-");
    }

    /** Whether both names mean the same header of the gateway, with or without dashes and the prefix that all have. */
    static boolean isSameGatewayHeader(String name, String other) {
        return canonical(name).equals(canonical(other));
    }

    private static String canonical(String name) {
        return dashed(name.trim()).toLowerCase(Locale.ROOT).replaceFirst("^x-portkey-", "");
    }

    private static URI baseUrl(String text) {
        try {
            return new URI(text.trim());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("baseUrl is no valid address: " + e.getReason());
        }
    }

    private static void refuseUnsafe(Message message, PortkeyImagesConfiguration options) {
        String config = HeaderValues.value(message, PortkeyImagesConstants.CONFIG, String.class, null);
        if (config != null && !CONFIG_ID.matcher(config).matches()) {
            throw new IllegalArgumentException("The header " + PortkeyImagesConstants.CONFIG + " takes only the id of a "
                                               + "config (letters, digits, _ and -): inline JSON could send our keys "
                                               + "elsewhere, so it comes from the option config alone");
        }
        if (isBlank(options.getProviderApiKey()) && isBlank(options.getCustomHost())) {
            return;
        }
        String model = HeaderValues.value(message, PortkeyImagesConstants.MODEL, String.class, null);
        if (message.getHeader(PortkeyImagesConstants.PROVIDER) != null || ModelName.namesProvider(model)) {
            throw new IllegalArgumentException("A header must not choose the provider ("
                                               + PortkeyImagesConstants.PROVIDER + ", or @slug/ in "
                                               + PortkeyImagesConstants.MODEL + ") while providerApiKey or customHost is "
                                               + "set: it could send that key elsewhere");
        }
    }

    private static Map<String, String> metadata(Message message) {
        Object raw = HeaderValues.raw(message, PortkeyImagesConstants.METADATA);
        if (raw instanceof CharSequence json) {
            try {
                Map<String, Object> values = JSON.readValue(json.toString(), new TypeReference<Map<String, Object>>() {
                });
                if (values != null) {
                    return texts(values);
                }
            } catch (IOException e) {
                // said below, without the text
            }
            throw new IllegalArgumentException("The header " + PortkeyImagesConstants.METADATA + " holds a "
                                               + raw.getClass().getName() + " that is no JSON object; it takes a Map, or a "
                                               + "JSON object as String");
        }
        Map<?, ?> map = HeaderValues.value(message, PortkeyImagesConstants.METADATA, Map.class, Map.of());
        if (map == null || map.isEmpty()) {
            return Map.of();
        }
        map.forEach((name, value) -> {
            if (value != null && !(value instanceof Map<?, ?> || value instanceof Object[] || HeaderValues.saysItself(value))) {
                throw new IllegalArgumentException("The header " + PortkeyImagesConstants.METADATA + " holds a "
                                                   + value.getClass().getTypeName() + " as '" + name + "', which has no text");
            }
        });
        return texts(map);
    }

    private Map<String, String> withTraceContext(Message message) {
        Map<String, String> headers = httpHeaders;
        for (String name : TRACE_CONTEXT) {
            String value = traceValue(message, name);
            // any caller of an HTTP consumer can set these two: what can't be sent on must not fail an edit
            if (value != null && TRACE_VALUE.matcher(value).matches() && headers.keySet().stream().noneMatch(name::equalsIgnoreCase)) {
                headers = new LinkedHashMap<>(headers);
                headers.put(name, value);
            }
        }
        return headers;
    }

    /** HTTP consumers make a list of a header that came several times, as W3C allows for tracestate. */
    private static @Nullable String traceValue(Message message, String name) {
        if (message.getHeader(name) instanceof Collection<?> several) {
            return name.equals("tracestate") ? several.stream().map(String::valueOf).collect(Collectors.joining(",")) : null;
        }
        return message.getHeader(name, String.class);
    }

    private static List<String> names(@Nullable String list) {
        return list == null ? List.of() : Arrays.stream(list.split(",")).map(String::trim).filter(n -> !n.isEmpty()).toList();
    }

    /** Values as texts; objects and lists among them as JSON; null is left out. */
    private static Map<String, String> texts(Map<?, ?> values) {
        Map<String, String> texts = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (value instanceof Map<?, ?> || value instanceof Collection<?> || value instanceof Object[]) {
                texts.put(String.valueOf(name), JSON.valueToTree(value).toString());
            } else if (value != null) {
                texts.put(String.valueOf(name), value.toString());
            }
        });
        return texts;
    }
}
