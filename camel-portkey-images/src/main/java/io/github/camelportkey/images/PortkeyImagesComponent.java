package io.github.camelportkey.images;

import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;

/**
 * Edits images with AI models through the Portkey gateway. Endpoints with the same connection settings share one HTTP
 * client, which lives as long as the component runs.
 */
@Component("portkey-images")
public class PortkeyImagesComponent extends DefaultComponent implements SSLContextParametersAware {

    @Metadata(description = "The options that all endpoints of this component begin with.")
    private PortkeyImagesConfiguration configuration = new PortkeyImagesConfiguration();
    private final SharedResources resources = new SharedResources(this);

    public PortkeyImagesComponent() {
    }

    public PortkeyImagesComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        PortkeyImagesConfiguration options = configuration.copy();
        options.getAdditionalField().putAll(PropertiesHelper.extractProperties(parameters, "additionalField."));
        options.getMetadata().putAll(PropertiesHelper.extractProperties(parameters, "metadata."));
        putHeaders(options.getGatewayHeader(), PropertiesHelper.extractProperties(parameters, "gatewayHeader."));
        putHeaders(options.getHttpHeader(), PropertiesHelper.extractProperties(parameters, "httpHeader."));
        PortkeyImagesEndpoint endpoint = new PortkeyImagesEndpoint(ShownUri.of(uri), this, operation(remaining), options);
        setProperties(endpoint, parameters);
        if (options.getSslContextParameters() == null && options.isUseGlobalSslContextParameters()) {
            options.setSslContextParameters(getCamelContext().getSSLContextParameters());
        }
        endpoint.checkOptions();
        return endpoint;
    }

    /** Names of HTTP headers are the same whatever their case. */
    private static void putHeaders(Map<String, Object> headers, Map<String, Object> over) {
        headers.keySet().removeIf(name -> over.keySet().stream().anyMatch(name::equalsIgnoreCase));
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

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        resources.start();
    }

    @Override
    protected void doStop() throws Exception {
        resources.stop();
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
}
