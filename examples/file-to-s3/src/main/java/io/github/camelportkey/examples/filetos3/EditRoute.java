// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3;

import io.github.camelportkey.images.client.GatewayStatusException;
import io.github.camelportkey.images.client.GatewayUnreachableException;
import org.apache.camel.builder.RouteBuilder;

/** The example itself: a picture comes into the inbox, is edited, and goes to S3. */
public final class EditRoute extends RouteBuilder {

    static final String ID = "file-to-s3";

    @Override
    public void configure() {
        // tag::route[]
        // Again only what may succeed next time and cannot have cost anything this time.
        onException(GatewayStatusException.class, GatewayUnreachableException.class)
                .onWhen(simple("${exception.retryable} == true && ${exception.mayHaveBeenBilled} == false"))
                .maximumRedeliveries(3).redeliveryDelay("{{redelivery.delay}}").asyncDelayedRedelivery()
                .logExhausted(false);
        // What fails in another way when it is redelivered would else be redelivered by the clause above.
        onException(Exception.class).maximumRedeliveries(0);

        from("file:{{inbox}}?filter=#inbox&move=.done&moveFailed=.error&sortBy=file:name&delay=250&initialDelay=0")
                .routeId(ID)
                .bean("editOrder")                              // its mask, its prompt, its key in S3
                .filter(method("storedEdits", "lack"))          // in S3 already? Then it is paid, and only moved
                    .to("portkey-images:edit?model={{model}}")
                    .to("aws2-s3:{{bucket}}")
                .end();
        // end::route[]
    }
}
