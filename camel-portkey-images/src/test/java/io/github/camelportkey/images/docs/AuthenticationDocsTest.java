// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.docs;

import io.github.camelportkey.images.PortkeyImagesConstants;
import io.github.camelportkey.images.kit.Pictures;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What docs/authentication.md says is refused. */
class AuthenticationDocsTest extends SnippetTestSupport {

    private static final String EDIT = "portkey-images:edit?model=gpt-image-2&prompt=a red hat";
    private static final String PUBLIC = "&baseUrl=https://api.portkey.ai/v1";

    private Exchange send(String uri, String header, Object value) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(Pictures.png(32));
            exchange.getMessage().setHeader(header, value);
        });
    }

    @Test
    void anEndpointWithoutAKeyForThePublicServer() {
        assertThatThrownBy(() -> context.getEndpoint(EDIT + PUBLIC))
                .isInstanceOf(ResolveEndpointFailedException.class).hasMessageContaining("apiKey and virtualKey");
    }

    @Test
    void anEditThatIsNoneOfTheWays() {
        Exchange result = send(EDIT + PUBLIC + "&apiKey=key", "unrelated", "header");

        assertThat(result.getException()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("apiKey and virtualKey");
    }

    @ParameterizedTest
    @CsvSource({
            PortkeyImagesConstants.CONFIG + ", '{\"provider\":\"openai\"}', ''",
            PortkeyImagesConstants.PROVIDER + ", openai, &providerApiKey=key",
            PortkeyImagesConstants.PROVIDER + ", openai, &customHost=https://images.example.com/v1",
            PortkeyImagesConstants.MODEL + ", @other/gpt-image-2, &providerApiKey=key"})
    void aHeaderThatCouldSendAKeyElsewhere(String header, String value, String options) {
        Exchange result = send(EDIT + options, header, value);

        assertThat(result.getException()).isInstanceOf(IllegalArgumentException.class);
        assertThat(gateway.edits()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gatewayHeader.api-key=x", "httpHeader.Authorization=x", "httpHeader.Host=x",
            "additionalField.prompt=x"})
    void anOptionInPlaceOfItsOwn(String option) {
        assertThatThrownBy(() -> context.getEndpoint(EDIT + "&" + option))
                .isInstanceOf(ResolveEndpointFailedException.class);
    }

    @Test
    void theSlugOfTheModelIsSentAsProvider() {
        Exchange result = send(EDIT, PortkeyImagesConstants.MODEL, "@your-provider/gpt-image-2");

        assertThat(result.getException()).isNull();
        assertThat(gateway.edits().get(0).header("x-portkey-provider")).isEqualTo("@your-provider");
        assertThat(gateway.edits().get(0).field("model")).isEqualTo("gpt-image-2");
    }

    @Test
    void aShownUriHasNoSecret() {
        assertThat(context.getEndpoint(EDIT + "&apiKey=find-this-key").toString()).doesNotContain("find-this-key");
    }
}
