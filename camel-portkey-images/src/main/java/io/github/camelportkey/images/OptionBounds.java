// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** The smallest values of the numeric options. Camel reads a text that is no number, such as {@code n=two}, as 0. */
final class OptionBounds {

    private record Bound(String option, long least, Function<PortkeyImagesConfiguration, @Nullable Number> value) {
    }

    private static final List<Bound> BOUNDS = List.of(
            new Bound("n", 1, PortkeyImagesConfiguration::getN),
            new Bound("gatewayTimeout", 1, PortkeyImagesConfiguration::getGatewayTimeout),
            new Bound("connectTimeout", 1, PortkeyImagesConfiguration::getConnectTimeout),
            new Bound("responseTimeout", 1, PortkeyImagesConfiguration::getResponseTimeout),
            new Bound("editTimeout", 1, PortkeyImagesConfiguration::getEditTimeout),
            new Bound("connectionRequestTimeout", 1, PortkeyImagesConfiguration::getConnectionRequestTimeout),
            new Bound("maxConnections", 1, PortkeyImagesConfiguration::getMaxConnections),
            new Bound("workerPoolCoreSize", 0, PortkeyImagesConfiguration::getWorkerPoolCoreSize),
            new Bound("workerPoolMaxSize", 1, PortkeyImagesConfiguration::getWorkerPoolMaxSize),
            new Bound("maxImageBytes", 1, PortkeyImagesConfiguration::getMaxImageBytes),
            new Bound("maxResponseBytes", 1, PortkeyImagesConfiguration::getMaxResponseBytes),
            new Bound("maxSpoolBytes", 1, PortkeyImagesConfiguration::getMaxSpoolBytes),
            new Bound("spoolThreshold", 0, PortkeyImagesConfiguration::getSpoolThreshold),
            new Bound("maxRetryAfter", 0, PortkeyImagesConfiguration::getMaxRetryAfter));

    private OptionBounds() {
    }

    /** @throws IllegalArgumentException naming the first option that is too small, or no number at all */
    static void check(PortkeyImagesConfiguration options) {
        for (Bound bound : BOUNDS) {
            Number value = bound.value.apply(options);
            if (value != null && value.longValue() < bound.least) {
                throw new IllegalArgumentException("The option " + bound.option + " takes a whole number of at least "
                                                   + bound.least + ", but is " + value);
            }
        }
    }
}
