// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.hc.client5.http.async.HttpAsyncClient;
import org.jspecify.annotations.Nullable;

/**
 * The options of the component, and of an endpoint over them. What is null is not sent, so that the gateway and the model
 * decide. Not thread-safe; not to be changed once the component has started.
 */
@UriParams
public class PortkeyImagesConfiguration implements Cloneable {

    @UriParam
    @Metadata(description = "What to make of the image.")
    private @Nullable String prompt;

    @UriParam
    @Metadata(description = "The model, such as gpt-image-2. To name one of the gateway's providers with it: an at "
            + "sign, the slug of the provider, a slash, and its model. When neither this nor config nor a "
            + "gatewayHeader is set, the edit is checked by the rules of dall-e-2, the default of the API.")
    private @Nullable String model;

    @UriParam
    @Metadata(description = "How many images to make, 1 to 10.")
    private @Nullable Integer n;

    @UriParam
    @Metadata(description = "The size of the images, WIDTHxHEIGHT in pixels, or auto where the model takes it.")
    private @Nullable String imageSize;

    @UriParam(enums = "url,b64_json")
    @Metadata(description = "How the images are returned. Models of the gpt-image kind refuse this field and "
            + "always return base64.")
    private @Nullable String responseFormat;

    @UriParam
    @Metadata(description = "Identifies the end user to the provider.")
    private @Nullable String user;

    @UriParam
    @Metadata(description = "How much work the model puts in, such as low, medium, high or auto.")
    private @Nullable String quality;

    @UriParam
    @Metadata(description = "The background of the images: transparent, opaque or auto.")
    private @Nullable String background;

    @UriParam
    @Metadata(description = "How closely to follow the features of the input: high or low.")
    private @Nullable String inputFidelity;

    @UriParam
    @Metadata(description = "The file format of the images: png, jpeg or webp.")
    private @Nullable String outputFormat;

    @UriParam
    @Metadata(description = "The compression of jpeg and webp images, 0 to 100.")
    private @Nullable Integer outputCompression;

    @UriParam
    @Metadata(description = "How strictly the provider filters: low or auto.")
    private @Nullable String moderation;

    @UriParam(prefix = "additionalField.", multiValue = true)
    @Metadata(description = "Further form fields, for what has no option here. A field that has its own option is "
            + "refused.")
    private Map<String, Object> additionalField = new LinkedHashMap<>();

    @UriParam
    @Metadata(description = "A mask for every image, as a Camel resource (file: or classpath:), read once. Its "
            + "fully transparent pixels say what is edited.")
    private @Nullable String mask;

    @UriParam(defaultValue = "https://api.portkey.ai/v1")
    @Metadata(description = "The address of the gateway. For a self-hosted one, such as http://localhost:8787/v1.")
    private String baseUrl = "https://api.portkey.ai/v1";

    @UriParam(label = "security", secret = true)
    @Metadata(description = "The key for the gateway. The public server always asks for it.")
    private @Nullable String apiKey;

    @UriParam(label = "security", secret = true)
    @Metadata(description = "Names a provider key that the gateway holds.")
    private @Nullable String virtualKey;

    @UriParam
    @Metadata(description = "The provider that the gateway calls, such as openai or azure-openai, or an at sign and the "
            + "slug of one that the gateway knows.")
    private @Nullable String provider;

    @UriParam(label = "security", secret = true)
    @Metadata(description = "The key of the provider, sent as bearer token.")
    private @Nullable String providerApiKey;

    @UriParam(label = "security", secret = true)
    @Metadata(description = "The gateway config to use: an id, or inline JSON.")
    private @Nullable String config;

    @UriParam(label = "advanced")
    @Metadata(description = "The address of the provider, where it is not the usual one.")
    private @Nullable String customHost;

    @UriParam(label = "advanced")
    @Metadata(description = "The id under which the gateway logs the edit. The id of the exchange by default.")
    private @Nullable String traceId;

    @UriParam(label = "advanced", prefix = "metadata.", multiValue = true)
    @Metadata(description = "What the gateway logs with the edit. The maps of component and endpoint are merged "
            + "by key.")
    private Map<String, Object> metadata = new LinkedHashMap<>();

    @UriParam(label = "advanced")
    @Metadata(description = "Whether to pass over the cache of the gateway. Nothing is sent when it is not set.")
    private @Nullable Boolean cacheForceRefresh;

    @UriParam(label = "advanced")
    @Metadata(description = "Divides the cache of the gateway.")
    private @Nullable String cacheNamespace;

    @UriParam(label = "advanced")
    @Metadata(description = "How long the gateway waits for the provider, in milliseconds.")
    private @Nullable Long gatewayTimeout;

    @UriParam(label = "advanced")
    @Metadata(description = "The names of headers that the gateway passes on to the provider, separated by "
            + "commas. Their values come from httpHeader.NAME.")
    private @Nullable String forwardHeaders;

    @UriParam(label = "advanced,security", prefix = "gatewayHeader.", multiValue = true, secret = true)
    @Metadata(description = "Further headers of the gateway, by the name behind x-portkey-. A header that has its "
            + "own option is refused.")
    private Map<String, Object> gatewayHeader = new LinkedHashMap<>();

    @UriParam(label = "advanced,security", prefix = "httpHeader.", multiValue = true, secret = true)
    @Metadata(description = "Plain HTTP headers for the gateway, or with forwardHeaders for the provider.")
    private Map<String, Object> httpHeader = new LinkedHashMap<>();

    @UriParam(defaultValue = "fail")
    @Metadata(description = "What to do with an edit that breaks the known limits of its model: fail before it is "
            + "sent, warn and send it, or off to not look.")
    private PortkeyImagesValidation validation = PortkeyImagesValidation.fail;

    @UriParam(defaultValue = "false")
    @Metadata(description = "Whether images that are returned as a url are fetched at once. A url dies after 60 "
            + "minutes.")
    private boolean downloadImages;

    @UriParam(label = "advanced")
    @Metadata(description = "The only hosts that images may be fetched from, separated by commas; an asterisk "
            + "and .example.com for a domain. They may be private ones and use http. By default any public host, "
            + "over https.")
    private @Nullable String downloadHosts;

    @UriParam(defaultValue = "false", label = "advanced")
    @Metadata(description = "Whether an answer whose guardrail failed (status 246) is an error. Its images are "
            + "then in the exception.")
    private boolean failOnGuardrail;

    @UriParam(defaultValue = "1048576", label = "advanced")
    @Metadata(description = "An image with more bytes than this goes to a temporary file.")
    private long spoolThreshold = 1_048_576L;

    @UriParam(label = "advanced")
    @Metadata(description = "Where the private folder for temporary files is created. The directory of the JVM "
            + "for temporary files by default.")
    private @Nullable String spoolDirectory;

    @UriParam(defaultValue = "10737418240", label = "advanced")
    @Metadata(description = "How many bytes the temporary files of all endpoints with the same spoolDirectory and "
            + "maxSpoolBytes may take together. When they do, an edit is refused before it is sent.")
    private long maxSpoolBytes = 10_737_418_240L;

    @UriParam(defaultValue = "268435456", label = "advanced")
    @Metadata(description = "An image of an answer with more bytes than this becomes unusable.")
    private long maxImageBytes = 268_435_456L;

    @UriParam(defaultValue = "1073741824", label = "advanced")
    @Metadata(description = "An answer with more bytes than this is refused as a whole.")
    private long maxResponseBytes = 1_073_741_824L;

    @UriParam(defaultValue = "10000")
    @Metadata(description = "How long making a connection may take, in milliseconds.")
    private int connectTimeout = 10_000;

    @UriParam(defaultValue = "600000")
    @Metadata(description = "How long the gateway may be silent, in milliseconds.")
    private long responseTimeout = 600_000L;

    @UriParam(defaultValue = "900000")
    @Metadata(description = "How long a whole edit may take, in milliseconds.")
    private long editTimeout = 900_000L;

    @UriParam(defaultValue = "300000", label = "advanced")
    @Metadata(description = "How long an edit waits for a connection when all are in use, in milliseconds. It "
            + "holds no thread while it waits.")
    private long connectionRequestTimeout = 300_000L;

    @UriParam(defaultValue = "200")
    @Metadata(description = "How many connections there may be, and so how many edits at once.")
    private int maxConnections = 200;

    @UriParam(label = "advanced")
    @Metadata(description = "A thread pool of your own on which the route continues after an edit.")
    private @Nullable ExecutorService workerPool;

    @UriParam(defaultValue = "10", label = "advanced")
    @Metadata(description = "Of this and workerPoolMaxSize the larger one is the number of threads of the pool on "
            + "which the route continues; by default that is 20.")
    private int workerPoolCoreSize = 10;

    @UriParam(defaultValue = "20", label = "advanced")
    @Metadata(description = "How many threads the pool on which the route continues may have, unless "
            + "workerPoolCoreSize is larger. What is more waits in an unbounded queue. Idle threads end after a "
            + "minute.")
    private int workerPoolMaxSize = 20;

    @UriParam(defaultValue = "60000", label = "advanced")
    @Metadata(description = "The longest wait, in milliseconds, that an answer with Retry-After may impose on the "
            + "redelivery of Camel.")
    private long maxRetryAfter = 60_000L;

    @UriParam(label = "security")
    @Metadata(description = "Which certificates to trust and to show.")
    private @Nullable SSLContextParameters sslContextParameters;

    @UriParam(defaultValue = "false", label = "security")
    @Metadata(description = "Whether to use the SSL context parameters of the Camel context.")
    private boolean useGlobalSslContextParameters;

    @UriParam(label = "proxy")
    @Metadata(description = "The host of an HTTP proxy.")
    private @Nullable String proxyHost;

    @UriParam(label = "proxy")
    @Metadata(description = "The port of an HTTP proxy.")
    private @Nullable Integer proxyPort;

    @UriParam(label = "proxy")
    @Metadata(description = "The user for the proxy.")
    private @Nullable String proxyUser;

    @UriParam(label = "proxy,security", secret = true)
    @Metadata(description = "The password for the proxy.")
    private @Nullable String proxyPassword;

    @UriParam(label = "advanced")
    @Metadata(description = "An HttpClient 5 async client of your own, which is not closed by the component. It "
            + "must not retry or follow redirects.")
    private @Nullable HttpAsyncClient httpAsyncClient;

    /** A copy with maps of its own. */
    public PortkeyImagesConfiguration copy() {
        try {
            PortkeyImagesConfiguration copy = (PortkeyImagesConfiguration) clone();
            copy.additionalField = new LinkedHashMap<>(additionalField);
            copy.metadata = new LinkedHashMap<>(metadata);
            copy.gatewayHeader = new LinkedHashMap<>(gatewayHeader);
            copy.httpHeader = new LinkedHashMap<>(httpHeader);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public @Nullable String getPrompt() {
        return prompt;
    }

    public void setPrompt(@Nullable String prompt) {
        this.prompt = prompt;
    }

    public @Nullable String getModel() {
        return model;
    }

    public void setModel(@Nullable String model) {
        this.model = model;
    }

    public @Nullable Integer getN() {
        return n;
    }

    public void setN(@Nullable Integer n) {
        this.n = n;
    }

    public @Nullable String getImageSize() {
        return imageSize;
    }

    public void setImageSize(@Nullable String imageSize) {
        this.imageSize = imageSize;
    }

    public @Nullable String getResponseFormat() {
        return responseFormat;
    }

    public void setResponseFormat(@Nullable String responseFormat) {
        this.responseFormat = responseFormat;
    }

    public @Nullable String getUser() {
        return user;
    }

    public void setUser(@Nullable String user) {
        this.user = user;
    }

    public @Nullable String getQuality() {
        return quality;
    }

    public void setQuality(@Nullable String quality) {
        this.quality = quality;
    }

    public @Nullable String getBackground() {
        return background;
    }

    public void setBackground(@Nullable String background) {
        this.background = background;
    }

    public @Nullable String getInputFidelity() {
        return inputFidelity;
    }

    public void setInputFidelity(@Nullable String inputFidelity) {
        this.inputFidelity = inputFidelity;
    }

    public @Nullable String getOutputFormat() {
        return outputFormat;
    }

    public void setOutputFormat(@Nullable String outputFormat) {
        this.outputFormat = outputFormat;
    }

    public @Nullable Integer getOutputCompression() {
        return outputCompression;
    }

    public void setOutputCompression(@Nullable Integer outputCompression) {
        this.outputCompression = outputCompression;
    }

    public @Nullable String getModeration() {
        return moderation;
    }

    public void setModeration(@Nullable String moderation) {
        this.moderation = moderation;
    }

    public Map<String, Object> getAdditionalField() {
        return additionalField;
    }

    public void setAdditionalField(Map<String, Object> additionalField) {
        this.additionalField = additionalField;
    }

    public @Nullable String getMask() {
        return mask;
    }

    public void setMask(@Nullable String mask) {
        this.mask = mask;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public @Nullable String getApiKey() {
        return apiKey;
    }

    public void setApiKey(@Nullable String apiKey) {
        this.apiKey = apiKey;
    }

    public @Nullable String getVirtualKey() {
        return virtualKey;
    }

    public void setVirtualKey(@Nullable String virtualKey) {
        this.virtualKey = virtualKey;
    }

    public @Nullable String getProvider() {
        return provider;
    }

    public void setProvider(@Nullable String provider) {
        this.provider = provider;
    }

    public @Nullable String getProviderApiKey() {
        return providerApiKey;
    }

    public void setProviderApiKey(@Nullable String providerApiKey) {
        this.providerApiKey = providerApiKey;
    }

    public @Nullable String getConfig() {
        return config;
    }

    public void setConfig(@Nullable String config) {
        this.config = config;
    }

    public @Nullable String getCustomHost() {
        return customHost;
    }

    public void setCustomHost(@Nullable String customHost) {
        this.customHost = customHost;
    }

    public @Nullable String getTraceId() {
        return traceId;
    }

    public void setTraceId(@Nullable String traceId) {
        this.traceId = traceId;
    }

    public Map<String, Object> getMetadata() {
        return metadata;
    }

    public void setMetadata(Map<String, Object> metadata) {
        this.metadata = metadata;
    }

    public @Nullable Boolean getCacheForceRefresh() {
        return cacheForceRefresh;
    }

    public void setCacheForceRefresh(@Nullable Boolean cacheForceRefresh) {
        this.cacheForceRefresh = cacheForceRefresh;
    }

    public @Nullable String getCacheNamespace() {
        return cacheNamespace;
    }

    public void setCacheNamespace(@Nullable String cacheNamespace) {
        this.cacheNamespace = cacheNamespace;
    }

    public @Nullable Long getGatewayTimeout() {
        return gatewayTimeout;
    }

    public void setGatewayTimeout(@Nullable Long gatewayTimeout) {
        this.gatewayTimeout = gatewayTimeout;
    }

    public @Nullable String getForwardHeaders() {
        return forwardHeaders;
    }

    public void setForwardHeaders(@Nullable String forwardHeaders) {
        this.forwardHeaders = forwardHeaders;
    }

    public Map<String, Object> getGatewayHeader() {
        return gatewayHeader;
    }

    public void setGatewayHeader(Map<String, Object> gatewayHeader) {
        this.gatewayHeader = gatewayHeader;
    }

    public Map<String, Object> getHttpHeader() {
        return httpHeader;
    }

    public void setHttpHeader(Map<String, Object> httpHeader) {
        this.httpHeader = httpHeader;
    }

    public PortkeyImagesValidation getValidation() {
        return validation;
    }

    public void setValidation(PortkeyImagesValidation validation) {
        this.validation = validation;
    }

    public boolean isDownloadImages() {
        return downloadImages;
    }

    public void setDownloadImages(boolean downloadImages) {
        this.downloadImages = downloadImages;
    }

    public @Nullable String getDownloadHosts() {
        return downloadHosts;
    }

    public void setDownloadHosts(@Nullable String downloadHosts) {
        this.downloadHosts = downloadHosts;
    }

    public boolean isFailOnGuardrail() {
        return failOnGuardrail;
    }

    public void setFailOnGuardrail(boolean failOnGuardrail) {
        this.failOnGuardrail = failOnGuardrail;
    }

    public long getSpoolThreshold() {
        return spoolThreshold;
    }

    public void setSpoolThreshold(long spoolThreshold) {
        this.spoolThreshold = spoolThreshold;
    }

    public @Nullable String getSpoolDirectory() {
        return spoolDirectory;
    }

    public void setSpoolDirectory(@Nullable String spoolDirectory) {
        this.spoolDirectory = spoolDirectory;
    }

    public long getMaxSpoolBytes() {
        return maxSpoolBytes;
    }

    public void setMaxSpoolBytes(long maxSpoolBytes) {
        this.maxSpoolBytes = maxSpoolBytes;
    }

    public long getMaxImageBytes() {
        return maxImageBytes;
    }

    public void setMaxImageBytes(long maxImageBytes) {
        this.maxImageBytes = maxImageBytes;
    }

    public long getMaxResponseBytes() {
        return maxResponseBytes;
    }

    public void setMaxResponseBytes(long maxResponseBytes) {
        this.maxResponseBytes = maxResponseBytes;
    }

    public int getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(int connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public long getEditTimeout() {
        return editTimeout;
    }

    public void setEditTimeout(long editTimeout) {
        this.editTimeout = editTimeout;
    }

    public long getConnectionRequestTimeout() {
        return connectionRequestTimeout;
    }

    public void setConnectionRequestTimeout(long connectionRequestTimeout) {
        this.connectionRequestTimeout = connectionRequestTimeout;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public @Nullable ExecutorService getWorkerPool() {
        return workerPool;
    }

    public void setWorkerPool(@Nullable ExecutorService workerPool) {
        this.workerPool = workerPool;
    }

    public int getWorkerPoolCoreSize() {
        return workerPoolCoreSize;
    }

    public void setWorkerPoolCoreSize(int workerPoolCoreSize) {
        this.workerPoolCoreSize = workerPoolCoreSize;
    }

    public int getWorkerPoolMaxSize() {
        return workerPoolMaxSize;
    }

    public void setWorkerPoolMaxSize(int workerPoolMaxSize) {
        this.workerPoolMaxSize = workerPoolMaxSize;
    }

    public long getMaxRetryAfter() {
        return maxRetryAfter;
    }

    public void setMaxRetryAfter(long maxRetryAfter) {
        this.maxRetryAfter = maxRetryAfter;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public @Nullable String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(@Nullable String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public @Nullable Integer getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(@Nullable Integer proxyPort) {
        this.proxyPort = proxyPort;
    }

    public @Nullable String getProxyUser() {
        return proxyUser;
    }

    public void setProxyUser(@Nullable String proxyUser) {
        this.proxyUser = proxyUser;
    }

    public @Nullable String getProxyPassword() {
        return proxyPassword;
    }

    public void setProxyPassword(@Nullable String proxyPassword) {
        this.proxyPassword = proxyPassword;
    }

    public @Nullable HttpAsyncClient getHttpAsyncClient() {
        return httpAsyncClient;
    }

    public void setHttpAsyncClient(@Nullable HttpAsyncClient httpAsyncClient) {
        this.httpAsyncClient = httpAsyncClient;
    }
}
