// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.camelportkey.images.client.GatewayReply;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.images.model.TokenDetails;
import io.github.camelportkey.images.model.Usage;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Puts the result of an edit into a message: body, headers of the result, and nothing left that describes old bytes. */
final class EditResult {

    /** The headers that describe the one image of a message. */
    private static final Map<String, Function<Image, @Nullable Object>> OF_THE_IMAGE = headersOfAnImage();

    /** The headers that the result may set, each with its value or null. */
    static final Map<String, Function<Outcome, @Nullable Object>> HEADERS = headers();

    /**
     * Headers that describe the bytes which were edited, in lower case. Names of things, such as keys and files, are no such
     * headers.
     */
    private static final Set<String> OF_THE_OLD_BYTES = headersOfBytes();

    /** The names of what an edit may have set, in lower case. */
    private static final Set<String> OF_AN_EDIT = lowerCase(HEADERS.keySet());
    private static final Set<String> OF_AN_IMAGE = lowerCase(OF_THE_IMAGE.keySet());

    /** A response and the head of the answer that it came in. */
    record Outcome(ImagesResponse response, GatewayReply reply) {

        private @Nullable Image single() {
            return response.data().size() == 1 && response.data().get(0).hasContent() ? response.data().get(0) : null;
        }

        private @Nullable Long tokens(Function<Usage, @Nullable Long> count) {
            return response.usage() == null ? null : count.apply(response.usage());
        }

        private @Nullable Long inputDetail(Function<TokenDetails, @Nullable Long> count) {
            Usage usage = response.usage();
            TokenDetails details = usage == null ? null : usage.inputTokensDetails();
            return details == null ? null : count.apply(details);
        }
    }

    private EditResult() {
    }

    /** Each of Camel's storages has its own beginning for much the same names. */
    private static Set<String> headersOfBytes() {
        Set<String> headers = new HashSet<>(Set.of("content-type", "content-length", "content-encoding", "content-md5",
                "content-range", "transfer-encoding", "etag", "last-modified", "camelfilelength", "camelfilecontenttype",
                "camelhttpresponsetext"));
        for (String storage : List.of("awss3", "minio", "ibmcos", "azurestorageblob", "azurestoragedatalake", "googlecloudstorage")) {
            for (String what : List.of("contentlength", "contenttype", "contentencoding", "contentmd5", "crc32chex", "etag",
                    "versionid", "lastmodified", "filesize", "blobsize")) {
                headers.add("camel" + storage + what);
            }
        }
        return Set.copyOf(headers);
    }

    private static Map<String, Function<Image, @Nullable Object>> headersOfAnImage() {
        Map<String, Function<Image, @Nullable Object>> headers = new LinkedHashMap<>();
        headers.put(PortkeyImagesConstants.CONTENT_TYPE, Image::contentType);
        headers.put(PortkeyImagesConstants.EXTENSION, Image::extension);
        headers.put(PortkeyImagesConstants.LENGTH, Image::length);
        headers.put(Exchange.CONTENT_TYPE, Image::contentType);
        headers.put("CamelAwsS3ContentType", Image::contentType);
        return headers;
    }

    private static Map<String, Function<Outcome, @Nullable Object>> headers() {
        Map<String, Function<Outcome, @Nullable Object>> headers = new LinkedHashMap<>();
        headers.put(Exchange.HTTP_RESPONSE_CODE, o -> o.reply.statusCode());
        headers.put(PortkeyImagesConstants.GATEWAY_TRACE_ID, o -> o.reply.traceId());
        headers.put(PortkeyImagesConstants.REQUEST_ID, o -> o.reply.requestId());
        headers.put(PortkeyImagesConstants.GATEWAY_PROVIDER, o -> o.reply.provider());
        headers.put(PortkeyImagesConstants.CACHE_STATUS, o -> o.reply.cacheStatus());
        headers.put(PortkeyImagesConstants.RETRY_ATTEMPT_COUNT, o -> o.reply.retryAttemptCount());
        headers.put(PortkeyImagesConstants.LAST_USED_OPTION_INDEX, o -> o.reply.lastUsedOptionIndex());
        headers.put(PortkeyImagesConstants.GUARDRAIL_FAILED, o -> o.reply.guardrailFailed() ? true : null);
        headers.put(PortkeyImagesConstants.INPUT_TOKENS, o -> o.tokens(Usage::inputTokens));
        headers.put(PortkeyImagesConstants.OUTPUT_TOKENS, o -> o.tokens(Usage::outputTokens));
        headers.put(PortkeyImagesConstants.TOTAL_TOKENS, o -> o.tokens(Usage::totalTokens));
        headers.put(PortkeyImagesConstants.INPUT_TEXT_TOKENS, o -> o.inputDetail(TokenDetails::textTokens));
        headers.put(PortkeyImagesConstants.INPUT_IMAGE_TOKENS, o -> o.inputDetail(TokenDetails::imageTokens));
        headers.put(PortkeyImagesConstants.RATE_LIMIT_REMAINING_REQUESTS, o -> o.reply.rateLimitRemainingRequests());
        headers.put(PortkeyImagesConstants.RATE_LIMIT_REMAINING_TOKENS, o -> o.reply.rateLimitRemainingTokens());
        OF_THE_IMAGE.forEach((name, value) -> headers.put(name, o -> o.single() == null ? null : value.apply(o.single())));
        return headers;
    }

    private static Set<String> lowerCase(Set<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /** Sets body and headers; removes what was consumed, and what describes the old bytes. */
    static void set(Message message, Outcome outcome) {
        message.setBody(outcome.response);
        message.removeHeader(PortkeyImagesConstants.IMAGE);
        message.removeHeader(PortkeyImagesConstants.MASK);
        removeOldAnd(OF_AN_EDIT, message);
        HEADERS.forEach((name, value) -> set(message, name, value.apply(outcome)));
    }

    /** Sets the headers that describe an image with content, and removes what describes other bytes. The body is left. */
    static void describe(Message message, Image image) {
        removeOldAnd(OF_AN_IMAGE, message);
        OF_THE_IMAGE.forEach((name, value) -> set(message, name, value.apply(image)));
    }

    /**
     * Removes what describes the old bytes, and the headers of these names, in whatever case. Most messages have few headers:
     * to look at each costs less than to ask for all that might be there.
     */
    private static void removeOldAnd(Set<String> names, Message message) {
        for (String name : List.copyOf(message.getHeaders().keySet())) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (names.contains(lower) || OF_THE_OLD_BYTES.contains(lower)) {
                message.removeHeader(name);
            }
        }
    }

    private static void set(Message message, String name, @Nullable Object value) {
        if (value != null) {
            message.setHeader(name, value);
        }
    }
}
