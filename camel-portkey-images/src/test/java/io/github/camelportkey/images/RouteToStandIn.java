// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.camelportkey.images.kit.Pictures;
import io.github.camelportkey.standin.GatewayStandIn;
import io.github.camelportkey.standin.ReceivedEdit;
import io.github.camelportkey.standin.ReceivedPart;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.attachment.AttachmentMessage;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/** Sends messages to endpoints whose gateway is the stand-in, and shows what arrived there. */
abstract class RouteToStandIn extends CamelTestSupport {

    /** One for all classes; its threads are daemons. */
    static final GatewayStandIn GATEWAY = GatewayStandIn.start();
    static final byte[] PICTURE = Pictures.png(16);

    @BeforeEach
    void forget() {
        GATEWAY.clear();
    }

    /** An endpoint of a model of which no limits are known, with a prompt. */
    static String edit(String... options) {
        return bare("prompt=a red hat", "model=any", String.join("&", options));
    }

    /** An endpoint with nothing set but the address. */
    static String bare(String... options) {
        String uri = "portkey-images:edit?baseUrl=" + GATEWAY.baseUrl();
        for (String option : options) {
            uri += option.isEmpty() ? "" : "&" + option;
        }
        return uri;
    }

    Exchange send(String uri, @Nullable Object body, Map<String, ?> headers) {
        ProducerTemplate to = template;
        return to.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            headers.forEach(exchange.getMessage()::setHeader);
        });
    }

    /** Sends, expects success, and returns what arrived. */
    ReceivedEdit arrived(String uri, @Nullable Object body, Map<String, ?> headers) {
        return only(send(uri, body, headers));
    }

    ReceivedEdit arrived(String uri) {
        return arrived(uri, PICTURE, Map.of());
    }

    /** Sends and expects that this is refused before anything is sent; returns why. */
    String refused(String uri, @Nullable Object body, Map<String, ?> headers) {
        return whyNotSent(send(uri, body, headers));
    }

    static String whyNotSent(Exchange result) {
        assertThat(result.getException()).isExactlyInstanceOf(IllegalArgumentException.class);
        assertThat(result.getProperty("CamelAiErrorCategory")).isEqualTo("VALIDATION");
        assertThat(GATEWAY.edits()).isEmpty();
        return result.getException().getMessage();
    }

    static ReceivedEdit only(Exchange result) {
        assertThat(result.getException()).isNull();
        assertThat(GATEWAY.edits()).hasSize(1);
        return GATEWAY.edits().get(0);
    }

    static AttachmentMessage attachments(Exchange exchange) {
        return exchange.getMessage(AttachmentMessage.class);
    }

    /** The text fields, in order. */
    static Map<String, List<String>> fields(ReceivedEdit edit) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        edit.parts().stream().filter(part -> !part.isFile())
                .forEach(part -> fields.put(part.name(), edit.fields(part.name())));
        return fields;
    }

    /** The names of the gateway's own headers. */
    static Set<String> gatewayHeaders(ReceivedEdit edit) {
        Set<String> names = new TreeSet<>();
        edit.headers().keySet().stream().map(String::toLowerCase).filter(name -> name.startsWith("x-portkey-"))
                .forEach(names::add);
        return names;
    }

    static List<byte[]> images(ReceivedEdit edit) {
        return edit.parts().stream().filter(part -> part.name().startsWith("image")).map(ReceivedPart::bytes).toList();
    }
}
