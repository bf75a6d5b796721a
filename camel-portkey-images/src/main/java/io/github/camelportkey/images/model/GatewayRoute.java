// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Which gateway an edit goes to, on whose behalf, and what the gateway is to do with it. What is null or empty is not
 * sent. Immutable; {@link #toString} shows no secret.
 *
 * @param baseUrl the gateway's address up to its version, such as {@code https://api.portkey.ai/v1}
 * @param apiKey the key for the gateway (secret)
 * @param virtualKey names a provider's key that the gateway holds (secret)
 * @param provider the provider's name, or {@code @slug}
 * @param providerApiKey the provider's own key (secret)
 * @param config the id of a config that the gateway holds, or a config as JSON (secret)
 * @param customHost the provider's address, where it is not the usual one
 * @param traceId the id under which the gateway logs the edit
 * @param metadata what the gateway logs with the edit
 * @param cacheForceRefresh whether the gateway's cache is passed over
 * @param cacheNamespace divides the gateway's cache
 * @param gatewayTimeout how long the gateway waits for the provider, in milliseconds
 * @param forwardHeaders the names of headers that the gateway passes on to the provider
 * @param gatewayHeaders further headers of the gateway, by the name without its common prefix (secret values)
 * @param httpHeaders further plain headers, by name (secret values)
 */
public record GatewayRoute(URI baseUrl, @Nullable String apiKey, @Nullable String virtualKey, @Nullable String provider,
        @Nullable String providerApiKey, @Nullable String config, @Nullable String customHost, @Nullable String traceId,
        Map<String, String> metadata, @Nullable Boolean cacheForceRefresh, @Nullable String cacheNamespace,
        @Nullable Long gatewayTimeout, List<String> forwardHeaders, Map<String, String> gatewayHeaders,
        Map<String, String> httpHeaders) {

    /** Portkey's public server. */
    public static final URI PUBLIC_SERVER = URI.create("https://api.portkey.ai/v1");

    /** @throws IllegalArgumentException when the address is no http or https address, or holds credentials */
    public GatewayRoute {
        baseUrl = checked(baseUrl);
        apiKey = unlessBlank(apiKey);
        virtualKey = unlessBlank(virtualKey);
        provider = unlessBlank(provider);
        providerApiKey = unlessBlank(providerApiKey);
        config = unlessBlank(config);
        customHost = unlessBlank(customHost);
        traceId = unlessBlank(traceId);
        cacheNamespace = unlessBlank(cacheNamespace);
        metadata = OrderedMaps.copyOf(metadata);
        forwardHeaders = List.copyOf(forwardHeaders);
        gatewayHeaders = OrderedMaps.copyOf(withoutBlank(gatewayHeaders));
        httpHeaders = OrderedMaps.copyOf(httpHeaders);
    }

    /** A variable that is not set makes an empty key, which is none. */
    private static @Nullable String unlessBlank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static Map<String, String> withoutBlank(Map<String, String> headers) {
        if (headers.values().stream().noneMatch(String::isBlank)) {
            return headers;
        }
        Map<String, String> kept = new LinkedHashMap<>(headers);
        kept.values().removeIf(String::isBlank);
        return kept;
    }

    private static URI checked(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        // a name with an underscore, as Compose gives, is no host to Java, but is one to everybody else
        boolean host = url.getHost() != null || url.getRawAuthority() != null
                && url.getRawAuthority().matches("[A-Za-z0-9._-]+(:[0-9]{1,5})?");
        if (!scheme.equals("http") && !scheme.equals("https") || !host) {
            throw new IllegalArgumentException("baseUrl must be an address like " + PUBLIC_SERVER
                                               + " or http://localhost:8787/v1");
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("baseUrl must have no user, query or fragment; keys go into apiKey and the "
                                               + "other options for keys");
        }
        String text = url.toString();
        int end = text.length();
        while (text.charAt(end - 1) == '/') {
            end--;
        }
        return end == text.length() ? url : URI.create(text.substring(0, end));
    }

    /** Whether this is the public server, which always asks for a key of its own. */
    public boolean isPublicServer() {
        return PUBLIC_SERVER.getHost().equalsIgnoreCase(baseUrl.getHost());
    }

    /**
     * Whether the gateway can know from this which provider to call and with which key. A self-hosted gateway may hold
     * that itself, so there anything will do.
     */
    public boolean isAuthenticated() {
        if (!isPublicServer()) {
            return true;
        }
        boolean named = provider != null
                && (providerApiKey != null || provider.startsWith("@") || !gatewayHeaders.isEmpty());
        return apiKey != null && (virtualKey != null || config != null || named);
    }

    /** A builder for a route to the public server with nothing else set. */
    public static Builder builder() {
        return new Builder();
    }

    /** Names the keys that are set, and shows the values of what is no secret. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("GatewayRoute[").append(baseUrl);
        secret(text, "apiKey", apiKey);
        secret(text, "virtualKey", virtualKey);
        if (provider != null) {
            text.append(", provider=").append(provider);
        }
        secret(text, "providerApiKey", providerApiKey);
        secret(text, "config", config);
        if (traceId != null) {
            text.append(", traceId=").append(traceId);
        }
        return text.append(']').toString();
    }

    private static void secret(StringBuilder text, String name, @Nullable String value) {
        if (value != null) {
            text.append(", ").append(name).append("=***");
        }
    }

    /** Collects a route. Not thread-safe. */
    public static final class Builder {

        private URI baseUrl = PUBLIC_SERVER;
        private @Nullable String apiKey;
        private @Nullable String virtualKey;
        private @Nullable String provider;
        private @Nullable String providerApiKey;
        private @Nullable String config;
        private @Nullable String customHost;
        private @Nullable String traceId;
        private Map<String, String> metadata = Map.of();
        private @Nullable Boolean cacheForceRefresh;
        private @Nullable String cacheNamespace;
        private @Nullable Long gatewayTimeout;
        private List<String> forwardHeaders = List.of();
        private Map<String, String> gatewayHeaders = Map.of();
        private Map<String, String> httpHeaders = Map.of();

        private Builder() {
        }

        /** Sets the gateway's address. */
        public Builder baseUrl(URI value) {
            baseUrl = value;
            return this;
        }

        /** Sets the key for the gateway. */
        public Builder apiKey(@Nullable String value) {
            apiKey = value;
            return this;
        }

        /** Sets the virtual key. */
        public Builder virtualKey(@Nullable String value) {
            virtualKey = value;
            return this;
        }

        /** Sets the provider. */
        public Builder provider(@Nullable String value) {
            provider = value;
            return this;
        }

        /** Sets the provider's own key. */
        public Builder providerApiKey(@Nullable String value) {
            providerApiKey = value;
            return this;
        }

        /** Sets the config. */
        public Builder config(@Nullable String value) {
            config = value;
            return this;
        }

        /** Sets the provider's address. */
        public Builder customHost(@Nullable String value) {
            customHost = value;
            return this;
        }

        /** Sets the trace id. */
        public Builder traceId(@Nullable String value) {
            traceId = value;
            return this;
        }

        /** Sets the metadata. */
        public Builder metadata(Map<String, String> value) {
            metadata = value;
            return this;
        }

        /** Sets whether the gateway's cache is passed over. */
        public Builder cacheForceRefresh(@Nullable Boolean value) {
            cacheForceRefresh = value;
            return this;
        }

        /** Sets the division of the gateway's cache. */
        public Builder cacheNamespace(@Nullable String value) {
            cacheNamespace = value;
            return this;
        }

        /** Sets how long the gateway waits for the provider, in milliseconds. */
        public Builder gatewayTimeout(@Nullable Long value) {
            gatewayTimeout = value;
            return this;
        }

        /** Sets the names of the headers to pass on. */
        public Builder forwardHeaders(List<String> value) {
            forwardHeaders = value;
            return this;
        }

        /** Sets further headers of the gateway. */
        public Builder gatewayHeaders(Map<String, String> value) {
            gatewayHeaders = value;
            return this;
        }

        /** Sets further plain headers. */
        public Builder httpHeaders(Map<String, String> value) {
            httpHeaders = value;
            return this;
        }

        /**
         * The route.
         *
         * @throws IllegalArgumentException when the address is none
         */
        public GatewayRoute build() {
            return new GatewayRoute(baseUrl, apiKey, virtualKey, provider, providerApiKey, config, customHost, traceId,
                    metadata, cacheForceRefresh, cacheNamespace, gatewayTimeout, forwardHeaders, gatewayHeaders,
                    httpHeaders);
        }
    }
}
