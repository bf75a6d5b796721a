// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.model;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

import org.jspecify.annotations.Nullable;

/**
 * The spool takes no more bytes: it holds as many as it may, its file system takes none, the thread was interrupted, or the
 * spool is closed.
 */
public final class SpoolException extends IOException {

    private static final long serialVersionUID = 1L;

    private SpoolException(String message, @Nullable IOException cause) {
        super(message, cause);
    }

    static SpoolException full(long used, long limit) {
        return new SpoolException("The spool for large images is full: " + used + " of " + limit
                                  + " bytes are in use by images that something still holds. Close images when they are "
                                  + "done with, let fewer edits run at once, or raise maxSpoolBytes", null);
    }

    static SpoolException closed() {
        return new SpoolException("The component portkey-images is stopped", null);
    }

    static SpoolException notWritten(IOException cause) {
        return new SpoolException(cause instanceof ClosedByInterruptException
                ? "The thread was interrupted while it wrote a large image to its temporary file"
                : "The spool for large images could not be written (" + cause + "). Make room on its file system, or choose "
                  + "another one with spoolDirectory", cause);
    }
}
