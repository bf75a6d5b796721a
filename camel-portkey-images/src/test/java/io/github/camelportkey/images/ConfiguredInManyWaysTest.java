// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Properties;

import io.github.camelportkey.standin.ReceivedEdit;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Components made by hand, placeholders, dynamic endpoints, lazy producers, templates. */
class ConfiguredInManyWaysTest extends RouteToStandIn {

    @Override
    protected Properties useOverridePropertiesWithPropertiesComponent() {
        Properties properties = new Properties();
        properties.setProperty("gateway", GATEWAY.baseUrl().toString());
        properties.setProperty("key", "k&e+y%20");
        return properties;
    }

    @Test
    void aComponentMadeByHandWorksUnderAnyName() {
        PortkeyImagesComponent mine = new PortkeyImagesComponent();
        mine.getConfiguration().setBaseUrl(GATEWAY.baseUrl().toString());
        mine.getConfiguration().setPrompt("of the component");
        mine.getConfiguration().setModel("any");
        mine.getConfiguration().setApiKey("pk");
        context.addComponent("mine", mine);

        assertThat(arrived("mine:edit", PICTURE, Map.of()).field("prompt")).isEqualTo("of the component");
        GATEWAY.clear();
        ReceivedEdit overridden = arrived("mine:edit?prompt=of the endpoint", PICTURE, Map.of());
        assertThat(overridden.field("prompt")).isEqualTo("of the endpoint");
        assertThat(overridden.header("x-portkey-api-key")).isEqualTo("pk");
    }

    @Test
    void aPlaceholderMayHoldWhatAUriMayNot() {
        ReceivedEdit edit = arrived("portkey-images:edit?baseUrl={{gateway}}&prompt=p&model=any&apiKey=RAW({{key}})&httpHeader.X-A=RAW({{key}})",
                PICTURE, Map.of());

        assertThat(edit.header("x-portkey-api-key")).isEqualTo("k&e+y%20");
        assertThat(edit.header("x-a")).isEqualTo("k&e+y%20");
    }

    @Test
    void aLazyProducerStartsWithItsFirstEdit() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:lazy").to(edit("lazyStartProducer=true"));
            }
        });

        arrived("direct:lazy", PICTURE, Map.of());
    }

    @Test
    void aDynamicEndpointIsTakenFromTheMessage() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:dynamic").toD(edit("user=${header.who}", "apiKey=secret-${header.who}"));
            }
        });

        for (String who : new String[] {"ann", "bob", "ann"}) {
            GATEWAY.clear();
            ReceivedEdit edit = arrived("direct:dynamic", PICTURE, Map.of("who", who));
            assertThat(edit.field("user")).isEqualTo(who);
            assertThat(edit.header("x-portkey-api-key")).isEqualTo("secret-" + who);
        }
    }

    @Test
    void aTemplateGivesTheResultAsStreamArrayBufferOrSummary() throws Exception {
        String uri = edit("responseFormat=b64_json");
        byte[] edited = template.requestBody(uri, PICTURE, byte[].class);

        assertThat(edited).startsWith(0x89, 'P', 'N', 'G');
        try (InputStream stream = template.requestBody(uri, PICTURE, InputStream.class)) {
            assertThat(stream.readAllBytes()).isEqualTo(edited);
        }
        assertThat(template.requestBody(uri, PICTURE, ByteBuffer.class).remaining()).isEqualTo(edited.length);
        assertThat(template.requestBody(uri, PICTURE, String.class)).startsWith("ImagesResponse[1 image").hasSizeLessThan(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"n=much", "outputCompression=much", "gatewayTimeout=soon", "maxConnections=some",
            "cacheForceRefresh=perhaps", "validation=maybe", "proxyPort=http"})
    void anOptionOfTheWrongTypeIsRefused(String option) {
        assertThatThrownBy(() -> context.getEndpoint(edit(option))).isInstanceOf(ResolveEndpointFailedException.class)
                .hasMessageContaining(option.substring(0, option.indexOf('=')));
    }

    @ParameterizedTest
    @ValueSource(strings = {"maybe", ""})
    void aHeaderThatIsNoBooleanIsNamed(String value) {
        Exchange result = send(edit(), PICTURE, Map.of("CamelPortkeyImagesCacheForceRefresh", value));

        assertThat(whyNotSent(result)).contains("CamelPortkeyImagesCacheForceRefresh", "java.lang.String", "Boolean");
    }
}
