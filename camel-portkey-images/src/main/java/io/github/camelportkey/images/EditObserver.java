// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images;

/**
 * Is told of the edits of a producer, of each one exactly once when it begins and once when it has ended, on whatever
 * thread that is. Implementations are thread-safe, fast, and keep nothing of an edit but numbers. What one throws is logged
 * and changes nothing for the route or for the other observers.
 */
interface EditObserver {

    /** An exchange has come; nothing was read or checked yet. */
    default void begun() {
    }

    /** The edit has succeeded, failed or been refused; the route has not continued yet. */
    void ended(EditEvent event);
}
