// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.IOException;
import java.nio.ByteBuffer;

import io.github.camelportkey.images.model.Image;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Answers with one edited picture. */
final class ResultFile implements Processor {

    private final Results results;

    ResultFile(Results results) {
        this.results = results;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        Image image = results.get(message.getHeader("name", "", String.class));
        message.removeHeaders("*");
        message.setBody(null);
        if (image == null) {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 404);
            return;
        }
        message.setHeader(Exchange.CONTENT_TYPE, image.contentType());
        message.setHeader("X-Content-Type-Options", "nosniff");
        // Bytes, not a stream: a stream to a browser that has gone is never closed by the server.
        message.setBody(ByteBuffer.wrap(image.bytes()));
    }
}
