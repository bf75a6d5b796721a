// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.examples.filetos3.pictures;

import java.awt.Shape;

/** One sample picture: how it is painted, where an edit may change it, and what the edit should add there. */
interface Scene {

    /** The width and height of every sample, in pixels. */
    int SIZE = 512;

    String name();

    String prompt();

    void paint(Canvas canvas);

    /** What the mask leaves open. Everything outside stays as it is. */
    Shape hole();
}
