// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.editworkers;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * What one try of a job came to: published in the topic {@code edit.outcomes}, for whoever wants to know.
 *
 * @param target      the S3 key of the result, or {@code null} when the message was no job
 * @param reason      why it failed, or {@code null}
 * @param editMillis  from the request to the whole answer
 * @param storeMillis from the answer to the receipt of S3; together the time in which a kill costs a second payment
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public record Outcome(Kind kind, String worker, @Nullable String target, @Nullable String reason, long at,
        long editMillis, long storeMillis, long inputTokens, long outputTokens) {

    private static final JsonMapper JSON = new JsonMapper();

    public enum Kind {
        /** Edited and stored. */
        DONE,
        /** Was stored already, and not paid again. */
        FOUND,
        /** Failed, and will be tried again. */
        AGAIN,
        /** Paid, and another worker had stored it meanwhile. */
        LOST,
        /** In {@code edit.rejected}. */
        REJECTED,
        /** In {@code edit.dead}. */
        DEAD
    }

    public static Outcome parse(String json) {
        try {
            return JSON.readValue(json, Outcome.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public String json() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
