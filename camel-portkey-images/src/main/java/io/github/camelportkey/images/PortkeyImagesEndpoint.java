// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.IOException;
import java.io.InputStream;

import io.github.camelportkey.images.client.ImagesClient;
import io.github.camelportkey.images.model.ImageContent;
import io.github.camelportkey.images.model.InputImage;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.InterceptSendToEndpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/** Edit images with AI models through the Portkey gateway. */
@UriEndpoint(firstVersion = "0.1.0", scheme = "portkey-images", title = "Portkey Images",
             syntax = "portkey-images:operation", producerOnly = true, category = {Category.AI, Category.CLOUD},
             headersClass = PortkeyImagesConstants.class)
@ManagedResource(description = "Managed portkey-images endpoint")
public class PortkeyImagesEndpoint extends DefaultEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    @UriPath(description = "What to do.")
    @Metadata(required = true)
    private PortkeyImagesOperation operation;
    @UriParam
    private PortkeyImagesConfiguration configuration;
    private @Nullable InputImage mask;
    private final EditTotals totals = new EditTotals();
    /** As it was written, with its secrets: never shown. */
    private final String uri;

    PortkeyImagesEndpoint(String uri, PortkeyImagesComponent component, PortkeyImagesOperation operation,
            PortkeyImagesConfiguration configuration) {
        super(ShownUri.of(uri), component);
        this.uri = uri;
        this.operation = operation;
        this.configuration = configuration;
    }

    /**
     * Refuses options that can't work, before any route starts.
     *
     * @throws IllegalArgumentException saying which, and what would work
     */
    void checkOptions() {
        RouteFields.check(configuration);
        EditFields.additionalFields(configuration.getAdditionalField());
        OptionBounds.check(configuration);
        if ((configuration.getProxyHost() == null) != (configuration.getProxyPort() == null)) {
            throw new IllegalArgumentException("A proxy needs both proxyHost and proxyPort");
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        if (configuration.getMask() != null) {
            mask = loadMask(configuration.getMask());
        }
    }

    private InputImage loadMask(String resource) throws IOException {
        try (InputStream in = ResourceHelper.resolveMandatoryResourceAsInputStream(getCamelContext(), resource)) {
            return InputImage.of(resource.replaceFirst("^(file|classpath):", ""), "mask", ImageContent.of(in.readAllBytes(), null), null);
        } catch (IOException e) {
            throw new IOException("The option mask=" + resource + " can't be read: " + e.getMessage(), e);
        }
    }

    @Override
    public Producer createProducer() {
        return new PortkeyImagesProducer(this);
    }

    /**
     * Camel puts what intercepts an endpoint that it knows already, such as {@code mockEndpointsAndSkip}, under the URI that
     * the endpoint shows, where a route that names a secret does not look for it.
     */
    @Override
    public AsyncProducer createAsyncProducer() throws Exception {
        AsyncProducer producer = super.createAsyncProducer();
        CamelContext context = getCamelContext();
        if (uri.equals(getEndpointUri())
                || !(context.hasEndpoint(getEndpointUri()) instanceof InterceptSendToEndpoint interceptor)
                || interceptor.getOriginalEndpoint() != this || context.hasEndpoint(uri) == interceptor) {
            return producer;
        }
        return PluginHelper.getInternalProcessorFactory(context).createInterceptSendToEndpointProcessor(interceptor, this,
                producer, interceptor.isSkip(), interceptor.getOnWhen());
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("portkey-images only edits what a route sends to it: use it in to(…), not "
                                                + "in from(…)");
    }

    /** The mask of the option, read when the endpoint started; or null. */
    @Nullable InputImage mask() {
        return mask;
    }

    /** The client for this endpoint's edits. */
    ImagesClient client() {
        return resources().client(configuration);
    }

    SharedResources resources() {
        return component().resources();
    }

    PortkeyImagesComponent component() {
        return (PortkeyImagesComponent) getComponent();
    }

    /** What all edits of this endpoint come to. */
    EditTotals totals() {
        return totals;
    }

    @Override
    public String getServiceUrl() {
        return configuration.getBaseUrl();
    }

    @Override
    public String getServiceProtocol() {
        return "http";
    }

    public PortkeyImagesOperation getOperation() {
        return operation;
    }

    public void setOperation(PortkeyImagesOperation operation) {
        this.operation = operation;
    }

    public PortkeyImagesConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(PortkeyImagesConfiguration configuration) {
        this.configuration = configuration;
    }

    @ManagedAttribute(description = "Edits that have begun and not ended")
    public long getEditsInFlight() {
        return totals.inFlight();
    }

    @ManagedAttribute(description = "Edits that succeeded")
    public long getEditsSucceeded() {
        return totals.succeeded();
    }

    @ManagedAttribute(description = "Edits that failed or were refused")
    public long getEditsFailed() {
        return totals.failed();
    }

    @ManagedAttribute(description = "Mean time of an edit in milliseconds")
    public long getEditMeanMillis() {
        return totals.meanMillis();
    }

    @ManagedAttribute(description = "Images that came back")
    public long getEditedImages() {
        return totals.images();
    }

    @ManagedAttribute(description = "Bytes of images and masks to edit")
    public long getInputBytes() {
        return totals.inputBytes();
    }

    @ManagedAttribute(description = "Bytes of the images that came back")
    public long getOutputBytes() {
        return totals.outputBytes();
    }

    @ManagedAttribute(description = "Tokens billed for prompts and images to edit")
    public long getInputTokens() {
        return totals.inputTokens();
    }

    @ManagedAttribute(description = "Tokens billed for the images made")
    public long getOutputTokens() {
        return totals.outputTokens();
    }
}
