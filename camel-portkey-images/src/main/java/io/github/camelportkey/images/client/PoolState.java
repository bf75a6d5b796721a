// SPDX-License-Identifier: Apache-2.0
package io.github.camelportkey.images.client;

/**
 * The connections of a client at one moment.
 *
 * @param leased connections that an edit uses
 * @param waiting edits that wait for a connection
 * @param idle connections that are open and not used
 * @param max how many connections there may be
 */
public record PoolState(int leased, int waiting, int idle, int max) {
}
