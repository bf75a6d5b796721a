// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

import io.github.camelportkey.images.model.Image;
import io.github.camelportkey.images.model.ImagesResponse;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.DataType;
import org.apache.camel.spi.DataTypeTransformer;
import org.apache.camel.spi.Transformer;
import org.jspecify.annotations.Nullable;

/**
 * The data type {@code portkey-images:image}: turns a response of one image, or an image, into a stream of its bytes that
 * can be read again and knows its length, and sets content type, extension, length and file name. What already is such a
 * stream is left as it is.
 *
 * <p>Fails with an {@code InvalidPayloadException} for any other body, and with an {@code IOException} for several images
 * and for an image without content; the messages say what to do. Thread-safe. As a processor it does the same to the message
 * of an exchange.
 */
@DataTypeTransformer(name = "portkey-images:image",
                     description = "Turns the result of an edit into the bytes of its image, with headers for content type, "
                                   + "file name and length")
public class PortkeyImagesImageTransformer extends Transformer implements Processor {

    @Override
    public void process(Exchange exchange) throws Exception {
        transform(exchange.getMessage(), null, null);
    }

    @Override
    public void transform(Message message, @Nullable DataType from, @Nullable DataType to) throws Exception {
        Object body = message.getBody();
        if (body instanceof ImageStream) {
            return;
        }
        Image image;
        if (body instanceof Image one) {
            image = one;
        } else if (body instanceof ImagesResponse response) {
            image = PortkeyImagesConverter.single(response);
        } else {
            throw new InvalidPayloadException(message.getExchange(), ImagesResponse.class, message);
        }
        message.setBody(PortkeyImagesConverter.toInputStream(image));
        EditResult.describe(message, image);
        message.setHeader(Exchange.FILE_NAME, EditedName.of(message, image, body instanceof Image));
    }
}
