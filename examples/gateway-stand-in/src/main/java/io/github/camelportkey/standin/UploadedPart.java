// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.camelportkey.standin.paint.ImageSource;
import org.jspecify.annotations.Nullable;

/** A part whose whole content can be read: from memory or, when it is long, from a temporary file. */
record UploadedPart(ReceivedPart received, @Nullable Path spooled) implements ImageSource {

    String name() {
        return received.name();
    }

    @Override
    public InputStream open() throws IOException {
        return spooled == null ? new ByteArrayInputStream(received.bytes()) : Files.newInputStream(spooled);
    }

    @Override
    public long length() {
        return received.length();
    }
}
