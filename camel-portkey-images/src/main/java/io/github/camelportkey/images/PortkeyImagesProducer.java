package io.github.camelportkey.images;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;

import io.github.camelportkey.images.client.GatewayReply;
import io.github.camelportkey.images.client.ImageEdit;
import io.github.camelportkey.images.client.ImagesClient;
import io.github.camelportkey.images.model.ImageSpool;
import io.github.camelportkey.images.model.ImagesResponse;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
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
    private @Nullable ImagesClient client;
    private @Nullable ImageSpool spool;
    private @Nullable ExecutorService pool;
    private @Nullable EditMapper mapper;

    PortkeyImagesProducer(PortkeyImagesEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        PortkeyImagesConfiguration options = endpoint.getConfiguration();
        client = endpoint.client();
        spool = endpoint.resources().spool(options);
        pool = endpoint.resources().pool(options);
        mapper = new EditMapper(options, endpoint.mask());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        ImageEdit edit;
        try {
            edit = send(exchange);
        } catch (Exception e) {
            fail(exchange, e);
            callback.done(true);
            return true;
        }
        ExecutorService on = pool;
        edit.whenComplete((response, failure) -> endpoint.resources().continuations().run(on, () -> {
            if (response != null) {
                succeed(exchange, response, edit.reply());
            } else {
                fail(exchange, failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause() : failure);
            }
            callback.done(false);
        }));
        return false;
    }

    private ImageEdit send(Exchange exchange) throws Exception {
        EditFailure.clear(exchange);
        Message message = exchange.getMessage();
        InputContents contents = new InputContents(exchange, spool, endpoint.getConfiguration().getSpoolThreshold());
        EditMapper.Mapped edit;
        try {
            edit = mapper.map(message, contents);
        } finally {
            ImageStream repeatable = contents.repeatable(message.getBody());
            if (repeatable != null) {
                message.setBody(repeatable);
            }
        }
        LOG.debug("Exchange {} is sent: {} image(s), model {}, {}", exchange.getExchangeId(),
                edit.request().images().size(), edit.request().model(), edit.route());
        return client.edit(edit.request(), edit.route());
    }

    private static void succeed(Exchange exchange, ImagesResponse response, @Nullable GatewayReply reply) {
        LOG.debug("Exchange {} is edited: {}", exchange.getExchangeId(), response);
        EditResult.set(exchange.getMessage(), new EditResult.Outcome(response, reply));
    }

    private void fail(Exchange exchange, Throwable failure) {
        LOG.debug("Exchange {} is not edited: {}", exchange.getExchangeId(), failure.getMessage());
        EditFailure.set(exchange, failure, endpoint.getConfiguration().getMaxRetryAfter());
    }
}
