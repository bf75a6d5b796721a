// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;

import io.github.camelportkey.images.client.GatewayFailure;
import io.github.camelportkey.images.client.GatewayReply;
import io.github.camelportkey.images.client.ImageEdit;
import io.github.camelportkey.images.client.ImagesClient;
import io.github.camelportkey.images.model.HeldFile;
import io.github.camelportkey.images.model.ImageSpool;
import io.github.camelportkey.images.model.ImagesResponse;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.ExchangeHelper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends an exchange as an edit and lets the route continue, on a pool, when the answer is there. Holds no thread in
 * between. Stopping it cancels nothing: what is on its way belongs to the component.
 */
final class PortkeyImagesProducer extends DefaultAsyncProducer {

    private static final Logger LOG = LoggerFactory.getLogger(PortkeyImagesProducer.class);

    private final PortkeyImagesEndpoint endpoint;
    private final EditObservers observers = new EditObservers();
    private volatile @Nullable Means means;

    /** What edits need in one run of the component. */
    private record Means(int run, ImagesClient client, ImageSpool spool, ExecutorService pool, EditMapper mapper) {
    }

    PortkeyImagesProducer(PortkeyImagesEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        observers.start(endpoint);
        means();
    }

    @Override
    protected void doStop() throws Exception {
        observers.stop();
        super.doStop();
    }

    /** A component may be stopped and started again under its producers. */
    private Means means() {
        Means known = means;
        SharedResources resources = endpoint.resources();
        int run = resources.runs();
        if (known == null || known.run != run) {
            PortkeyImagesConfiguration options = endpoint.getConfiguration();
            known = new Means(run, endpoint.client(), resources.spool(options), resources.pool(options),
                    new EditMapper(options, endpoint.mask()));
            means = known;
        }
        return known;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        ObservedEdit observed = observers.begin(exchange.getExchangeId());
        Means at;
        ImageEdit edit;
        try (HeldFile untilSent = HeldFile.begin()) {
            at = means();
            edit = send(exchange, at, observed);
        } catch (Exception | Error e) { // an exchange that nobody ends would hang
            fail(exchange, e);
            observed.ended(null, e);
            callback.done(true);
            return true;
        }
        edit.whenComplete((response, failure) -> endpoint.resources().continueOn(at.pool,
                () -> end(exchange, callback, response, failure, edit.reply(), observed)));
        return false;
    }

    private void end(Exchange exchange, AsyncCallback callback, @Nullable ImagesResponse response,
            @Nullable Throwable failure, @Nullable GatewayReply reply, ObservedEdit observed) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        try {
            if (response != null) {
                succeed(exchange, response, reply);
            } else {
                fail(exchange, cause);
            }
        } catch (RuntimeException | Error e) { // likewise
            exchange.setException(e);
            cause = e;
        }
        observed.ended(response, cause);
        callback.done(false);
    }

    private ImageEdit send(Exchange exchange, Means at, ObservedEdit observed) throws Exception {
        EditFailure.clear(exchange);
        GatewayTrace.clear(exchange);
        Message message = exchange.getMessage();
        InputContents contents = new InputContents(exchange,
                new KeptStreams(exchange, at.spool, endpoint.getConfiguration().getSpoolThreshold()));
        EditMapper.Mapped edit;
        try {
            edit = at.mapper.map(message, contents);
        } finally {
            leaveReadable(message, contents);
            if (exchange.getContext().isAllowUseOriginalMessage()) {
                leaveReadable(ExchangeHelper.getOriginalInMessage(exchange), contents);
            }
        }
        observed.mapped(edit.request());
        GatewayTrace.set(exchange, edit.route().traceId());
        if (LOG.isDebugEnabled()) {
            LOG.debug("Exchange {} is sent: {} image(s), model {}, {}", exchange.getExchangeId(),
                    edit.request().images().size(), edit.request().model(), edit.route());
        }
        return at.client.edit(edit.request(), edit.route());
    }

    private static void leaveReadable(@Nullable Message message, InputContents contents) {
        if (message == null) {
            return;
        }
        Object body = contents.repeatable(message.getBody());
        if (body != null) {
            message.setBody(body);
        }
        leaveReadable(message, PortkeyImagesConstants.IMAGE, contents);
        leaveReadable(message, PortkeyImagesConstants.MASK, contents);
    }

    private static void leaveReadable(Message message, String name, InputContents contents) {
        Object header = contents.repeatable(message.getHeader(name));
        if (header != null) {
            message.setHeader(name, header);
        }
    }

    private static void succeed(Exchange exchange, ImagesResponse response, GatewayReply reply) {
        LOG.debug("Exchange {} is edited: {}", exchange.getExchangeId(), response);
        GatewayTrace.set(exchange, reply.traceId());
        EditResult.set(exchange.getMessage(), new EditResult.Outcome(response, reply));
    }

    private void fail(Exchange exchange, Throwable failure) {
        LOG.debug("Exchange {} is not edited: {}", exchange.getExchangeId(), failure.getClass().getName());
        if (failure instanceof GatewayFailure ours) {
            GatewayTrace.set(exchange, ours.getTraceId());
        }
        KeptStreams.outlive(exchange);
        EditFailure.set(exchange, failure, endpoint.getConfiguration().getMaxRetryAfter());
    }
}
