// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.client.InvalidGatewayResponseException;
import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.images.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * An edit that has ended. Holds neither prompt nor image.
 *
 * @param exchangeId the exchange that was edited
 * @param model the model that was asked for, without {@code @slug/}; null when none was
 * @param nanos how long the edit took, from the exchange's arrival to the answer's delivery
 * @param inputBytes the bytes of the images and the mask; 0 when the edit was refused before they were known
 * @param outputBytes the bytes of the images that came back with content
 * @param images how many images that can be used came back
 * @param usage the tokens billed, also for an answer that ended as a failure; null when not said
 * @param failure null for a success
 */
record EditEvent(String exchangeId, @Nullable String model, long nanos, long inputBytes, long outputBytes, int images,
        @Nullable Usage usage, @Nullable Throwable failure) {

    static EditEvent of(String exchangeId, @Nullable String model, long nanos, long inputBytes,
            @Nullable ImagesResponse response, @Nullable Throwable failure) {
        ImagesResponse paid = response != null ? response : answerOf(failure);
        if (paid == null) {
            return new EditEvent(exchangeId, model, nanos, inputBytes, 0, 0, null, failure);
        }
        int images = 0;
        long bytes = 0;
        for (Image image : paid.data()) {
            images += image.isUsable() ? 1 : 0;
            bytes += image.hasContent() ? image.length() : 0;
        }
        return new EditEvent(exchangeId, model, nanos, inputBytes, bytes, images, paid.usage(), failure);
    }

    /** The answer that a failure holds: it has been billed all the same. */
    static @Nullable ImagesResponse answerOf(@Nullable Throwable failure) {
        return failure instanceof GatewayStatusException refused ? refused.getResponse()
                : failure instanceof InvalidGatewayResponseException invalid ? invalid.getResponse() : null;
    }

    boolean isSuccess() {
        return failure == null;
    }
}
