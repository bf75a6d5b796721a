// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

import io.github.camelportkey.images.client.PoolState;
import io.github.camelportkey.images.model.ImageSpool;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.PropertiesHelper;
import org.jspecify.annotations.Nullable;

/**
 * Edits images with AI models through the Portkey gateway. Endpoints with the same connection settings share one HTTP
 * client, which lives as long as the component runs.
 */
@Component("portkey-images")
@ManagedResource(description = "Managed portkey-images component")
public class PortkeyImagesComponent extends HealthCheckComponent implements SSLContextParametersAware {

    /** Numbers that are no time, which may be written as 10s. */
    private static final Set<String> COUNTS = Set.of("n", "outputcompression", "proxyport", "maxconnections",
            "workerpoolcoresize", "workerpoolmaxsize");
    /** Texts that the empty text can't be: a place, a user or a password. */
    private static final Set<String> NEVER_EMPTY = Set.of("mask", "proxyhost", "proxyuser", "proxypassword", "spooldirectory");

    @Metadata(description = "The options that all endpoints of this component begin with.")
    private PortkeyImagesConfiguration configuration = new PortkeyImagesConfiguration();
    private final SharedResources resources = new SharedResources(this);
    private final EditTotals totals = new EditTotals();
    private final RecentFailures failures = new RecentFailures();
    private @Nullable EditObserver meters;

    public PortkeyImagesComponent() {
    }

    public PortkeyImagesComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        ShownUri.refuseShown(uri);
        PortkeyImagesConfiguration options = configuration.copy();
        options.getAdditionalField().putAll(PropertiesHelper.extractProperties(parameters, "additionalField."));
        options.getMetadata().putAll(PropertiesHelper.extractProperties(parameters, "metadata."));
        putHeaders(options.getGatewayHeader(), PropertiesHelper.extractProperties(parameters, "gatewayHeader."),
                RouteFields::isSameGatewayHeader);
        putHeaders(options.getHttpHeader(), PropertiesHelper.extractProperties(parameters, "httpHeader."),
                String::equalsIgnoreCase);
        PortkeyImagesEndpoint endpoint = new PortkeyImagesEndpoint(uri, this, operation(remaining), options);
        dropBlank(parameters);
        setProperties(endpoint, parameters);
        if (options.getSslContextParameters() == null && options.isUseGlobalSslContextParameters()) {
            options.setSslContextParameters(getCamelContext().getSSLContextParameters());
        }
        endpoint.checkOptions();
        return endpoint;
    }

    /**
     * A variable that is not set makes an empty value. For what is no text that is none, where Camel makes a zero of it; texts
     * take an option of the component back.
     *
     * @throws IllegalArgumentException for a number that is not whole, of which Camel makes a zero too
     */
    private void dropBlank(Map<String, Object> parameters) {
        PropertyConfigurer known = getEndpointPropertyConfigurer();
        parameters.entrySet().removeIf(option -> {
            String name = ShownUri.bare(option.getKey());
            Class<?> type = known instanceof PropertyConfigurerGetter types ? types.getOptionType(name, true) : null;
            if (!(option.getValue() instanceof String text) || type == null) {
                return false;
            }
            if (text.isBlank()) {
                return type != String.class || NEVER_EMPTY.contains(name);
            }
            if (COUNTS.contains(name) && !text.startsWith("#") && !text.strip().matches("[+-]?[0-9]+")) {
                throw new IllegalArgumentException("The option " + option.getKey() + " takes a whole number, but is " + text);
            }
            return false;
        });
    }

    private static void putHeaders(Map<String, Object> headers, Map<String, Object> over, BiPredicate<String, String> isSame) {
        headers.keySet().removeIf(name -> over.keySet().stream().anyMatch(other -> isSame.test(name, other)));
        headers.putAll(over);
    }

    private static PortkeyImagesOperation operation(String name) {
        for (PortkeyImagesOperation operation : PortkeyImagesOperation.values()) {
            if (operation.name().equals(name)) {
                return operation;
            }
        }
        throw new IllegalArgumentException("portkey-images has no operation '" + name + "'; write portkey-images:edit");
    }

    SharedResources resources() {
        return resources;
    }

    /** What all edits of this component come to. */
    EditTotals totals() {
        return totals;
    }

    RecentFailures failures() {
        return failures;
    }

    /**
     * The meters of all its producers, because the models that they count are bounded together.
     *
     * @param make what makes them; null when the application has no registry yet
     */
    synchronized @Nullable EditObserver meters(Function<CamelContext, @Nullable EditObserver> make) {
        if (meters == null) {
            meters = make.apply(getCamelContext());
        }
        return meters;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        resources.start();
    }

    @Override
    protected void doStop() throws Exception {
        resources.stop();
        synchronized (this) {
            meters = null; // another run may find another registry
        }
        super.doStop();
    }

    public PortkeyImagesConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(PortkeyImagesConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return configuration.isUseGlobalSslContextParameters();
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        configuration.setUseGlobalSslContextParameters(useGlobalSslContextParameters);
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

    @ManagedAttribute(description = "Connections to gateways that an edit uses now")
    public int getConnectionsLeased() {
        return resources.pools().stream().mapToInt(PoolState::leased).sum();
    }

    @ManagedAttribute(description = "Edits that wait for a connection")
    public int getConnectionsAwaited() {
        return resources.pools().stream().mapToInt(PoolState::waiting).sum();
    }

    @ManagedAttribute(description = "Bytes of images in temporary files")
    public long getSpoolBytes() {
        return resources.spools().stream().mapToLong(ImageSpool::usedBytes).sum();
    }
}
