// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.springboot;

import java.io.IOException;

import io.github.camelportkey.images.PortkeyImagesConstants;
import io.github.camelportkey.images.client.GatewayFailure;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.FluentProducerTemplate;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Takes a form with a picture and a wish, and answers with the edited picture. */
@RestController
class EditController {

    private final FluentProducerTemplate camel;

    EditController(FluentProducerTemplate camel) {
        this.camel = camel;
    }

    @PostMapping("/edit")
    ResponseEntity<?> edit(@RequestParam MultipartFile picture, @RequestParam String wish) throws IOException {
        Exchange edited = camel.to("direct:edit").withBody(picture.getBytes())
                .withHeader(PortkeyImagesConstants.PROMPT, wish).request(Exchange.class);
        Exception failure = edited.getException();
        if (failure == null) {
            return ResponseEntity.ok()
                    .contentType(MediaType.parseMediaType(edited.getMessage().getHeader(PortkeyImagesConstants.CONTENT_TYPE,
                            String.class)))
                    .body(edited.getMessage().getBody(byte[].class));
        }
        Throwable cause = failure instanceof CamelExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof IllegalArgumentException) {
            return text(HttpStatus.BAD_REQUEST, String.valueOf(cause.getMessage()));
        }
        return cause instanceof GatewayFailure gateway && gateway.isRetryable()
                ? text(HttpStatus.SERVICE_UNAVAILABLE, "The picture can't be edited now. Try again later.")
                : text(HttpStatus.BAD_GATEWAY, "The picture could not be edited.");
    }

    private static ResponseEntity<?> text(HttpStatus status, String text) {
        return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(text);
    }
}
