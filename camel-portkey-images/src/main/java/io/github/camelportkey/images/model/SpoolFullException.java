package io.github.camelportkey.images.model;

import java.io.IOException;

/** The spool holds as many bytes as it may, and none of them could be reclaimed. */
public final class SpoolFullException extends IOException {

    private static final long serialVersionUID = 1L;

    SpoolFullException(long used, long limit) {
        super("The spool for large images is full: " + used + " of " + limit
              + " bytes are in use by images that something still holds. Close images when they are done with, "
              + "let fewer edits run at once, or raise maxSpoolBytes");
    }
}
