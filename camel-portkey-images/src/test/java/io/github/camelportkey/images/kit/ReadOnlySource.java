// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.kit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Supplier;

import jakarta.activation.DataSource;

/** What an attachment is made from. */
public record ReadOnlySource(String name, String contentType, Supplier<InputStream> stream) implements DataSource {

    @Override
    public InputStream getInputStream() {
        return stream.get();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        throw new IOException("read only");
    }

    @Override
    public String getContentType() {
        return contentType;
    }

    @Override
    public String getName() {
        return name;
    }
}
