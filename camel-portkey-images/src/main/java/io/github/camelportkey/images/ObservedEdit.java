// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import io.github.camelportkey.images.model.ImageEditRequest;
import io.github.camelportkey.images.model.ImagesResponse;
import io.github.camelportkey.images.model.InputImage;
import org.jspecify.annotations.Nullable;

/** An edit on its way, as much of it as its observers will be told. Used by one thread after the other. */
final class ObservedEdit {

    private final EditObservers observers;
    private final String exchangeId;
    private final long begun = System.nanoTime();
    private @Nullable String model;
    private long inputBytes;

    ObservedEdit(EditObservers observers, String exchangeId) {
        this.observers = observers;
        this.exchangeId = exchangeId;
    }

    /** The edit was understood and is about to be sent. */
    void mapped(ImageEditRequest request) {
        model = request.model();
        InputImage mask = request.mask();
        long bytes = mask == null ? 0 : mask.content().length();
        for (InputImage image : request.images()) {
            bytes += image.content().length();
        }
        inputBytes = bytes;
    }

    /** To be called once, by whoever ends the exchange. */
    void ended(@Nullable ImagesResponse response, @Nullable Throwable failure) {
        observers.ended(EditEvent.of(exchangeId, model, System.nanoTime() - begun, inputBytes, response, failure));
    }
}
