// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.standin.paint;

import java.io.IOException;
import java.io.InputStream;

/** An image file that can be read more than once. */
public interface ImageSource {

    /** A new stream from the first byte on; the caller closes it. */
    InputStream open() throws IOException;

    /** In bytes. */
    long length();
}
