// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.springboot;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** A picture goes in, the edited one comes out as bytes. Keys and addresses are in {@code application.properties}. */
@Component
class EditRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:edit").routeId("edit")
                .to("portkey-images:edit?model=gpt-image-2")
                .convertBodyTo(byte[].class);
    }
}
