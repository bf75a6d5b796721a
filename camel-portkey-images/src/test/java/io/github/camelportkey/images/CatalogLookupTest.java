// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.io.IOException;

import org.apache.camel.CatalogCamelContext;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A running context describes the component, to consoles and to tools. */
class CatalogLookupTest extends CamelTestSupport {

    @Test
    void theComponentIsFoundByItsName() throws IOException {
        assertThat(((CatalogCamelContext) context).getComponentParameterJsonSchema("portkey-images"))
                .contains("\"imageSize\"", "CamelPortkeyImagesPrompt", "io.github.camelportkey");
    }
}
