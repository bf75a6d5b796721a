// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

import io.github.camelportkey.images.client.GatewayFailure;
import io.github.camelportkey.images.client.GatewayStatusException;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.jspecify.annotations.Nullable;

/**
 * Says from the last edits of a producer whether its gateway can be worked with; it sends nothing, because an edit costs
 * money. Down while the last edits all failed for a reason that lies with the gateway, the provider or the keys, and the
 * last of them is not long ago: what is taken out of service because of it would otherwise never come back. Thread-safe.
 */
final class EditHealthCheck extends AbstractHealthCheck implements EditObserver {

    /** So many edits in a row must fail. */
    static final int FAILURES = 3;
    /** So long after the last failure nothing is known any more. */
    static final long REMEMBERED_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** An endpoint may have several producers, and the repository knows checks by their ids. */
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** Holds texts, not the last exception, which may hold a whole answer. */
    private record Failures(int count, long lastNanos, @Nullable Integer status, String message) {
    }

    private final PortkeyImagesEndpoint endpoint;
    private final LongSupplier nanoTime;
    private final AtomicReference<@Nullable Failures> failures = new AtomicReference<>();

    EditHealthCheck(PortkeyImagesEndpoint endpoint, LongSupplier nanoTime) {
        super("camel", "producer:portkey-images-" + endpoint.getId() + "-" + NUMBERS.incrementAndGet());
        this.endpoint = endpoint;
        this.nanoTime = nanoTime;
    }

    /** A check in Camel's repository for producers; null when the application has no health checks at all. */
    static @Nullable EditHealthCheck register(PortkeyImagesEndpoint endpoint) {
        WritableHealthCheckRepository repository = repository(endpoint);
        if (repository == null) {
            return null;
        }
        EditHealthCheck check = new EditHealthCheck(endpoint, System::nanoTime);
        check.setEnabled(endpoint.component().isHealthCheckProducerEnabled());
        repository.addHealthCheck(check);
        return check;
    }

    void unregister() {
        WritableHealthCheckRepository repository = repository(endpoint);
        if (repository != null) {
            repository.removeHealthCheck(this);
        }
    }

    private static @Nullable WritableHealthCheckRepository repository(PortkeyImagesEndpoint endpoint) {
        return HealthCheckHelper.getHealthCheckRepository(endpoint.getCamelContext(), "producers",
                WritableHealthCheckRepository.class);
    }

    @Override
    public void ended(EditEvent event) {
        Throwable failure = event.failure();
        if (failure == null) {
            if (failures.get() != null) {
                failures.set(null);
            }
        } else if (isOfTheGateway(failure)) {
            long now = nanoTime.getAsLong();
            Integer status = failure instanceof GatewayStatusException refused ? refused.getStatusCode() : null;
            failures.updateAndGet(before -> new Failures(before == null ? 1 : before.count + 1, now, status,
                    failure.getClass().getSimpleName() + ": " + failure.getMessage()));
        }
    }

    /** A bad picture, a refused prompt or a rate limit says nothing against the gateway. */
    private static boolean isOfTheGateway(Throwable failure) {
        if (failure instanceof GatewayStatusException refused) {
            String category = EditFailure.category(refused);
            return category.equals("AUTH") || category.equals("SERVER_ERROR")
                    || refused.getStatusCode() == 429 && !refused.isRetryable();
        }
        return failure instanceof GatewayFailure;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail(ENDPOINT_URI, ShownUri.withoutPrompt(endpoint.getEndpointUri()));
        Failures now = failures.get();
        if (now == null || now.count < FAILURES || nanoTime.getAsLong() - now.lastNanos > REMEMBERED_NANOS) {
            builder.up();
            return;
        }
        if (now.status != null) {
            builder.detail(HTTP_RESPONSE_CODE, now.status);
        }
        builder.message("The last " + now.count + " edits failed, the last one with " + now.message);
        builder.down();
    }
}
