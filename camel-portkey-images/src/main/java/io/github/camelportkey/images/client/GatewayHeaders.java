// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.github.camelportkey.images.model.GatewayRoute;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.message.BasicHeader;
import org.jspecify.annotations.Nullable;

/** The table from a route to the gateway's request headers. */
final class GatewayHeaders {

    static final String PREFIX = "x-portkey-";

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Set<String> NOT_PLAIN = Set.of("authorization", "host", "connection", "keep-alive",
            "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade", "expect",
            "accept-encoding");
    private static final Pattern ONE_LINE = Pattern.compile("[\\x20-\\x7e]*");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter ASCII_JSON = JsonMapper.builder()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII).build().writer();

    private record Row(String option, String name, String header, Function<GatewayRoute, @Nullable Object> value) {

        private Row(String option, String name, Function<GatewayRoute, @Nullable Object> value) {
            this(option, name, PREFIX + name, value);
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row("apiKey", "api-key", GatewayRoute::apiKey),
            new Row("virtualKey", "virtual-key", GatewayRoute::virtualKey),
            new Row("provider", "provider", GatewayRoute::provider),
            new Row("config", "config", GatewayHeaders::config),
            new Row("customHost", "custom-host", GatewayRoute::customHost),
            new Row("traceId", "trace-id", GatewayRoute::traceId),
            new Row("metadata", "metadata", GatewayHeaders::metadata),
            new Row("cacheForceRefresh", "cache-force-refresh", GatewayRoute::cacheForceRefresh),
            new Row("cacheNamespace", "cache-namespace", GatewayRoute::cacheNamespace),
            new Row("gatewayTimeout", "request-timeout", GatewayRoute::gatewayTimeout),
            new Row("forwardHeaders", "forward-headers", GatewayHeaders::forwardHeaders));

    private GatewayHeaders() {
    }

    /**
     * The headers for a route, in the order of the table.
     *
     * @throws IllegalArgumentException when a name or a value may not be sent, naming the option
     */
    static List<Header> of(GatewayRoute route) {
        List<Header> headers = new ArrayList<>();
        for (Row row : ROWS) {
            Object value = row.value.apply(route);
            if (value != null) {
                headers.add(header(row.option, row.header, value.toString()));
            }
        }
        if (route.providerApiKey() != null) {
            String key = route.providerApiKey();
            boolean complete = key.regionMatches(true, 0, "Bearer ", 0, 7);
            headers.add(header("providerApiKey", "Authorization", complete ? key : "Bearer " + key));
        }
        route.gatewayHeaders().forEach((name, value) ->
                headers.add(named("gatewayHeader." + name, PREFIX + requireGatewayName(name), value)));
        route.httpHeaders().forEach((name, value) ->
                headers.add(named("httpHeader." + name, requirePlainName(name), value)));
        return headers;
    }

    private static Header named(String option, String name, String value) {
        if (!TOKEN.matcher(name).matches()) {
            throw new IllegalArgumentException("The option " + printable(option) + " names no valid HTTP header");
        }
        return header(option, name, value);
    }

    private static Header header(String option, String name, String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 && c != '\t' || c > 0x7e) {
                throw new IllegalArgumentException("The value of " + printable(option) + " can't be sent as the HTTP header "
                                                   + name + ": character " + (i + 1)
                                                   + " is a line break, a control character or not ASCII");
            }
        }
        return new BasicHeader(name, value);
    }

    private static String requireGatewayName(String name) {
        String bare = name.trim().toLowerCase(Locale.ROOT);
        for (Row row : ROWS) {
            if (row.name.equals(bare) || bare.equals(PREFIX + row.name)) {
                throw new IllegalArgumentException("gatewayHeader." + name + " is refused, because it has an option of its "
                                                   + "own: " + row.option);
            }
        }
        String plain = bare.startsWith(PREFIX) ? bare.substring(PREFIX.length()) : bare;
        if (plain.isEmpty()) {
            throw new IllegalArgumentException("gatewayHeader. needs a name behind the dot");
        }
        return plain;
    }

    private static String requirePlainName(String name) {
        String bare = name.trim().toLowerCase(Locale.ROOT);
        if (NOT_PLAIN.contains(bare) || bare.startsWith("content-") || bare.startsWith(PREFIX)) {
            throw new IllegalArgumentException("httpHeader." + printable(name) + " is refused: keys go into apiKey and "
                                               + "providerApiKey, the gateway's own headers into their options or "
                                               + "gatewayHeader.NAME, and the rest of the request is made by the component");
        }
        return name.trim();
    }

    /** Inline JSON may stand in several lines and in any script; a header is one line of ASCII. */
    private static @Nullable String config(GatewayRoute route) {
        String config = route.config();
        if (config == null || !config.stripLeading().startsWith("{") || ONE_LINE.matcher(config).matches()) {
            return config;
        }
        try {
            return ASCII_JSON.writeValueAsString(JSON.readTree(config));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The option config begins like JSON, but is none");
        }
    }

    private static @Nullable String metadata(GatewayRoute route) {
        Map<String, String> metadata = route.metadata();
        if (metadata.isEmpty()) {
            return null;
        }
        try {
            return ASCII_JSON.writeValueAsString(metadata);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("The metadata can't be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static @Nullable String forwardHeaders(GatewayRoute route) {
        if (route.forwardHeaders().isEmpty()) {
            return null;
        }
        for (String name : route.forwardHeaders()) {
            if (!TOKEN.matcher(name).matches()) {
                throw new IllegalArgumentException("forwardHeaders takes names of HTTP headers, separated by commas; '"
                                                   + printable(name) + "' is none. Values come from httpHeader.NAME");
            }
        }
        return route.forwardHeaders().stream().collect(Collectors.joining(","));
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
