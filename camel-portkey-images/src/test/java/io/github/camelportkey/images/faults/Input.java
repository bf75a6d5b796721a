// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.faults;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import jakarta.activation.DataHandler;
import org.apache.camel.Exchange;
import org.apache.camel.attachment.AttachmentMessage;

/** In which form the picture of an edit comes. */
enum Input {

    MEMORY {
        @Override
        void put(Exchange exchange, byte[] picture, Path file) {
            exchange.getMessage().setBody(picture);
        }
    },
    FILE {
        @Override
        void put(Exchange exchange, byte[] picture, Path file) {
            exchange.getMessage().setBody(file.toFile());
        }
    },
    STREAM {
        @Override
        void put(Exchange exchange, byte[] picture, Path file) {
            exchange.getMessage().setBody(oneShot(picture));
        }
    },
    ATTACHMENT {
        @Override
        void put(Exchange exchange, byte[] picture, Path file) {
            exchange.getMessage(AttachmentMessage.class).addAttachment("image", new DataHandler(picture, "image/png"));
        }
    },
    SEVERAL {
        @Override
        void put(Exchange exchange, byte[] picture, Path file) {
            exchange.getMessage().setBody(List.of(picture, file.toFile(), oneShot(picture)));
        }
    };

    static final List<Input> EVERY = Arrays.asList(values());

    abstract void put(Exchange exchange, byte[] picture, Path file);

    private static InputStream oneShot(byte[] picture) {
        return new FilterInputStream(new ByteArrayInputStream(picture)) {
            @Override
            public boolean markSupported() {
                return false;
            }
        };
    }
}
