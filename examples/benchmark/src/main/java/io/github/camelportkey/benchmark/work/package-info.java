// SPDX-License-Identifier: Apache-2.0
/** What is done and how its figures are taken: scenarios, pictures, batches, probes. */
@NullMarked
package io.github.camelportkey.benchmark.work;

import org.jspecify.annotations.NullMarked;
