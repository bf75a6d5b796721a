// SPDX-License-Identifier: Apache-2.0
/** Competing workers: jobs on a broker, pictures in S3, edits by the gateway. */
@NullMarked
package io.github.camelportkey.examples.editworkers;

import org.jspecify.annotations.NullMarked;
