// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One edit to be made, as it lies on the broker: keys and words, never image bytes. Immutable.
 *
 * @param source  the S3 key of the picture
 * @param version what tells this picture from another under the same key: its ETag
 * @param mask    the S3 key of the mask, or {@code null}
 * @param options further options of the edit, by the names in {@link EditHeaders}
 * @param tries   how many tries have failed, whatever the reason
 * @param unclear how many of these may have been paid
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record EditJob(String source, String version, @Nullable String mask, String prompt, Map<String, String> options,
        int tries, int unclear) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    public EditJob {
        if (source == null || source.isBlank()) {
            throw new IllegalArgumentException("a job needs the key of its picture, \"source\"");
        }
        if (prompt == null || prompt.isBlank()) {
            throw new IllegalArgumentException("a job needs a \"prompt\"");
        }
        version = version == null ? "" : version;
        options = options == null ? Map.of() : Map.copyOf(options);
    }

    public EditJob(String source, String version, String prompt) {
        this(source, version, null, prompt, Map.of(), 0, 0);
    }

    /** @throws IllegalArgumentException when the text is no job; the message says why, in one line */
    public static EditJob parse(String json) {
        try {
            EditJob job = JSON.readValue(json, EditJob.class);
            if (job == null) {
                throw new IllegalArgumentException("not a job: null");
            }
            return job;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a job: " + e.getOriginalMessage().replaceAll("\\s+", " "));
        }
    }

    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same for the same picture and the same wish, however often it is asked for. */
    @JsonIgnore
    public String id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Object part : new Object[] {source, version, mask, prompt, new TreeMap<>(options)}) {
                digest.update((part + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where the result goes: known before the edit is made, so that S3 can be asked whether it was. */
    @JsonIgnore
    public String target() {
        String name = source.replaceFirst(".*/", "").replaceFirst("\\.\\w+$", "");
        return "edited/" + name + "-" + id() + "." + options.getOrDefault("outputFormat", "png");
    }

    EditJob failed(boolean perhapsPaid) {
        return new EditJob(source, version, mask, prompt, options, tries + 1, unclear + (perhapsPaid ? 1 : 0));
    }
}
