// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

import org.jspecify.annotations.Nullable;

/** What every failed edit can tell: whether trying again may help, and whether it may have cost money already. */
public interface GatewayFailure {

    /** Whether the same request may succeed later. */
    boolean isRetryable();

    /** Whether the provider may have made, and billed, images for this request. */
    boolean mayHaveBeenBilled();

    /** The same as {@link #mayHaveBeenBilled()}, under the name that Camel's Simple language finds. */
    default boolean isMayHaveBeenBilled() {
        return mayHaveBeenBilled();
    }

    /** The id under which the gateway logged the edit, or null. */
    @Nullable String getTraceId();

    /** The provider's id of the request, or null. */
    @Nullable String getRequestId();
}
