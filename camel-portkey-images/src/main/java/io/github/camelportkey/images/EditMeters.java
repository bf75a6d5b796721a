// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * Counts edits, tokens, bytes and images by model with Micrometer, under the names of {@link GenAi}. A success has the
 * error type {@code none}, because Prometheus takes only one set of tags for each meter. Thread-safe.
 */
final class EditMeters implements EditObserver {

    /** Under this name Camel's own Micrometer component keeps its registry. */
    private static final String CAMELS_REGISTRY = "metricsRegistry";
    /** Models may come from messages; meters are never forgotten. */
    private static final int MOST_MODELS = 100;
    private static final String NO_ERROR = "none";

    private final MeterRegistry registry;
    private final ConcurrentMap<String, OfModel> models = new ConcurrentHashMap<>();

    private EditMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Meters in the application's registry; null when it has none. */
    static @Nullable EditMeters of(CamelContext camel) {
        MeterRegistry named = camel.getRegistry().lookupByNameAndType(CAMELS_REGISTRY, MeterRegistry.class);
        if (named != null) {
            return new EditMeters(named);
        }
        Set<MeterRegistry> all = camel.getRegistry().findByType(MeterRegistry.class);
        if (all.isEmpty()) {
            return null;
        }
        // a composite holds the others
        return new EditMeters(all.stream().filter(CompositeMeterRegistry.class::isInstance).findFirst()
                .orElseGet(() -> all.iterator().next()));
    }

    @Override
    public void ended(EditEvent event) {
        String model = GenAi.model(event.model());
        OfModel meters = models.get(model);
        if (meters == null) {
            meters = models.computeIfAbsent(models.size() < MOST_MODELS ? model : "other", OfModel::new);
        }
        meters.count(event);
    }

    private final class OfModel {

        private final Tags tags;
        private final Counter inputTokens;
        private final Counter outputTokens;
        private final Counter inputBytes;
        private final Counter outputBytes;
        private final Counter images;
        private final ConcurrentMap<String, Timer> timers = new ConcurrentHashMap<>();

        private OfModel(String model) {
            tags = Tags.of(GenAi.OPERATION_NAME, GenAi.OPERATION, GenAi.SYSTEM, GenAi.PORTKEY, GenAi.REQUEST_MODEL, model,
                    GenAi.CAMEL_COMPONENT, GenAi.COMPONENT);
            inputTokens = counter(GenAi.CLIENT_TOKEN_USAGE, null, "Tokens billed", Tag.of(GenAi.TOKEN_TYPE, "input"));
            outputTokens = counter(GenAi.CLIENT_TOKEN_USAGE, null, "Tokens billed", Tag.of(GenAi.TOKEN_TYPE, "output"));
            inputBytes = counter("portkey.images.bytes", "bytes", "Bytes of images", Tag.of("direction", "input"));
            outputBytes = counter("portkey.images.bytes", "bytes", "Bytes of images", Tag.of("direction", "output"));
            images = counter("portkey.images", null, "Images that came back");
        }

        private Counter counter(String name, @Nullable String unit, String description, Tag... further) {
            return Counter.builder(name).baseUnit(unit).description(description).tags(tags.and(further)).register(registry);
        }

        private void count(EditEvent event) {
            String error = event.failure() == null ? NO_ERROR : event.failure().getClass().getSimpleName();
            timers.computeIfAbsent(error, this::timer).record(event.nanos(), TimeUnit.NANOSECONDS);
            if (event.usage() != null) {
                inputTokens.increment(event.usage().inputTokens());
                outputTokens.increment(event.usage().outputTokens());
            }
            inputBytes.increment(event.inputBytes());
            outputBytes.increment(event.outputBytes());
            images.increment(event.images());
        }

        private Timer timer(String error) {
            return Timer.builder(GenAi.CLIENT_OPERATION).description("Edits, from the exchange's arrival to its answer")
                    .tags(tags.and(GenAi.ERROR_TYPE, error)).register(registry);
        }
    }
}
