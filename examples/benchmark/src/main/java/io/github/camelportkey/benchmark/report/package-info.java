// SPDX-License-Identifier: Apache-2.0
/** What a run found, as a table, a page and plots. */
@NullMarked
package io.github.camelportkey.benchmark.report;

import org.jspecify.annotations.NullMarked;
