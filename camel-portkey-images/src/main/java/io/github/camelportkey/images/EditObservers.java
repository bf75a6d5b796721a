// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.ArrayList;
import java.util.List;

import org.apache.camel.health.HealthCheckRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All who are told of the edits of one producer. The one place where edits are observed. Thread-safe. */
final class EditObservers {

    private static final Logger LOG = LoggerFactory.getLogger(EditObservers.class);
    private static final EditObserver[] NONE = {};

    private volatile EditObserver[] observers = NONE;
    private @Nullable Runnable onStop;

    /** Gathers them: those of component and endpoint, and those for which the application has what they need. */
    void start(PortkeyImagesEndpoint endpoint) {
        List<EditObserver> all = new ArrayList<>(List.of(endpoint.component().totals(), endpoint.totals(),
                endpoint.component().failures()));
        if (HealthCheckRegistry.get(endpoint.getCamelContext()) != null) { // else the classes may be absent
            EditHealthCheck check = EditHealthCheck.register(endpoint);
            if (check != null) {
                all.add(check);
                onStop = check::unregister;
            }
        }
        EditObserver meters = isPresent("io.micrometer.core.instrument.MeterRegistry")
                ? endpoint.component().meters(EditMeters::of) : null;
        if (meters != null) {
            all.add(meters);
        }
        observers = all.toArray(NONE);
    }

    private static boolean isPresent(String optional) {
        try {
            Class.forName(optional, false, EditObservers.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** What is on its way is still counted. */
    void stop() {
        if (onStop != null) {
            onStop.run();
            onStop = null;
        }
    }

    ObservedEdit begin(String exchangeId) {
        for (EditObserver observer : observers) {
            try {
                observer.begun();
            } catch (RuntimeException | Error e) {
                LOG.warn("An edit that begins could not be observed", e);
            }
        }
        return new ObservedEdit(this, exchangeId);
    }

    void ended(EditEvent event) {
        for (EditObserver observer : observers) {
            try {
                observer.ended(event);
            } catch (RuntimeException | Error e) {
                LOG.warn("An edit that has ended could not be observed", e);
            }
        }
    }
}
