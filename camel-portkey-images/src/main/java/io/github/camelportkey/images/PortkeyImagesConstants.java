// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import org.apache.camel.spi.Metadata;

/**
 * The names of the headers. All begin with {@code Camel}, so that no HTTP consumer lets them in from outside. Headers into
 * an edit come first, headers out of it after them.
 */
public final class PortkeyImagesConstants {

    private static final String PREFIX = "CamelPortkeyImages";

    @Metadata(label = "producer in", description = "What to make of the image.",
              javaType = "String")
    public static final String PROMPT = PREFIX + "Prompt";

    @Metadata(label = "producer in", description = "The model, with or without the slug of its provider before it.",
              javaType = "String")
    public static final String MODEL = PREFIX + "Model";

    @Metadata(label = "producer in", description = "How many images to make.",
              javaType = "Integer")
    public static final String N = PREFIX + "N";

    @Metadata(label = "producer in", description = "The size of the images.",
              javaType = "String")
    public static final String SIZE = PREFIX + "Size";

    @Metadata(label = "producer in", description = "How the images are returned: url or b64_json.",
              javaType = "String")
    public static final String RESPONSE_FORMAT = PREFIX + "ResponseFormat";

    @Metadata(label = "producer in", description = "Identifies the end user to the provider.",
              javaType = "String")
    public static final String USER = PREFIX + "User";

    @Metadata(label = "producer in", description = "How much work the model puts in.",
              javaType = "String")
    public static final String QUALITY = PREFIX + "Quality";

    @Metadata(label = "producer in", description = "The background of the images.",
              javaType = "String")
    public static final String BACKGROUND = PREFIX + "Background";

    @Metadata(label = "producer in", description = "How closely to follow the features of the input.",
              javaType = "String")
    public static final String INPUT_FIDELITY = PREFIX + "InputFidelity";

    @Metadata(label = "producer in", description = "The file format of the images.",
              javaType = "String")
    public static final String OUTPUT_FORMAT = PREFIX + "OutputFormat";

    @Metadata(label = "producer in", description = "The compression of jpeg and webp images, 0 to 100.",
              javaType = "Integer")
    public static final String OUTPUT_COMPRESSION = PREFIX + "OutputCompression";

    @Metadata(label = "producer in", description = "How strictly the provider filters.",
              javaType = "String")
    public static final String MODERATION = PREFIX + "Moderation";

    @Metadata(label = "producer in", description = "Further form fields, by name; a list as value repeats the field. Merged with "
              + "the option, the header winning.",
              javaType = "java.util.Map")
    public static final String ADDITIONAL_FIELDS = PREFIX + "AdditionalFields";

    @Metadata(label = "producer in", description = "The image to edit, or a list of images. Removed after success.",
              javaType = "Object")
    public static final String IMAGE = PREFIX + "Image";

    @Metadata(label = "producer in", description = "The mask. Removed after success.",
              javaType = "Object")
    public static final String MASK = PREFIX + "Mask";

    @Metadata(label = "producer in", description = "The id under which the gateway logs the edit.",
              javaType = "String")
    public static final String TRACE_ID = PREFIX + "TraceId";

    @Metadata(label = "producer in", description = "What the gateway logs with the edit, as a map or as a JSON object. Merged "
              + "with the option, the header winning.",
              javaType = "java.util.Map or String")
    public static final String METADATA = PREFIX + "Metadata";

    @Metadata(label = "producer in", description = "The provider that the gateway calls. Refused while providerApiKey or "
              + "customHost is set.",
              javaType = "String")
    public static final String PROVIDER = PREFIX + "Provider";

    @Metadata(label = "producer in", description = "The id of the gateway config to use. Inline JSON is taken from the option "
              + "only.",
              javaType = "String")
    public static final String CONFIG = PREFIX + "Config";

    @Metadata(label = "producer in", description = "Whether to pass over the cache of the gateway.",
              javaType = "Boolean")
    public static final String CACHE_FORCE_REFRESH = PREFIX + "CacheForceRefresh";

    @Metadata(label = "producer in", description = "Divides the cache of the gateway.",
              javaType = "String")
    public static final String CACHE_NAMESPACE = PREFIX + "CacheNamespace";

    @Metadata(label = "producer in", description = "How long the gateway waits for the provider, in milliseconds.",
              javaType = "Long")
    public static final String GATEWAY_TIMEOUT = PREFIX + "GatewayTimeout";

    @Metadata(label = "producer out", description = "The id under which the gateway logged the edit.",
              javaType = "String")
    public static final String GATEWAY_TRACE_ID = PREFIX + "GatewayTraceId";

    @Metadata(label = "producer out", description = "The id that the provider gave the request.",
              javaType = "String")
    public static final String REQUEST_ID = PREFIX + "RequestId";

    @Metadata(label = "producer out", description = "The provider that the gateway called.",
              javaType = "String")
    public static final String GATEWAY_PROVIDER = PREFIX + "GatewayProvider";

    @Metadata(label = "producer out", description = "What the cache of the gateway did.",
              javaType = "String")
    public static final String CACHE_STATUS = PREFIX + "CacheStatus";

    @Metadata(label = "producer out", description = "How many times the gateway tried again; -1 when it tried as often as it may.",
              javaType = "Integer")
    public static final String RETRY_ATTEMPT_COUNT = PREFIX + "RetryAttemptCount";

    @Metadata(label = "producer out", description = "Which target of the gateway config answered.",
              javaType = "String")
    public static final String LAST_USED_OPTION_INDEX = PREFIX + "LastUsedOptionIndex";

    @Metadata(label = "producer out", description = "Whether a guardrail of the gateway objected (status 246).",
              javaType = "Boolean")
    public static final String GUARDRAIL_FAILED = PREFIX + "GuardrailFailed";

    @Metadata(label = "producer out", description = "The tokens of prompt and images.",
              javaType = "Long")
    public static final String INPUT_TOKENS = PREFIX + "InputTokens";

    @Metadata(label = "producer out", description = "The tokens of the images made.",
              javaType = "Long")
    public static final String OUTPUT_TOKENS = PREFIX + "OutputTokens";

    @Metadata(label = "producer out", description = "All tokens.",
              javaType = "Long")
    public static final String TOTAL_TOKENS = PREFIX + "TotalTokens";

    @Metadata(label = "producer out", description = "The tokens of the prompt.",
              javaType = "Long")
    public static final String INPUT_TEXT_TOKENS = PREFIX + "InputTextTokens";

    @Metadata(label = "producer out", description = "The tokens of the input images.",
              javaType = "Long")
    public static final String INPUT_IMAGE_TOKENS = PREFIX + "InputImageTokens";

    @Metadata(label = "producer out", description = "How many more requests the provider takes now.",
              javaType = "Long")
    public static final String RATE_LIMIT_REMAINING_REQUESTS = PREFIX + "RateLimitRemainingRequests";

    @Metadata(label = "producer out", description = "How many more tokens the provider takes now.",
              javaType = "Long")
    public static final String RATE_LIMIT_REMAINING_TOKENS = PREFIX + "RateLimitRemainingTokens";

    @Metadata(label = "producer out", description = "The media type of the image, when there is exactly one with content.",
              javaType = "String")
    public static final String CONTENT_TYPE = PREFIX + "ContentType";

    @Metadata(label = "producer out", description = "The file name extension for the image, without a dot, when there is exactly "
              + "one with content.",
              javaType = "String")
    public static final String EXTENSION = PREFIX + "Extension";

    @Metadata(label = "producer out", description = "The number of bytes of the image, when there is exactly one with content.",
              javaType = "Long")
    public static final String LENGTH = PREFIX + "Length";

    private PortkeyImagesConstants() {
    }
}
