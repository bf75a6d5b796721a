// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.IOException;
import java.nio.ByteBuffer;

import io.github.camelportkey.images.model.Image;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/** Answers with one edited picture. */
final class ResultFile implements Processor {

    private final Results results;

    ResultFile(Results results) {
        this.results = results;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        String name = message.getHeader("name", "", String.class);
        message.removeHeaders("*");
        message.setBody(null);
        Image image = results.get(name);
        byte[] bytes = image == null ? null : bytes(name, image);
        if (bytes == null) {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 404);
            return;
        }
        message.setHeader(Exchange.CONTENT_TYPE, image.contentType());
        message.setHeader("X-Content-Type-Options", "nosniff");
        // Bytes, not a stream: a stream to a browser that has gone is never closed by the server.
        message.setBody(ByteBuffer.wrap(bytes));
    }

    /** Null when it was dropped meanwhile, and its file with it. */
    private byte @Nullable [] bytes(String name, Image image) throws IOException {
        try {
            return image.bytes();
        } catch (IOException e) {
            if (results.get(name) == null) {
                return null;
            }
            throw e;
        }
    }
}
