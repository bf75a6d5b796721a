// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.webstudio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * The files of the page: these, and no others. (The server's own way to serve static files would also hand out the files of
 * the folder that it was started in, and all resources of the class path.)
 */
final class PageFiles implements Processor {

    private static final Map<String, String> TYPES = Map.of(
            "icon.svg", "image/svg+xml",
            "index.html", "text/html; charset=utf-8",
            "studio.css", "text/css; charset=utf-8",
            "studio.js", "text/javascript; charset=utf-8",
            "picture.js", "text/javascript; charset=utf-8",
            "mask.js", "text/javascript; charset=utf-8",
            "send.js", "text/javascript; charset=utf-8",
            "results.js", "text/javascript; charset=utf-8",
            "words.js", "text/javascript; charset=utf-8");

    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
            + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        String name = message.getHeader("file", "index.html", String.class);
        message.removeHeaders("*");
        message.setBody(null);
        String type = TYPES.get(name);
        if (type == null) {
            message.setHeader(Exchange.HTTP_RESPONSE_CODE, 404);
            return;
        }
        message.setHeader(Exchange.CONTENT_TYPE, type);
        message.setHeader("Content-Security-Policy", POLICY);
        message.setHeader("X-Content-Type-Options", "nosniff");
        message.setHeader("Referrer-Policy", "no-referrer");
        try (InputStream in = PageFiles.class.getResourceAsStream("/page/" + name)) {
            message.setBody(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
